"""Paragraphs and sentences, with offsets into the original text."""

import re

import pandas as pd

PARAGRAPH = re.compile(
    r"\S(?:.*?\S)?(?=\s*?(?:\r\n|\r|\n)[^\S\r\n]*(?:\r\n|\r|\n)|\s*\Z)", re.DOTALL
)


def split(text: str) -> pd.DataFrame:
    """Split a text into sentences.

    Parameters
    ----------
    text : str
        Any text. Paragraphs are separated by blank lines.

    Returns
    -------
    DataFrame
        A row a sentence: ``sentence`` (from 1), ``paragraph`` (from 1), ``start`` and ``end``
        (character offsets, end excluded), ``text`` (exactly ``text[start:end]``).

    Notes
    -----
    The splitter is nupunkt (Punkt; Kiss & Strunk 2006, with a legal and news model). No sentence
    runs over a paragraph's end.
    """
    from nupunkt import sent_spans

    rows = []
    for paragraph, block in enumerate(PARAGRAPH.finditer(text), start=1):
        piece = block.group()
        for start, end in sent_spans(piece):
            sentence = piece[start:end]
            left = start + len(sentence) - len(sentence.lstrip())
            sentence = sentence.strip()
            if sentence:
                begin = block.start() + left
                rows.append((len(rows) + 1, paragraph, begin, begin + len(sentence), sentence))
    return pd.DataFrame(rows, columns=["sentence", "paragraph", "start", "end", "text"])

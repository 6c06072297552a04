"""Word pieces: the numbers that stand for a text (WordPiece; Schuster & Nakajima 2012)."""

import re
import unicodedata
from collections.abc import Sequence

from closereading.reader.silence import MARK

TOKEN = re.compile(r"[^\W_]+|[^\w\s]|_")
LONGEST_WORD = 40  # letters; a longer one is no word
BEGIN, END, UNKNOWN = "<s>", "</s>", "[UNK]"


class Pieces:
    """A vocabulary of word pieces; all but the first of a word begin with ``##``."""

    def __init__(self, pieces: Sequence[str]):
        self.place = {piece: place for place, piece in enumerate(pieces)}
        self.words: dict[str, list[int]] = {}

    def ids(self, text: str) -> list[int]:
        """Return the numbers of a neutral text, its beginning and end marked."""
        found = [self.place[BEGIN]]
        for number, part in enumerate(text.split(MARK)):
            if number:
                found.append(self.place[MARK])
            plain = unicodedata.normalize("NFD", part.lower())
            plain = "".join(sign for sign in plain if unicodedata.category(sign) != "Mn")
            for word in TOKEN.findall(plain):
                found += self._word(word[:LONGEST_WORD])
        return [*found, self.place[END]]

    def _word(self, word: str) -> list[int]:
        """Take from the front the longest piece there is, again and again."""
        if word not in self.words:
            found, start = [], 0
            while start < len(word):
                lead = "##" if start else ""
                ends = range(len(word), start, -1)
                end = next((end for end in ends if lead + word[start:end] in self.place), None)
                if end is None:
                    found = [self.place[UNKNOWN]]
                    break
                found.append(self.place[lead + word[start:end]])
                start = end
            self.words[word] = found
        return self.words[word]

"""What the reader puts right: a table of corrections, applied before anything is counted."""

import csv
import io
from pathlib import Path

import pandas as pd

from closereading.errors import InputError

COLUMNS = ("sentence", "column", "value", "remark")
TEXT = "text"  # the line that says of which text the others are: its sha256
VOICE, SPEAKER, RESIDUE, SAME = "voice", "speaker", "residue", "same-as"
VOICES = ("narration", "quotation", "reported")
TRUTH = {"yes": True, "true": True, "1": True, "no": False, "false": False, "0": False}
UNNAMED = "unnamed"  # somebody else speaks, and the text does not name them
QUOTED = "'"  # what a spreadsheet table puts before a cell that would run as a formula
# What each column takes
WAYS = {
    VOICE: f"Give {', '.join(VOICES)}.",
    RESIDUE: "Give yes or no.",
    SAME: "Give it for a sentence that has a speaker, with the name to use.",
}


def beside(file: Path, sha256: str) -> Path | None:
    """Return the corrections that lie beside an article and are of its text, if any."""
    for path in (file.with_suffix(".corrections.csv"), file.with_name("corrections.csv")):
        if path.is_file() and (TEXT, sha256) in {
            (line["column"], line["value"]) for _, line in _lines(path)
        }:
            return path
    return None


def load(path: str | Path, sha256: str) -> list[tuple[int, dict]]:
    """Read corrections: the number of each line, and its columns.

    Raises
    ------
    InputError
        If the file cannot be read, or is of another text.
    """
    found = _lines(Path(path))
    for number, line in found:
        if line["column"] == TEXT and line["value"] != sha256:
            raise InputError(
                f"{Path(path).name}, line {number}: these corrections are of another text. Take "
                "the template of this article's report, or leave them out."
            )
    return [(number, line) for number, line in found if line["column"] != TEXT]


def _lines(path: Path) -> list[tuple[int, dict]]:
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except OSError:
        raise InputError(f"There is no file {path}. Give --corrections a CSV file.") from None
    except UnicodeDecodeError:
        raise InputError(f"{path.name} is not UTF-8. Save it as CSV in UTF-8.") from None
    delimiter = ";" if text.partition("\n")[0].count(";") > 2 else ","
    reader = csv.DictReader(io.StringIO(text), delimiter=delimiter)
    if not {*COLUMNS[:3]} <= {*(reader.fieldnames or ())}:
        raise InputError(f"{path.name} needs the columns {', '.join(COLUMNS)} in its first line.")
    found = []
    for line in reader:
        cells = {name: (line.get(name) or "").strip() for name in COLUMNS}
        cells["value"] = cells["value"].removeprefix(QUOTED)
        if any(cells.values()):
            found.append((reader.line_num, cells))
    return found


def apply(rows: pd.DataFrame, lines: list[tuple[int, dict]], *, file: str) -> list[tuple]:
    """Put right what the lines say, in the table itself.

    Parameters
    ----------
    rows : DataFrame
        The sentences of an article, with ``how`` each speaker was found.
    lines : list
        From ``load``.
    file : str
        What an error calls the file.

    Returns
    -------
    list of tuple
        A note for each sentence that is changed: kind, start, end, what, why.

    Raises
    ------
    InputError
        If a line fits nothing; says which and why.
    """
    before = rows[[VOICE, SPEAKER, RESIDUE]].to_dict("records")
    remarks = {}
    for number, line in lines:
        place = int(line["sentence"]) - 1 if line["sentence"].isdigit() else -1
        if not 0 <= place < len(rows):
            raise InputError(
                f"{file}, line {number}: there is no sentence “{line['sentence']}”. Give 1 to "
                f"{len(rows)}."
            )
        if not _put(rows, place, line["column"], line["value"]):
            what = line["column"] or "correction"
            way = WAYS.get(what, f"The columns are {VOICE}, {SPEAKER}, {RESIDUE} and {SAME}.")
            raise InputError(f"{file}, line {number}: “{line['value']}” is no {what} there. {way}")
        remarks[place] = line["remark"]
    notes = []
    for place, was in enumerate(before):
        now = rows.loc[place, [*was]]
        what = "; ".join(
            f"{name}: {str(was[name]) or 'nobody named'} → {str(now[name]) or 'nobody named'}"
            for name in was
            if was[name] != now[name]
        )
        if what:
            why = remarks.get(place) or "Corrected by the reader."
            notes.append(("correction", rows.at[place, "start"], rows.at[place, "end"], what, why))
    return notes


def _put(rows: pd.DataFrame, place: int, column: str, value: str) -> bool:
    """Put one value right, and tell whether it fits its column."""
    told = [VOICE, SPEAKER, "how"]
    voice, speaker = rows.at[place, VOICE], rows.at[place, SPEAKER]
    small = value.lower()
    if (column == VOICE and small == VOICES[0]) or (column == SPEAKER and not value):
        rows.loc[place, told] = VOICES[0], "", ""  # the author
    elif column == VOICE and small in VOICES:
        rows.at[place, VOICE] = small
    elif column == SPEAKER:
        if value != speaker:
            voice = VOICES[2] if voice == VOICES[0] else voice
            rows.loc[place, told] = voice, "" if value == UNNAMED else value, "reader"
    elif column == RESIDUE and small in TRUTH:
        rows.at[place, RESIDUE] = TRUTH[small]
    elif column == SAME and value and speaker:
        rows.loc[rows[SPEAKER] == speaker, SPEAKER] = value
    else:
        return False
    return True


def template(article, path: str | Path | None = None) -> pd.DataFrame:
    """Return every speaker the rules have found, as corrections to be changed.

    Parameters
    ----------
    article : Article
    path : path, optional
        Where to write it as CSV too.

    Returns
    -------
    DataFrame
        ``sentence``, ``column``, ``value``, ``remark`` (how the speaker was found, and how often
        that is right). A line left as it is corrects nothing; the first says of which text it is.
    """
    from closereading import book
    from closereading.voices import grades

    lines = [(0, TEXT, article.sha256, "leave this line: it says of which text the others are")]
    lines += [
        (row.sentence, SPEAKER, row.speaker or UNNAMED, f"{row.voice}; {row.sure}")
        for row in grades.inferred(article).itertuples(index=False)
    ]
    table = pd.DataFrame(lines, columns=[*COLUMNS])
    if path is not None:
        book.write(Path(path), book.csv(table))
    return table

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


def beside(file: Path, sha256: str) -> Path | None:
    """Return the corrections that lie beside an article and are of its text, if any."""
    for path in (file.with_suffix(".corrections.csv"), file.with_name("corrections.csv")):
        if path.is_file() and any(
            line["column"] == TEXT and line["value"] == sha256 for _, line in _lines(path)
        ):
            return path
    return None


def load(path: str | Path, sha256: str) -> list[tuple[int, dict]]:
    """Read corrections: the number of each line, and its columns.

    Raises
    ------
    InputError
        If the file cannot be read, or is of another text.
    """
    path = Path(path)
    found = _lines(path)
    for number, line in found:
        if line["column"] == TEXT and line["value"] != sha256:
            raise InputError(
                f"{path.name}, line {number}: these corrections are of another text. Take the "
                "template of this article's report, or leave them out."
            )
    return [(number, line) for number, line in found if line["column"] != TEXT]


def _lines(path: Path) -> list[tuple[int, dict]]:
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except OSError:
        raise InputError(f"There is no file {path}. Give --corrections a CSV file.") from None
    except UnicodeDecodeError:
        raise InputError(f"{path.name} is not UTF-8. Save it as CSV in UTF-8.") from None
    first = text.partition("\n")[0]
    reader = csv.DictReader(io.StringIO(text), delimiter=";" if first.count(";") > 2 else ",")
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
    before = rows[[VOICE, SPEAKER, RESIDUE]].copy()
    remarks = {}
    for number, line in lines:
        where = f"{file}, line {number}"
        digits = line["sentence"].isdigit()
        place = int(line["sentence"]) - 1 if digits else -1
        if not 0 <= place < len(rows):
            raise InputError(
                f"{where}: there is no sentence “{line['sentence']}”. Give 1 to {len(rows)}."
            )
        _put(rows, place, line["column"], line["value"], where)
        remarks[place] = line["remark"]
    after = rows[[VOICE, SPEAKER, RESIDUE]]
    notes = []
    for place in rows.index[(before != after).any(axis=1)]:
        changed = [name for name in after if before.at[place, name] != after.at[place, name]]
        what = "; ".join(
            f"{name}: {_shown(before.at[place, name])} → {_shown(after.at[place, name])}"
            for name in changed
        )
        why = remarks.get(place) or "Corrected by the reader."
        notes.append(("correction", rows.at[place, "start"], rows.at[place, "end"], what, why))
    return notes


def _shown(value) -> str:
    return str(value) if value != "" else "nobody named"


def _put(rows: pd.DataFrame, place: int, column: str, value: str, where: str) -> None:
    """Put one value right."""
    voice = rows.at[place, VOICE]
    if column == VOICE and value.lower() in VOICES:
        rows.at[place, VOICE] = value.lower()
        if value.lower() == VOICES[0]:
            rows.loc[place, [SPEAKER, "how"]] = ""
    elif column == SPEAKER and not value:  # the author
        rows.loc[place, [VOICE, SPEAKER, "how"]] = VOICES[0], "", ""
    elif column == SPEAKER:
        if value != rows.at[place, SPEAKER]:
            name = "" if value == UNNAMED else value
            voice = VOICES[2] if voice == VOICES[0] else voice
            rows.loc[place, [VOICE, SPEAKER, "how"]] = voice, name, "reader"
    elif column == RESIDUE and value.lower() in TRUTH:
        rows.at[place, RESIDUE] = TRUTH[value.lower()]
    elif column == SAME and value and rows.at[place, SPEAKER]:
        rows.loc[rows[SPEAKER] == rows.at[place, SPEAKER], SPEAKER] = value
    else:
        ways = {
            VOICE: f"Give {', '.join(VOICES)}.",
            RESIDUE: "Give yes or no.",
            SAME: "Give it for a sentence that has a speaker, with the name to use.",
        }
        way = ways.get(column, f"The columns are {VOICE}, {SPEAKER}, {RESIDUE} and {SAME}.")
        raise InputError(f"{where}: “{value}” is no {column or 'correction'} there. {way}")


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

    told = grades.inferred(article)
    lines = [(0, TEXT, article.sha256, "leave this line: it says of which text the others are")]
    lines += [
        (row.sentence, SPEAKER, row.speaker or UNNAMED, f"{row.voice}; {row.sure}")
        for row in told.itertuples(index=False)
    ]
    table = pd.DataFrame(lines, columns=[*COLUMNS])
    if path is not None:
        book.write(Path(path), book.csv(table))
    return table

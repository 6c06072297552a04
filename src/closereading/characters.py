"""Characters that no reader sees, and those that are written in more than one way."""

import re

# They join letters, choose their look or let a word break: unseen, and they order nothing.
SHAPING = "\u00ad\u034f\u180b-\u180f\u200b-\u200d\u2060\ufe00-\ufe0f"
# Direction marks, fillers, tags, byte order marks in mid-text, halves of characters.
TURNING = (
    "\u061c\u115f\u1160\u17b4\u17b5\u200e\u200f\u202a-\u202e\u2061-\u206f\ufeff\ufff9-\ufffb"
    "\ud800-\udfff\U000e0000-\U000e0fff"
)
# A terminal's escape sequences go whole; so do control characters but tab and line ends.
CONTROL = (
    r"\x1b\[[0-9;?]{0,20}[A-Za-z]|\x1b\][^\x07\x1b]{0,200}\x07"
    r"|[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f]"
)
UNSEEN = re.compile(f"(?P<control>{CONTROL})|(?P<invisible>[{SHAPING}{TURNING}])")
_UNPRINTED = re.compile(f"{CONTROL}|[{TURNING}\r]")
_ENDS = str.maketrans("\x0b\x0c\x85", "   ")

# One character for one, so that places hold: every line end a line feed, every space a space …
SPACES = str.maketrans(
    {
        **dict.fromkeys("\r\x0b\x0c\x85\u2028\u2029", "\n"),
        **dict.fromkeys("\t\u00a0\u1680\u202f\u205f\u3000", " "),
        **dict.fromkeys(map(chr, range(0x2000, 0x200B)), " "),
    }
)
# … every quotation mark and dash straight.
STRAIGHT = str.maketrans("‘’‚‛′`´“”„‟″«»–—―‒‑‐−\u00a0", "'''''''" + '"' * 7 + "-------" + " ")


def seen(text: str) -> str:
    """Return a text without what no reader sees and some programs act on, for print."""
    return _UNPRINTED.sub("", text).translate(_ENDS)


def straighten(text: str) -> str:
    """Return a text with straight quotes, apostrophes and dashes; its length is unchanged."""
    return text.translate(STRAIGHT)

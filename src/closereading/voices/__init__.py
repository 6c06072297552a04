"""Voices: who says each sentence, the author, a quotation or reported speech, and the speaker.

Sentences in, the table of sentences with voice and speaker out.
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach(
    __name__,
    submod_attrs={
        "assignment": ["NARRATION", "QUOTATION", "REPORTED", "voices"],
        "corrections": ["template"],
        "grades": ["inferred"],
        "sources": ["cast"],
    },
)

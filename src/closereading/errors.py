"""What is wrong with what was given, in words for who gave it."""


class InputError(ValueError):
    """What was given cannot be used; the message says why and what to do."""

    def _render_traceback_(self) -> list[str]:
        """Say it in a notebook in one line: the way there tells a reader nothing."""
        return [f"{type(self).__name__}: {self}"]

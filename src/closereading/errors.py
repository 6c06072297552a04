"""What is wrong with what was given, in words for who gave it."""


class InputError(ValueError):
    """What was given cannot be used; the message says why and what to do."""

"""Read one news article closely: what it is about, how it feels, and how far to believe it."""

__version__ = "0.1.0"

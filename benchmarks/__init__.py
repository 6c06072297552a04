"""How good and how fast the methods are, against labelled news and against their peers."""

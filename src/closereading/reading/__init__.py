"""Reading: from bytes to sentences and words, with a note of what was set aside."""

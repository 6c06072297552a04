"""Behind ``keywords``: candidates, score and firmness, keyness, words in their context."""

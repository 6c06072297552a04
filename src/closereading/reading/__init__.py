"""From bytes to tables: text, sentences, tokens, and who says each sentence."""

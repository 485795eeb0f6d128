"""The text as the rules read it: word lists, classes of words, tokens."""

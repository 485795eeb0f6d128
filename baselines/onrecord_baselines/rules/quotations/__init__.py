"""Quotations: what was said, by which cue, by whom."""

"""Claims: what states something checkable, and how much it is worth a check."""

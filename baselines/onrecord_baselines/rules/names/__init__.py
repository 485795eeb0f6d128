"""Names and values: found, typed, and joined to entities."""

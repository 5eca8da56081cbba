"""Own questions to the records: cross-tables over any attributes, charts without colour, kept and shared."""

"""Pages of own cross-tables."""

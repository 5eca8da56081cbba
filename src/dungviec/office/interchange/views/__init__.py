"""Pages of exports and of the outbox."""

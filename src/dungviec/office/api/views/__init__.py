"""Pages on which keys, machines and subscriptions are kept; the description of the API; the mirror of the pages."""

"""Reads of the room; whose data is shown stays with the registry's gate."""

"""Writes of the room: each one transaction with a line in the ledger, without the values."""

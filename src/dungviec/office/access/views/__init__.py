"""The door, the accounts, the ledger."""

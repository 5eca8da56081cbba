"""Commands of the accounts and the ledger."""

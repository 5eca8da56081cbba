"""What is done in the room of inspection; each deed is one transaction and one line of the ledger."""

"""Writing the appraisal: each act is one transaction with its line in the ledger; what cannot be taken is refused in a sentence."""

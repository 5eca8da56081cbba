"""Pages of inspection: draws, visits, findings, the phone, the summary."""

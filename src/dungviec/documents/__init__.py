"""Official papers ↔ records: the SYLL and 2C forms as Word and PDF, lists as Excel, national-record JSON, readiness."""

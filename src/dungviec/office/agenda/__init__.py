"""The morning page of each role, its digest by mail, its calendar, the first-visit guide, and sample data for an empty office."""

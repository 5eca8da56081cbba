"""The programme of the year: its theme, resolutions and targets, read live from the records or reported with evidence."""

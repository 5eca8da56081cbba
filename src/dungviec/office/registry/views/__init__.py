"""Pages of the records, by theme; each view only asks the selectors and picks a template."""

"""Values the database holds encrypted: the keys, the fields, and turning the keys over."""

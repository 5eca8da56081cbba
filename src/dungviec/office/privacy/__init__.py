"""The rights of whoever has a record: asked for, answered in time, and data let go when its term is over."""

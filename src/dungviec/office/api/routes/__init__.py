"""Routes, one module per room; each asks the room's selectors and services as its pages do."""

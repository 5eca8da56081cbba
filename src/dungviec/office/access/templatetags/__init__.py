"""Tags for what may not be seen."""

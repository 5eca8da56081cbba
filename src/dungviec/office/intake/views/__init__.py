"""Pages of the intake, by step."""

"""Template tags of the shell; ``office`` is built into every template."""

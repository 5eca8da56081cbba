"""Read-only SQL views for analysts: what they hold, and making, dropping and checking them."""

"""What leaves the office for other systems: data packages, payloads for the national database, views for analysts."""

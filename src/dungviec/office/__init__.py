"""The office: the web rooms where people use the library (Django)."""

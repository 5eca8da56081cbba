"""Pages of decisions and procedures; each view asks a right, a selector or a service, and picks a template."""

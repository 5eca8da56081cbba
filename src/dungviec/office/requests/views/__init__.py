"""Pages of self-service and papers; each view asks the gate, a selector or a service, and picks a template."""

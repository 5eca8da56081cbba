"""Pages: of citizens (``public``, ``reporting``) without a log-in and without a trace, of the office by its rights."""

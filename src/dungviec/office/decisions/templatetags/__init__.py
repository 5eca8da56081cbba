"""Tags of the decision pages."""

"""Training: needs, courses, the yearly plan, classes, commitments, certificates, effect."""

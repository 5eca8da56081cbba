"""Calibration: what ratings do in an agency, how lenient they are, and what looks like form rather than work."""

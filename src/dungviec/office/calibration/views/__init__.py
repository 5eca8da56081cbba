"""Pages of the calibration tabs."""

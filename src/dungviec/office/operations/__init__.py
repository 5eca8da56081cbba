"""Keeping the office running: is it well, what is it doing, when was it last backed up, who does the long work."""

"""Kept in order and heard first: cases of discipline and their clocks, what a decision blocks and for how long, early signs as questions."""

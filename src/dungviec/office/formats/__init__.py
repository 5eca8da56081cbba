"""Dates and numbers as offices in Việt Nam write them; Django's own Vietnamese locale has neither day-first input nor grouping."""

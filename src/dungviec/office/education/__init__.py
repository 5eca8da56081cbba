"""Political and ethical education: topics of a year, commitments, activities, reflections, the year's review; forms made of data."""

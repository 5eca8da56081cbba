"""Pages of the room: the own ones, those of heads and the personnel office, reflections, forms."""

"""Pages of the room: the morning, how one is told, the calendar feed, the sample data."""

"""Writes of the room: survey rounds, papers, profiles of posts, strengths, back-tests. Records change through the registry's services."""

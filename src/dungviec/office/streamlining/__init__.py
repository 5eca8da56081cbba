"""Streamlining in the office: the surplus list and what is open to each person, the glide path, posts held together."""

"""Finding people, units and posts by what is typed: with or without marks, with one typing error, as far as the viewer sees."""

from dungviec.office.registry.search.finder import Column, Finder, Found

__all__ = ["Column", "Finder", "Found"]

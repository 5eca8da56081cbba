"""The measures a programme may aim at: those the records know, and those other rooms offer about what they keep.

A room offers its own in the ``ready`` of its app::

    offer(Measure("months.sent", "S16", …, make))

``make`` takes a :class:`dungviec.workforce.Scope` (a day, a unit with all below it) and answers with figures, each with its list.
"""

from __future__ import annotations

from dungviec.workforce.measures import MEASURES, Measure

_offered: dict[str, Measure] = {}


def offer(measure: Measure) -> None:
    """Add a measure. Twice the same is no error; raises ValueError where another one has the key."""
    there = _offered.get(measure.key) or MEASURES.get(measure.key)
    if there is not None and there is not measure:
        raise ValueError(f"The measure {measure.key} is offered already.")
    _offered[measure.key] = measure


def measures() -> dict[str, Measure]:
    """Every measure by its key, those of the records first."""
    return MEASURES | _offered

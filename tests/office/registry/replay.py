"""A naive registry for tests: the list of what was said, replayed from the start for every question."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any

_FIRST = date.min
Said = tuple[str, str, str, date, Any]
"""What is said (``on``, ``off``, ``set``, ``add``, ``drop``), key, field, day from which, value."""


@dataclass
class Replay:
    """Batches of things said, each batch with the moments it was said and perhaps taken back (counted in steps)."""

    batches: list[list[Said]] = field(default_factory=list)
    undone: dict[int, int] = field(default_factory=dict)
    """Step at which a batch was undone, by batch; steps count batches and undoings together."""
    said_at: list[int] = field(default_factory=list)
    steps: int = 0

    def say(self, facts: list[Said]) -> None:
        self.steps += 1
        self.batches.append(facts)
        self.said_at.append(self.steps)

    def take_back(self, batch: int) -> None:
        self.steps += 1
        self.undone[batch] = self.steps

    def facts(self, step: int) -> list[Said]:
        """What stands after ``step``."""
        standing = (
            facts
            for i, facts in enumerate(self.batches)
            if self.said_at[i] <= step and not (i in self.undone and self.undone[i] <= step)
        )
        return [fact for facts in standing for fact in facts]

    def timelines(self, step: int) -> dict[str, dict[str, dict[date, Any]]]:
        """People on file after ``step``: the values of each field by the day they begin."""
        people: dict[str, dict[str, dict[date, Any]]] = {}
        gone: set[str] = set()
        for what, key, name, start, value in self.facts(step):
            if what == "on":
                people[key] = {name: {_FIRST: v} for name, v in value.items()}
                gone.discard(key)
            elif what == "off":
                gone.add(key)
            elif what == "set":
                people[key][name][start] = value
        return {key: lines for key, lines in people.items() if key not in gone}

    def people(self, day: date, step: int) -> dict[str, dict[str, Any]]:
        """People on file after ``step`` with their values on ``day``."""
        return {
            key: {name: line[max(start for start in line if start <= day)] for name, line in lines.items()}
            for key, lines in self.timelines(step).items()
        }

    def events(self, step: int) -> dict[str, Any]:
        """Rows of the event table after ``step``, by the mark each carries."""
        rows: dict[str, Any] = {}
        for what, key, _name, _start, value in self.facts(step):
            if what == "add":
                rows[key] = value
            elif what == "drop":
                rows.pop(key)
        return rows

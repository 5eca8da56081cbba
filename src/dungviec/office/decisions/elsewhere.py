"""Decisions that another room makes: that room writes their paper and says where their story is read.

The book of numbers, the list and the page are here; the case of a discipline decision is above this room, so it names
itself (``ELSEWHERE``) when its app is ready.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from dungviec.documents.decisions import Filled, Sources
from dungviec.office.access.policy import Viewer
from dungviec.office.decisions.models import Decision


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """Who writes the paper of a decision, and the address of its story for a viewer who may read it (else empty)."""

    paper: Callable[[Decision, Sources | None], Filled]
    story: Callable[[Viewer, Decision], str]


ELSEWHERE: dict[str, Elsewhere] = {}
"""Kind of decision → the room that makes it."""


def story_of(viewer: Viewer, one: Decision) -> str:
    """Where the viewer reads how a decision came about; empty where there is nothing to read."""
    made = ELSEWHERE.get(one.kind)
    return made.story(viewer, one) if made else ""

"""What units ask for, what officials wish, and what people have learned by themselves."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

Grade = Literal[1, 2, 3]
GRADES: dict[int, tuple[str, str]] = {
    1: ("tự khai", "own word"),
    2: ("có sản phẩm hoặc người đứng đầu xác nhận", "a product, or confirmed by the head"),
    3: ("có bài kiểm tra hoặc chứng chỉ", "tested or certified"),
}
"""How well self-study is shown."""


@dataclass(frozen=True, slots=True)
class Request:
    """A unit asks that people (all of it where ``people`` is empty) reach a level of a subject; ``urgency`` 1 to 3."""

    unit_id: str
    what: str
    wants: int
    people: tuple[str, ...] = ()
    urgency: int = 2
    because: str = ""


@dataclass(frozen=True, slots=True)
class Wish:
    """An official wishes to reach a level of a subject; ``strength`` 1 to 3. ``major_fits``: for postgraduate study, as reviewed."""

    person_id: str
    what: str
    wants: int
    strength: int = 2
    major_fits: bool | None = None


@dataclass(frozen=True, slots=True)
class SelfStudy:
    """Somebody reached a level by own study on a day, with its evidence and how well that shows it (:data:`GRADES`)."""

    person_id: str
    what: str
    level: int
    on: date
    evidence: str
    grade: int


@dataclass(frozen=True, slots=True)
class Asked:
    """Requests, wishes and self-study together; empty where nobody said anything."""

    requests: tuple[Request, ...] = ()
    wishes: tuple[Wish, ...] = ()
    self_study: tuple[SelfStudy, ...] = ()

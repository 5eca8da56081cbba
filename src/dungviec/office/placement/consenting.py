"""Swaps and the two answers each of their moves waits for: finding them, hearing both sides, telling what may be proposed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from dungviec.office.access import ledger
from dungviec.office.access.models import Role, User
from dungviec.office.access.policy import EVERYBODY, NOBODY, Right, Viewer
from dungviec.office.placement import rights
from dungviec.office.placement.models import SheetStatus, SwapPart, SwapSheet
from dungviec.office.registry.models import Post, Unit

if TYPE_CHECKING:
    from dungviec.placement.consent import Consents
    from dungviec.placement.swaps import SwapReport

SIDES = ("person", "receiver")


class SwapFault(ValueError):
    """An answer that cannot be taken; the sentence says why."""


def may_enter(viewer: Viewer | None) -> bool:
    """Whether the page of swaps is open: to who runs or reads rounds, and to officials for what is asked of them."""
    return bool(
        viewer is not None and (rights.may_enter(viewer) or (viewer.role == Role.OFFICIAL and viewer.person_id))
    )


def _reads(viewer: Viewer, part: SwapPart) -> bool:
    if viewer.person_id and part.person_id == viewer.person_id:
        return True
    path = rights.reach(viewer)
    return path is not None and (part.from_path.startswith(path) or part.to_path.startswith(path))


def _read_by(viewer: Viewer) -> Q:
    own = Q(person_id=viewer.person_id) if viewer.person_id else NOBODY
    path = rights.reach(viewer)
    if path is None:
        return own
    return own | Q(from_path__startswith=path) | Q(to_path__startswith=path) if path else EVERYBODY


SEE_PART: Right[SwapPart] = Right("placement.see_swap", _reads, _read_by)
"""Who oversees sees all; a head what touches the own unit; anybody the own part."""


def may_answer(viewer: Viewer, part: SwapPart, side: str) -> bool:
    """The person answers for himself or herself, the receiving unit by its head; personnel writes down what either said."""
    if viewer.oversees and viewer.role == Role.PERSONNEL:
        return True
    if side == "person":
        return bool(viewer.person_id) and part.person_id == viewer.person_id
    path = rights.reach(viewer)
    return viewer.role == Role.UNIT_HEAD and bool(path) and part.to_path.startswith(str(path))


@transaction.atomic
def ask_for(day: date, user: User) -> SwapSheet:
    """A sheet for a day, handed to the worker once it is stored."""
    from dungviec.office.placement.tasks import find_swaps

    made = SwapSheet.objects.create(as_of=day, made_by=user)
    ledger.record(user.username, "find_swaps", kind="swaps", subject=str(made.pk), day=day.isoformat())
    find_swaps.enqueue(sheet_id=made.pk)
    return made


@transaction.atomic
def store(sheet: SwapSheet, report: SwapReport) -> None:
    """Write the swaps a report found."""
    paths = dict(Unit.objects.values_list("unit_id", "path"))
    unit_of = dict(Post.objects.values_list("post_id", "unit_id"))
    SwapPart.objects.bulk_create(
        [
            SwapPart(
                sheet=sheet, ring=ring, number=number, gain=swap.gain, person_id=m.person_id, person_name=m.person_name,
                from_post_id=m.from_post_id, from_title=m.from_title, from_unit=m.from_unit, from_path=paths.get(unit_of.get(m.from_post_id, ""), ""),
                to_post_id=m.to_post_id, to_title=m.to_title, to_unit=m.to_unit, to_path=paths.get(unit_of.get(m.to_post_id, ""), ""),
                fit_before=m.fit_before, fit_after=m.fit_after,
            )
            for ring, swap in enumerate(report.swaps, start=1)
            for number, m in enumerate(swap.moves, start=1)
        ]
    )  # fmt: skip
    SwapSheet.objects.filter(pk=sheet.pk).update(
        status=SheetStatus.DONE, considered=report.considered, total=report.total, bound=report.bound
    )


@transaction.atomic
def hear(viewer: Viewer, user: User, sheet: SwapSheet, person_id: str, side: str, *, yes: bool) -> SwapPart:
    """Keep one answer, with who gave or wrote it and when. Raises SwapFault for whose answer it is not."""
    part = SwapPart.objects.select_for_update().filter(sheet=sheet, person_id=person_id).first()
    if part is None or side not in SIDES or not may_answer(viewer, part, side):
        raise SwapFault(_("Câu trả lời này không thuộc phần của anh/chị."))
    values = {f"{side}_says": yes, f"{side}_by": user.username, f"{side}_at": timezone.now()}
    SwapPart.objects.filter(pk=part.pk).update(**values)
    ledger.record(
        user.username,
        "answer_swap",
        kind="swaps",
        subject=str(sheet.pk),
        person=person_id,
        side=side,
        says="yes" if yes else "no",
    )
    return part


def consents_of(sheet: SwapSheet) -> Consents:
    """The answers as the library takes them."""
    from dungviec.placement.consent import Consents

    return Consents({(p.person_id, p.to_post_id): (p.person_says, p.receiver_says) for p in sheet.parts.all()})


@dataclass(frozen=True, slots=True)
class Ring:
    """People who change together, with how far their agreement has come."""

    number: int
    gain: int
    parts: tuple[SwapPart, ...]
    refused: bool
    agreed: bool
    hidden: int
    """Parts of the ring that the viewer does not see."""


def rings(sheet: SwapSheet, viewer: Viewer) -> list[Ring]:
    """The rings of a sheet as far as the viewer sees them. Raises nothing: an empty list where there is nothing to see."""
    from dungviec.placement.consent import Consent

    said = consents_of(sheet)
    mine = set(SEE_PART.restrict(viewer, sheet.parts.all()).values_list("pk", flat=True))
    grouped: dict[int, list[SwapPart]] = {}
    for part in sheet.parts.all():
        grouped.setdefault(part.ring, []).append(part)
    found = []
    for number, parts in grouped.items():
        seen = tuple(p for p in parts if p.pk in mine)
        if seen:
            one = said.of_all((p.person_id, p.to_post_id) for p in parts)
            refused, agreed = one == Consent.REFUSED, one == Consent.AGREED
            found.append(Ring(number, parts[0].gain, seen, refused, agreed, len(parts) - len(seen)))
    return found

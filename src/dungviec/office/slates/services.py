"""Making boards and moving people on slates. Nothing here touches the records: a slate is a trial."""

from __future__ import annotations

from datetime import date

import polars as pl
from django.db import transaction
from django.utils.translation import gettext as _

from dungviec.office.access import ledger
from dungviec.office.access.models import User
from dungviec.office.access.policy import Viewer
from dungviec.office.registry.gate import seen
from dungviec.office.registry.models import Unit
from dungviec.office.slates.meters import present
from dungviec.office.slates.models import Board, Sitting, Slate
from dungviec.office.slates.seats import leading_seats

MOST = 5


class SlateFault(ValueError):
    """A change that cannot be made; the sentence says why."""


@transaction.atomic
def open_board(unit: Unit, day: date, user: User) -> Board:
    """A board for the unit's leading posts, its first slate the team as it is. Raises SlateFault where the unit has none."""
    seats = leading_seats(day, unit.pk)
    if not seats:
        raise SlateFault(_("«%s» không có chức danh lãnh đạo nào vào ngày này.") % unit.name)
    name = _("%(u)s, %(d)s") % {"u": unit.name, "d": f"{day:%d/%m/%Y}"}
    board = Board.objects.create(
        name=name[:160], unit_id=unit.pk, unit=unit.name, path=unit.path, as_of=day, made_by=user
    )
    slate = Slate.objects.create(board=board, number=1, note=_("Như hiện nay"))
    _seat_all(slate, present(day, seats))
    ledger.record(user.username, "open_board", kind="board", subject=str(board.pk), unit=unit.pk)
    return board


@transaction.atomic
def add_slate(board: Board, like: int, user: User) -> Slate:
    """A further slate that begins like another. Raises SlateFault beyond five."""
    _hold(board)
    slates = {s.number: s for s in board.slates.all()}
    if len(slates) >= MOST:
        raise SlateFault(_("Một bảng có nhiều nhất %d phương án nhân sự.") % MOST)
    model = slates.get(like) or min(slates.values(), key=lambda s: s.number)
    made = Slate.objects.create(board=board, number=max(slates) + 1)
    _seat_all(made, {(s.post_id, s.place): s.person_id for s in model.sittings.all()})
    ledger.record(user.username, "add_slate", kind="board", subject=str(board.pk), number=made.number)
    return made


@transaction.atomic
def drop_slate(board: Board, number: int, user: User) -> None:
    """Throw a slate away. Raises SlateFault for the last one."""
    _hold(board)
    if board.slates.count() <= 1:
        raise SlateFault(_("Bảng phải còn ít nhất một phương án nhân sự."))
    board.slates.filter(number=number).delete()
    ledger.record(user.username, "drop_slate", kind="board", subject=str(board.pk), number=number)


@transaction.atomic
def seat(viewer: Viewer, slate: Slate, user: User, post_id: str, place: int, person_id: str) -> None:
    """Put somebody on a seat, whoever sat there leaves; a person on another seat of the slate changes over.

    Raises SlateFault for a seat that is not the board's, or a person out of the viewer's reach.
    """
    board = slate.board
    if (post_id, place) not in {(s.post_id, s.place) for s in leading_seats(board.as_of, board.unit_id)}:
        raise SlateFault(_("Ghế này không thuộc bảng."))
    if seen(viewer, board.as_of).people.filter(pl.col("person_id") == person_id).is_empty():
        raise SlateFault(_("Xin chọn một người trong phạm vi anh/chị được xem."))
    _hold(board)
    slate.sittings.filter(person_id=person_id).delete()
    slate.sittings.filter(post_id=post_id, place=place).delete()
    Sitting.objects.create(slate=slate, post_id=post_id, place=place, person_id=person_id)
    ledger.record(
        user.username, "seat", kind="board", subject=str(board.pk), number=slate.number, post=post_id, person=person_id
    )


@transaction.atomic
def unseat(slate: Slate, user: User, post_id: str, place: int) -> None:
    """Leave a seat empty."""
    _hold(slate.board)
    slate.sittings.filter(post_id=post_id, place=place).delete()
    ledger.record(user.username, "unseat", kind="board", subject=str(slate.board.pk), number=slate.number, post=post_id)


def _hold(board: Board) -> None:
    """One at a time writes to a board: two who throw away the last but one slate leave one, two who seat do not seat twice."""
    Board.objects.select_for_update().get(pk=board.pk)


def _seat_all(slate: Slate, sitting: dict[tuple[str, int], str]) -> None:
    taken: set[str] = set()
    rows = []
    for (post, place), person in sitting.items():
        if person not in taken:
            taken.add(person)
            rows.append(Sitting(slate=slate, post_id=post, place=place, person_id=person))
    Sitting.objects.bulk_create(rows)

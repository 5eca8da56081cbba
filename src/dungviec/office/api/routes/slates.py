"""Leadership teams on trial: boards of a unit, slates of people on seats, each team measured as a whole. Nothing here is a decision."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from ninja import Router, Schema
from pydantic import Field

from dungviec.office.access import ledger
from dungviec.office.access.policy import Viewer
from dungviec.office.api.asking import answer, needs, of_version, user_of, version_of, viewer_of
from dungviec.office.api.marks import Mark
from dungviec.office.api.paging import Page, Size, Word, page_of
from dungviec.office.api.shapes import Done, Identifier, Listed
from dungviec.office.registry.models import Unit
from dungviec.office.registry.rights import SEE_UNIT
from dungviec.office.slates import rights, services
from dungviec.office.slates.meters import Team, measure
from dungviec.office.slates.models import Board, Slate
from dungviec.office.slates.seats import Seat, candidates, leading_seats
from dungviec.records.vietnamese import fold

router = Router(tags=["slates"])
READ, WRITE, AMEND = needs("read:placement"), needs("write:placement"), needs("write:placement", versioned=True)


class BoardRow(Schema):
    """One board: the leading posts of a unit on a day."""

    number: int
    name: str
    unit_id: str
    as_of: str
    made_at: str


class BoardList(Listed):
    """Boards of units in reach, the latest first."""

    items: list[BoardRow]


class SeatRow(Schema):
    """One seat, and who sits there on the slate."""

    post_id: str
    place: int
    title: str
    person_id: str | None
    person: str | None
    verdict: int | None = Field(description="0 allowed, 1 needs the authority, 2 unknown, 3 forbidden.")
    fit: int | None = Field(description="In ten thousandths of a full fit.")
    holds: bool


class MeterRow(Schema):
    """One measure of the team as a whole."""

    key: str
    label: str
    state: str
    value: str | Mark
    notes: list[str | Mark]


class SlateRow(Schema):
    """One way of filling the seats, as far as the caller sees its people."""

    number: int
    note: str
    seats: list[SeatRow]
    meters: list[MeterRow]


class BoardDocument(BoardRow):
    """One board with its slates."""

    slates: list[SlateRow]


class BoardGiven(Schema):
    """The unit whose leading posts are to be filled on trial, on the day asked for."""

    unit_id: Identifier


class SlateGiven(Schema):
    """The slate a new one begins like."""

    like: int = Field(1, ge=1, le=1000)


class SeatGiven(Schema):
    """Who sits there; null leaves it empty."""

    person_id: Identifier | None


class CandidateRow(Schema):
    """Somebody whom the law does not forbid the seat."""

    person_id: str
    person: str
    title: str
    unit: str
    verdict: int
    fit: int
    holds: bool


class CandidateList(Schema):
    """The best candidates in reach, allowed ones first."""

    items: list[CandidateRow]


def _entered(request: HttpRequest) -> Viewer:
    viewer = viewer_of(request)
    rights.require(rights.may_enter(viewer))
    return viewer


def _board(request: HttpRequest, number: int) -> tuple[Viewer, Board]:
    viewer = _entered(request)
    one = get_object_or_404(Board, pk=number)
    rights.SEE_BOARD.require(viewer, one)
    return viewer, one


def _row(one: Board) -> dict[str, Any]:
    return {"number": one.pk, "name": one.name, "unit_id": one.unit_id, "as_of": one.as_of, "made_at": one.made_at}


@router.get("/boards", response=BoardList, **READ)
def boards(request: HttpRequest, page: Page = 1, size: Size = 50) -> HttpResponse:
    """The boards so far."""
    found = rights.SEE_BOARD.restrict(_entered(request), Board.objects.all())
    listed = page_of(found, found.count(), page, size)
    return answer(request, listed | {"items": [_row(one) for one in listed["items"]]})


@router.post("/boards", response={201: Done}, **WRITE)
def board_open(request: HttpRequest, given: BoardGiven) -> HttpResponse:
    """A board for a unit; its first slate is the team as it is."""
    viewer = _entered(request)
    unit = get_object_or_404(Unit, pk=given.unit_id)
    SEE_UNIT.require(viewer, unit)
    assert viewer.day is not None  # pages and the API always stand on a day
    return _done(request, services.open_board(unit, viewer.day, user_of(request)), status=201)


@router.get("/boards/{int:number}", response=BoardDocument, **READ)
def board_one(request: HttpRequest, number: int) -> HttpResponse:
    """One board: every slate with its people and its measures."""
    viewer, one = _board(request, number)
    slates = list(one.slates.prefetch_related("sittings"))
    seats = leading_seats(one.as_of, one.unit_id)
    teams = [measure(viewer, one.as_of, one.unit_id, seats, _sitting(s)) for s in slates]
    ledger.listed(viewer, "compare_slates", len({m.person_id for t in teams for m in t.members}), kind="board", subject=str(number), by="api")  # fmt: skip
    told = [_slate(s, seats, t) for s, t in zip(slates, teams, strict=True)]
    return answer(request, _row(one) | {"slates": told}, version=_version(one))


def _sitting(slate: Slate) -> dict[tuple[str, int], str]:
    return {(s.post_id, s.place): s.person_id for s in slate.sittings.all()}


def _version(one: Board) -> str:
    """Of who sits where on which slate: the measures follow the records and are no version of the board."""
    slates = one.slates.prefetch_related("sittings").order_by("number")
    return version_of([[s.number, sorted([*at, p] for at, p in _sitting(s).items())] for s in slates])


def _slate(slate: Slate, seats: list[Seat], team: Team) -> dict[str, Any]:
    at = {(m.seat.post_id, m.seat.place): m for m in team.members}
    rows = []
    for seat in seats:
        m = at.get((seat.post_id, seat.place))
        rows.append({
            "post_id": seat.post_id, "place": seat.place, "title": seat.title, "person_id": m.person_id if m else None, "person": m.name if m else None,
            "verdict": m.verdict if m else None, "fit": m.fit if m else None, "holds": bool(m and m.holds),
        })  # fmt: skip
    meters = [{"key": m.key, "label": str(m.label), "state": m.state, "value": m.value, "notes": list(m.notes)} for m in team.meters]  # fmt: skip
    return {"number": slate.number, "note": slate.note, "seats": rows, "meters": meters}


@router.get("/boards/{int:number}/candidates/{post}", response=CandidateList, **READ)
def board_candidates(request: HttpRequest, number: int, post: str, q: Word = "") -> HttpResponse:
    """Who could take one of the board's posts; with `q` those whose name holds its words."""
    viewer, one = _board(request, number)
    if post not in {s.post_id for s in leading_seats(one.as_of, one.unit_id)}:
        raise Http404(post)
    found = candidates(viewer, one.as_of, post, text=fold(q))
    ledger.listed(viewer, "see_list", len(found), kind="board", subject=str(number), by="api")
    items = [
        {"person_id": c.person_id, "person": c.name, "title": c.title, "unit": c.unit, "verdict": c.verdict, "fit": c.fit, "holds": c.holds} for c in found
    ]  # fmt: skip
    return answer(request, {"items": items})


@router.post("/boards/{int:number}/slates", response={201: Done}, **WRITE)
def slate_add(request: HttpRequest, number: int, given: SlateGiven) -> HttpResponse:
    """A further slate that begins like another; at most five."""
    _viewer, one = _board(request, number)
    made = services.add_slate(one, given.like, user_of(request))
    return _done(request, one, status=201, key=made.number)


@router.put("/boards/{int:number}/slates/{int:slate}/seats/{post}/{int:place}", response=Done, **AMEND)
def slate_seat(request: HttpRequest, number: int, slate: int, post: str, place: int, given: SeatGiven) -> HttpResponse:
    """Propose somebody for a seat, or leave it empty. Needs If-Match with the ETag of the board read."""
    viewer, one = _board(request, number)
    where = get_object_or_404(Slate, board=one, number=slate)
    with of_version(request, Board.objects.filter(pk=number), lambda: _version(one)):
        if given.person_id is None:
            services.unseat(where, user_of(request), post, place)
        else:
            services.seat(viewer, where, user_of(request), post, place, given.person_id)
    return _done(request, one, key=slate)


@router.post("/boards/{int:number}/slates/{int:slate}/drop", response=Done, **AMEND)
def slate_drop(request: HttpRequest, number: int, slate: int) -> HttpResponse:
    """Throw a slate away; one stays. Needs If-Match with the ETag of the board read."""
    _viewer, one = _board(request, number)
    get_object_or_404(Slate, board=one, number=slate)
    with of_version(request, Board.objects.filter(pk=number), lambda: _version(one)):
        services.drop_slate(one, slate, user_of(request))
    return _done(request, one, key=slate)


def _done(request: HttpRequest, one: Board, *, status: int = 200, key: int | None = None) -> HttpResponse:
    told = {"done": True, "key": str(one.pk if key is None else key), "state": "", "api": f"/api/v1/boards/{one.pk}"}
    return answer(request, told, status=status)

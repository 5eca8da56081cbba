"""Acts of the rooms above that are shot like those of ``shot``: a count, a rated year, an approved plan, a reorganisation, a running job.

Each has what goes before it, which is not shot.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

AT = datetime(2020, 12, 10, tzinfo=UTC)
WORDS = ("trăng trên vịnh", "than trong núi")
ROLL = ["N1", "N2", "N3", "N4", "N5", "N6", "N7"]


def _account(name: str) -> Any:
    from dungviec.office.access.models import User

    return User.objects.get(username=name)


def _voted() -> None:
    from tests.office.decisions.desk import account

    from dungviec.ballots import Slip, seal
    from dungviec.ballots.voter import blind, finish
    from dungviec.office.ballots import services

    by = _account("can-bo")
    made = services.make(services.Plan("Lấy phiếu", "confidence", ["N1", "N5"], ROLL), by=by)
    one = services.give_out(made.pk, first=WORDS[0], second=WORDS[1], by=by)
    slips = []
    for person in ROLL[:6]:
        mine = blind(one.signing_public)
        signed = services.take_slip(one.pk, person, mine.value, by=account(person))
        slips.append(Slip(mine.serial, finish(one.signing_public, mine, signed), seal(one.box_public, "00")))
    services.open_box(one.pk, by=by)
    for slip in slips:
        services.cast(one.code, slip)


def _count() -> None:
    from dungviec.office.ballots import services
    from dungviec.office.ballots.models import Vote

    services.count_box(Vote.objects.get().pk, services.Opening(*WORDS, minutes="01/BB"), by=_account("can-bo"))


def _proposed() -> None:
    from dungviec.office.appraisal.models import YearSheet

    YearSheet.objects.create(
        person_id="N3", unit_id="P-NV", year=2020, state="proposed", proposed_level="good", made_at=AT
    )


def _close_year() -> None:
    from dungviec.office.access.policy import viewer_of
    from dungviec.office.appraisal.models import YearSheet
    from dungviec.office.appraisal.services import years

    by = _account("can-bo")
    years.decide(
        YearSheet.objects.get(person_id="N3", year=2020), "good", number="45/QĐ", decided_on=date(2020, 12, 20), signed_by="Trần Thị Hạnh",
        reason="Đúng đề nghị", found=None, viewer=viewer_of(by), by=by,
    )  # fmt: skip


def _handed_in() -> None:
    from dungviec.office.training.models import YearPlan

    told = {
        "year": 2021,
        "day": date(2020, 12, 10),
        "budget": 1,
        "status": "done",
        "made_at": AT,
        "by": "can-bo",
        "at": AT,
    }
    YearPlan.objects.create(name="Bản trước", version=1, paper="approved", **told)
    YearPlan.objects.create(name="Bản trình", version=2, paper="asked", asked_by="can-bo", **told)


def _approve() -> None:
    from dungviec.office.access.policy import viewer_of
    from dungviec.office.training.models import YearPlan
    from dungviec.office.training.services import plans

    one = YearPlan.objects.get(version=2)
    plans.approve(viewer_of(_account("khac")), one.pk, one.revision)


def _staffed() -> None:
    from tests.office.sandbox.merger import MERGER

    from dungviec.office.sandbox import services
    from dungviec.office.sandbox.tasks import staff_draft

    made = services.make(MERGER, _account("can-bo"))
    services.staff_it(made, _account("can-bo"))
    assert staff_draft.call(draft_id=made.pk) == "staffed"


def _reorganise() -> None:
    from dungviec.office.sandbox.committing import commit
    from dungviec.office.sandbox.models import Draft

    commit(Draft.objects.get(), _account("can-bo"), resolution="NQ 1/NQ-HĐND", resolved=date(2020, 12, 20))


FIRST: dict[str, Callable[[], None]] = {"count": _voted, "year": _proposed, "plan": _handed_in, "reorganise": _staffed}
"""What goes before an act."""
ACTS: dict[str, Callable[[], None]] = {"count": _count, "year": _close_year, "plan": _approve, "reorganise": _reorganise}  # fmt: skip


def run_round() -> None:
    """The job of the one round that waits. Nobody in the town may be moved by the law of that day, so the plan's two moves are told;
    solving, checking, storing and telling are the job's own."""
    from dataclasses import replace
    from unittest.mock import patch

    from tests.office.placement.conftest import move

    import dungviec.placement
    from dungviec.office.placement.models import Round
    from dungviec.office.placement.tasks import run_round as job
    from dungviec.office.shell import progress

    solved = dungviec.placement.place
    moves = (
        move("N2", "Lê Văn Đức", "GD.CV", "NV.CV"),
        move("N3", "Trần Thị An", "TH.GV", "GD.CV", kind="higher", verdict=1),
    )

    def told(*given: Any, **named: Any) -> Any:
        return replace(solved(*given, **named), moves=moves)

    # One word of progress for each stage and none by the clock: the same writes each time.
    with patch.object(dungviec.placement, "place", told), patch.object(progress, "EVERY_SECONDS", 1e9):
        job.call(round_id=Round.objects.get().pk)


def take_up_again() -> None:
    """What an office does about the round of a worker that died: it waits again."""
    from dungviec.office.placement.models import Round
    from dungviec.office.shell.long_work import kinds

    kind, number = kinds()["dungviec.office.placement.tasks.run_round"], Round.objects.get().pk
    kind.free(number, {"round_id": number})
    kind.renew(number, {"round_id": number})


def round_found() -> dict[str, Any]:
    """The round, its documents and its moves, without the times."""
    from dungviec.office.placement.models import PlanDocument, ProposedMove, Round

    moves = sorted(map(list, ProposedMove.objects.values_list("number", "person_id", "to_post_id")))
    return {"state": str(Round.objects.get().status), "documents": PlanDocument.objects.count(), "moves": moves}

"""The long work of the room: running a round in the background worker."""

from __future__ import annotations

import logging
from functools import partial

from django_tasks import task

from dungviec.office.access import ledger
from dungviec.office.law.standing import standing_of
from dungviec.office.placement import services
from dungviec.office.placement.limited import keeping_limited
from dungviec.office.placement.models import Round, SheetStatus, SwapSheet
from dungviec.office.registry.selectors import snapshot
from dungviec.office.shell.progress import Stopped, teller

logger = logging.getLogger("dungviec.office.placement")


@task()
def run_round(round_id: int) -> str:
    """Run one round from the records to the stored plan; returns the state it ended in."""
    one = services.begin(round_id)
    if one is None:
        return "not waiting"
    try:
        _run(one)
    except Stopped:
        services.cancel(round_id)
    except ValueError as refused:  # the library's own sentences, in both languages where it has them
        vi = str(getattr(refused, "vi", refused))
        services.fail(round_id, vi, str(getattr(refused, "en", vi)))
    except Exception as error:
        _log(round_id, error)
        services.fail(
            round_id,
            f"Máy tính gặp lỗi ngoài dự kiến ({type(error).__name__}) nên chưa có phương án; hồ sơ không thay đổi. "
            f"Xin chạy lại; nếu vẫn lỗi, báo người quản trị số phương án {round_id}.",
            f"The engine met an unexpected fault ({type(error).__name__}), so there is no plan; the records are unchanged. "
            f"Run it again; if it fails again, give the administrator the round number {round_id}.",
        )
    ended = Round.objects.only("status").get(pk=round_id).status
    ledger.record("dungviec", "round_ended", kind="round", subject=str(round_id), status=str(ended))
    return str(ended)


@task()
def find_swaps(sheet_id: int) -> str:
    """Find the swaps of a sheet's day; returns the state it ended in."""
    from dungviec.office.placement import consenting

    sheet = SwapSheet.objects.filter(pk=sheet_id, status=SheetStatus.QUEUED).first()
    if sheet is None:
        return "not waiting"
    try:
        from dungviec.placement.swaps import propose_swaps

        consenting.store(sheet, propose_swaps(snapshot(sheet.as_of)))
    except ValueError as refused:
        vi = str(getattr(refused, "vi", refused))
        SwapSheet.objects.filter(pk=sheet_id).update(
            status=SheetStatus.FAILED, trouble_vi=vi, trouble_en=str(getattr(refused, "en", vi))
        )
    ended = SwapSheet.objects.only("status").get(pk=sheet_id).status
    ledger.record("dungviec", "swaps_ended", kind="swaps", subject=str(sheet_id), status=str(ended))
    return str(ended)


@task()
def try_firmness(round_id: int) -> str:
    """Try which moves of a plan stand with other weights; returns the state it ended in."""
    from dungviec.office.placement import firmness
    from dungviec.office.placement.later import WAITING

    one = Round.objects.filter(pk=round_id, document__firmness__state=WAITING).first()
    ended = firmness.work_out(one) if one is not None else "not waiting"
    ledger.record("dungviec", "firmness_ended", kind="round", subject=str(round_id), status=ended)
    return ended


@task()
def try_years(round_id: int) -> str:
    """Work out who moves in the years after a plan; returns the state it ended in."""
    from dungviec.office.placement import years
    from dungviec.office.placement.later import WAITING

    one = Round.objects.filter(pk=round_id, document__years__state=WAITING).first()
    ended = years.work_out(one) if one is not None else "not waiting"
    ledger.record("dungviec", "years_ended", kind="round", subject=str(round_id), status=ended)
    return ended


def _run(one: Round) -> None:
    from dungviec.placement import Policy, place

    tell = teller(partial(services.tell, one.pk))
    tell("snapshot", 0.0)
    facts = snapshot(one.as_of)
    plan = place(
        facts,
        keeping_limited(Policy.from_yaml(one.policy_text), facts),
        progress=tell,
        law=standing_of(one.law_mark).on,
    )
    tell("store", 0.99)
    services.store_plan(one, plan)


def _log(round_id: int, error: Exception) -> None:
    """Where it went wrong, without the message: messages may hold people's data."""
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    where = f"{trace.tb_frame.f_code.co_filename}:{trace.tb_lineno}" if trace else "?"
    logger.error("round %s failed: %s at %s", round_id, type(error).__name__, where)

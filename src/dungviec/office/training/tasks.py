"""The long work of the room: solving the plan of a year in the background worker."""

from __future__ import annotations

import logging
from functools import partial

from django_tasks import task

from dungviec.office.access import ledger
from dungviec.office.shell.faults import place_of
from dungviec.office.shell.progress import Stopped, teller
from dungviec.office.training.models import YearPlan
from dungviec.office.training.services import plans

logger = logging.getLogger("dungviec.office.training")


@task()
def solve_plan(plan_id: int) -> str:
    """Solve one plan from the records to the stored seats; returns the state it ended in."""
    one = plans.begin(plan_id)
    if one is None:
        return "not waiting"
    try:
        from dungviec.office.training.solving import solve_all

        hands = plans.hands_of(one)
        solved = solve_all(one, hands, tell=teller(partial(plans.tell, plan_id)))
        plans.store(plan_id, solved.found, solved.seats, hands)
        plans.ask_price(plan_id)
    except Stopped:
        plans.cancel(plan_id)
    except ValueError as refused:  # the library's own sentences, in both languages where it has them
        vi = str(getattr(refused, "vi", refused))
        plans.fail(plan_id, vi, str(getattr(refused, "english", vi)))
    except Exception as error:
        logger.error("plan %s failed: %s at %s", plan_id, type(error).__name__, place_of(error.__traceback__))
        plans.fail(
            plan_id,
            f"Máy tính gặp lỗi ngoài dự kiến ({type(error).__name__}) nên chưa có kế hoạch; hồ sơ không thay đổi. Xin tính lại; "
            f"nếu vẫn lỗi, báo người quản trị số {plan_id}.",
            f"An unexpected fault ({type(error).__name__}) stopped the work, so there is no plan; the records are unchanged. Solve "
            f"again; if it fails again, give the administrator the number {plan_id}.",
        )
    ended = str(YearPlan.objects.only("status").get(pk=plan_id).status)
    ledger.record("dungviec", "training_plan_ended", kind="training_plan", subject=str(plan_id), state=ended)
    return ended


@task()
def price_plan(plan_id: int) -> str:
    """Work out what other budgets would buy; returns the state it ended in."""
    one = plans.begin_price(plan_id)
    if one is None:
        return "not waiting"
    try:
        from dungviec.office.training.solving import price

        plans.store_price(plan_id, price(one, tell=lambda _stage, _share: None))
    except Exception as error:  # the message may hold people's data; the page says that it could not be worked out
        logger.error(
            "pricing of plan %s failed: %s at %s", plan_id, type(error).__name__, place_of(error.__traceback__)
        )
        plans.store_price(plan_id, None)
    ended = str(YearPlan.objects.only("pricing").get(pk=plan_id).pricing)
    ledger.record("dungviec", "training_plan_priced", kind="training_plan", subject=str(plan_id), state=ended)
    return ended

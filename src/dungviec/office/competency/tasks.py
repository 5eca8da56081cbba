"""The long work of the room: the back-test of fit in the background worker."""

from __future__ import annotations

import logging
from functools import partial

from django_tasks import task

from dungviec.office.access import ledger
from dungviec.office.competency.models import BackTest, TestState
from dungviec.office.registry.selectors import snapshot
from dungviec.office.shell.progress import teller

logger = logging.getLogger("dungviec.office.competency")


@task()
def run_back_test(test_id: int) -> str:
    """Run one back-test; returns the state it ended in."""
    taken = BackTest.objects.filter(pk=test_id, state=TestState.QUEUED).update(state=TestState.RUNNING)
    if not taken:
        return "not waiting"
    one = BackTest.objects.get(pk=test_id)
    try:
        from dungviec.competency.validation import validate_fit

        found = validate_fit(snapshot(one.day), progress=teller(partial(_keep, test_id)))
    except Exception as error:  # told on the page; the message may hold people's data and stays out of log and page
        logger.error("back-test %s failed: %s", test_id, type(error).__name__)
        BackTest.objects.filter(pk=test_id).update(state=TestState.FAILED, result={"error": type(error).__name__})
    else:
        BackTest.objects.filter(pk=test_id).update(state=TestState.DONE, progress=1000, result=found.to_json())
    ended = str(BackTest.objects.only("state").get(pk=test_id).state)
    ledger.record("dungviec", "back_test_ended", kind="back_test", subject=str(test_id), state=ended)
    return ended


def _keep(test_id: int, _stage: str, thousandths: int) -> bool:
    BackTest.objects.filter(pk=test_id).update(progress=thousandths)
    return True

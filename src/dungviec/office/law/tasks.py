"""The long work of the law book: who changes status under rules on trial, in the background worker."""

from __future__ import annotations

import logging
from functools import partial

from django_tasks import task

from dungviec.office.access import ledger
from dungviec.office.law import trials
from dungviec.office.law.models import RuleTrial, TrialState
from dungviec.office.shell.progress import Stopped, teller

logger = logging.getLogger("dungviec.office.law")


@task()
def try_rules(trial_id: int) -> str:
    """Judge everybody by the law with and without the rules on trial; returns the state it ended in."""
    mine = RuleTrial.objects.filter(pk=trial_id)
    if not mine.filter(status=TrialState.QUEUED).update(status=TrialState.RUNNING):
        return "not waiting"
    try:
        result = trials.work_out(mine.get(), teller(partial(_keep, trial_id)))
    except Stopped:
        mine.update(status=TrialState.STOPPED)
    except Exception as error:  # told on the page; the message may hold people's data and stays out of log and page
        logger.error("trial of rules %s failed: %s", trial_id, type(error).__name__)
        mine.update(status=TrialState.FAILED, trouble=type(error).__name__)
    else:
        mine.update(status=TrialState.DONE, progress=1000, result=result)
    ended = str(mine.values_list("status", flat=True).get())
    ledger.record("dungviec", "rule_trial_ended", kind="law", subject=str(trial_id), status=ended)
    return ended


def _keep(trial_id: int, _stage: str, thousandths: int) -> bool:
    RuleTrial.objects.filter(pk=trial_id).update(progress=thousandths)
    return not RuleTrial.objects.filter(pk=trial_id, stop_asked=True).exists()

"""The long work of the room, in the background worker."""

from __future__ import annotations

import logging
from functools import partial

from django.utils import timezone
from django_tasks import task

from dungviec.exchange.problems import UnreadableFileError
from dungviec.office.intake import jobs
from dungviec.office.intake.models import Intake, Status
from dungviec.office.intake.services import NotNow
from dungviec.office.registry.faults import RegistryFault
from dungviec.office.shell.progress import Stopped, teller

logger = logging.getLogger("dungviec.office.intake")
_BEGINS = {"read": Status.READING, "check": Status.CHECKING, "write": Status.WRITING}


@task()
def run_intake(intake_id: int, job: str, by: str) -> str:
    """Do one job of an intake; returns the state it ended in."""
    now = timezone.now()
    taken = Intake.objects.filter(pk=intake_id, status=Status.WAITING, job=job, stop_asked=False).update(
        status=_BEGINS[job], started_at=now, heard_at=now, stage="", progress=0
    )
    if not taken:
        return "not waiting"
    one = Intake.objects.get(pk=intake_id)
    before = Status.MAPPING if job == "read" else Status.CHECKED
    tell = teller(partial(_keep, intake_id))
    try:
        if job == "read":
            jobs.read_rows(one, tell)
        elif job == "check":
            jobs.compare_rows(one, lambda share: tell("check", share))
        else:
            jobs.write_rows(one, tell, by)
        if job != "write":
            _end(intake_id, Status.CHECKED)
    except Stopped:
        _end(intake_id, before)
    except UnreadableFileError as error:
        _end(intake_id, Status.FAILED, error.vi, error.en)
    except (NotNow, RegistryFault) as refused:
        _after_refusal(intake_id, before, refused)
    except Exception as error:
        _log(intake_id, error)
        _end(
            intake_id,
            Status.FAILED if job == "read" else before,
            f"Máy gặp lỗi ngoài dự kiến ({type(error).__name__}); hồ sơ không thay đổi. Xin làm lại bước này; nếu vẫn lỗi, báo người quản trị số đợt {intake_id}.",
            f"The machine met an unexpected fault ({type(error).__name__}); the records are unchanged. Try this step again; if it fails again, give the administrator the number {intake_id}.",
        )
    return str(Intake.objects.only("status").get(pk=intake_id).status)


def _after_refusal(intake_id: int, before: Status, refused: NotNow | RegistryFault) -> None:
    """The write was refused whole: compare anew, so that the page shows how things stand, with the sentence on top."""
    one = Intake.objects.get(pk=intake_id)
    if before == Status.CHECKED:
        jobs.compare_rows(one)
    _end(intake_id, before, str(refused), refused.english)


def _end(intake_id: int, status: Status, vi: str = "", en: str = "") -> None:
    Intake.objects.filter(pk=intake_id).update(
        status=status, trouble_vi=vi, trouble_en=en, progress=1000, stop_asked=False
    )


def _log(intake_id: int, error: Exception) -> None:
    """Where it went wrong, without the message: messages may hold people's data."""
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    where = f"{trace.tb_frame.f_code.co_filename}:{trace.tb_lineno}" if trace else "?"
    logger.error("intake %s failed: %s at %s", intake_id, type(error).__name__, where)


def _keep(intake_id: int, stage: str, thousandths: int) -> bool:
    Intake.objects.filter(pk=intake_id).update(stage=stage, progress=thousandths, heard_at=timezone.now())
    return not Intake.objects.filter(pk=intake_id, stop_asked=True).exists()

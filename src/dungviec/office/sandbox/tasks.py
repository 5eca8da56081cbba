"""Staffing a draft in the background. It reads the records and writes only the draft's own outcome."""

from __future__ import annotations

from functools import partial

from django_tasks import task

from dungviec.office.access import ledger
from dungviec.office.registry.selectors import snapshot
from dungviec.office.sandbox import services
from dungviec.office.sandbox.models import Draft, Status
from dungviec.office.shell.progress import Stopped, teller


@task()
def staff_draft(draft_id: int) -> str:
    """Staff one draft; returns the state it ended in."""
    if not Draft.objects.filter(pk=draft_id, status=Status.QUEUED).update(status=Status.RUNNING):
        return "not waiting"
    draft = Draft.objects.get(pk=draft_id)
    try:
        from dungviec.placement.scenario import staff

        scenario = services.scenario_of(draft.text)
        services.store(draft, staff(snapshot(scenario.effective), scenario, progress=teller(partial(_keep, draft_id))))
    except Stopped:
        Draft.objects.filter(pk=draft_id).update(status=Status.DRAFT)
    except ValueError as refused:  # the library's own sentences, in both languages where it has them
        vi = str(getattr(refused, "vi", refused))
        Draft.objects.filter(pk=draft_id).update(
            status=Status.FAILED, trouble_vi=vi, trouble_en=str(getattr(refused, "en", vi))
        )
    except Exception as error:
        Draft.objects.filter(pk=draft_id).update(
            status=Status.FAILED,
            trouble_vi=f"Máy tính gặp lỗi ngoài dự kiến ({type(error).__name__}); hồ sơ không thay đổi. Xin chạy lại hoặc báo người quản trị.",
            trouble_en=f"The engine met an unexpected fault ({type(error).__name__}); the records are unchanged. Run it again or tell the administrator.",
        )
    ended = Draft.objects.only("status").get(pk=draft_id).status
    ledger.record("dungviec", "draft_ended", kind="draft", subject=str(draft_id), status=str(ended))
    return str(ended)


def _keep(draft_id: int, stage: str, thousandths: int) -> bool:
    Draft.objects.filter(pk=draft_id).update(stage=stage[:120], progress=thousandths)
    return not Draft.objects.filter(pk=draft_id, stop_asked=True).exists()

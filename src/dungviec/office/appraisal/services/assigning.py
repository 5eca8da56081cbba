"""Assigning work, telling of work without a name and of days in the field, obstacles and the head's word on them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from dungviec.office.access import ledger
from dungviec.office.access.models import User
from dungviec.office.access.policy import Viewer
from dungviec.office.appraisal import reach
from dungviec.office.appraisal.faults import AppraisalRefused
from dungviec.office.appraisal.models import CatalogueProduct, MonthSheet, Obstacle, Task, TaskKind

MOST_PIECES = 1000


@dataclass(frozen=True, slots=True)
class Work:
    """A line of work to be given: a product of the catalogue, or words of one's own."""

    person_id: str
    unit_id: str
    year: int
    month: int
    product: CatalogueProduct | None = None
    name: str = ""
    kind: TaskKind = TaskKind.PRODUCT
    pieces: int = 1
    due: date | None = None
    number: str = ""
    coefficient: Decimal | None = None
    extra: bool = False
    assigned_on: date | None = None


@transaction.atomic
def assign(work: Work, *, viewer: Viewer, by: User) -> Task:
    """A head gives somebody work. Raises AppraisalRefused when it may not be given or says nothing."""
    if not reach.may_assign(viewer, work.person_id):
        raise AppraisalRefused(_("Chỉ giao việc cho người thuộc đơn vị mình, và không tự giao cho mình ở trang này."))
    return _put(work, by)


@transaction.atomic
def tell(work: Work, *, viewer: Viewer, by: User, obstacle: str = "", evidence: str = "", files: int = 0) -> Task:
    """An official tells of own work that is not in the catalogue or of days in the field; the head converts it later.

    The line is kept from now on, whatever the head says of it; it counts once it has a coefficient.
    """
    if work.person_id != viewer.person_id:
        raise AppraisalRefused(_("Chỉ ghi thêm việc của chính mình."))
    made = _put(work, by)
    if obstacle.strip():
        tell_obstacle(made, obstacle, evidence, viewer=viewer, by=by, files=files)
    return made


def _put(work: Work, by: User) -> Task:
    faults: dict[str, str] = {}
    if work.kind == TaskKind.PRODUCT and work.product is None:
        faults["san-pham"] = _("Xin chọn sản phẩm trong danh mục, hoặc ghi là việc chưa có trong danh mục.")
    if work.kind != TaskKind.PRODUCT and not work.name.strip():
        faults["noi-dung"] = _("Xin ghi nội dung việc, vì việc này không có tên trong danh mục.")
    if not 1 <= work.pieces <= MOST_PIECES:
        faults["so-luong"] = _("Số lượng phải từ 1 đến %d.") % MOST_PIECES
    if work.coefficient is not None and not 0 < work.coefficient < 1000:
        faults["he-so"] = _("Hệ số phải lớn hơn 0.")
    if faults:
        raise AppraisalRefused(next(iter(faults.values())), faults)
    open_month(work.person_id, work.year, work.month)
    made = Task.objects.create(
        person_id=work.person_id, unit_id=work.unit_id, year=work.year, month=work.month, kind=work.kind, product=work.product,
        name=work.name.strip()[:300], number=work.number.strip()[:80], coefficient=None if work.product else work.coefficient,
        assigned=work.pieces, assigned_on=work.assigned_on, due=work.due, extra=work.extra, made_by=by, made_at=timezone.now(),
    )  # fmt: skip
    ledger.record(by.username, "assign_work", kind="person", subject=work.person_id, task=made.pk)
    return made


def open_month(person_id: str, year: int, month: int) -> None:
    """Raise AppraisalRefused when the month's sheet bears the head's word: its lines stand as they were confirmed."""
    for sheet in MonthSheet.objects.filter(person_id=person_id, year=year):
        if month in sheet.months and sheet.confirmed:
            raise AppraisalRefused(
                _(
                    "Phiếu tháng %(m)d/%(y)d đã được xác nhận; muốn thêm hoặc sửa việc, trưởng đơn vị mở lại phiếu trước."
                )
                % {"m": month, "y": year}
            )


@transaction.atomic
def convert(task: Task, coefficient: Decimal | None, *, viewer: Viewer, by: User) -> None:
    """The head says what a line without a name is worth. Raises AppraisalRefused."""
    if not (reach.may_confirm(viewer, task.person_id) or reach.may_receive(viewer, task.person_id)):
        raise AppraisalRefused(_("Hệ số của việc chưa có trong danh mục do trưởng đơn vị cho."))
    if coefficient is None or not 0 < coefficient < 1000:
        raise AppraisalRefused(_("Hệ số phải lớn hơn 0, ví dụ 0,5 hoặc 2."))
    if task.product is not None:
        raise AppraisalRefused(_("Hệ số của sản phẩm lấy từ danh mục."))
    open_month(task.person_id, task.year, task.month)
    task.coefficient = coefficient
    task.save(update_fields=["coefficient"])
    ledger.record(by.username, "convert_work", kind="person", subject=task.person_id, task=task.pk)


@transaction.atomic
def tell_obstacle(task: Task, told: str, evidence: str, *, viewer: Viewer, by: User, files: int = 0) -> None:
    """The official tells what stood in the way, with evidence in words or in so many ``files``. Raises AppraisalRefused without either."""
    if task.person_id != viewer.person_id and not reach.may_assign(viewer, task.person_id):
        raise AppraisalRefused(_("Chỉ ghi vướng mắc cho việc của mình."))
    if not told.strip() or not (evidence.strip() or files):
        raise AppraisalRefused(
            _("Xin ghi vướng mắc, và minh chứng bằng lời (số văn bản, người chứng kiến) hoặc bằng tệp.")
        )
    if task.obstacle == Obstacle.CONFIRMED:
        raise AppraisalRefused(_("Vướng mắc này đã được xác nhận, không ghi đè được."))
    open_month(task.person_id, task.year, task.month)
    task.obstacle, task.obstacle_told, task.evidence = Obstacle.CLAIMED, told.strip()[:1000], evidence.strip()[:500]
    task.save(update_fields=["obstacle", "obstacle_told", "evidence"])
    ledger.record(by.username, "tell_obstacle", kind="person", subject=task.person_id, task=task.pk)


@transaction.atomic
def judge_obstacle(task: Task, *, objective: bool, word: str, viewer: Viewer, by: User) -> None:
    """The head's word on an obstacle. Raises AppraisalRefused without a reason when it is not recognised."""
    if not reach.may_confirm(viewer, task.person_id):
        raise AppraisalRefused(_("Vướng mắc khách quan do trưởng đơn vị xác nhận."))
    if task.obstacle == Obstacle.NONE:
        raise AppraisalRefused(_("Việc này chưa ai ghi vướng mắc."))
    if not objective and not word.strip():
        raise AppraisalRefused(_("Không xác nhận thì xin ghi rõ vì sao."))
    open_month(task.person_id, task.year, task.month)
    task.obstacle = Obstacle.CONFIRMED if objective else Obstacle.REFUSED
    task.obstacle_word, task.obstacle_by, task.obstacle_at = word.strip()[:500], by, timezone.now()
    task.save(update_fields=["obstacle", "obstacle_word", "obstacle_by", "obstacle_at"])
    ledger.record(
        by.username, "judge_obstacle", kind="person", subject=task.person_id, task=task.pk, objective=objective
    )


@transaction.atomic
def withdraw(task: Task, *, viewer: Viewer, by: User) -> None:
    """Take a line that was wrong out of the month; it stays on file. Whoever wrote it, or the head, may."""
    own = task.made_by_id == by.pk and task.person_id == viewer.person_id
    if not own and not reach.may_assign(viewer, task.person_id):
        raise AppraisalRefused(_("Chỉ người ghi hoặc trưởng đơn vị rút được dòng này."))
    open_month(task.person_id, task.year, task.month)
    task.withdrawn_at = timezone.now()
    task.save(update_fields=["withdrawn_at"])
    ledger.record(by.username, "withdraw_work", kind="person", subject=task.person_id, task=task.pk)

"""Keeping an agency's catalogue of products: a new version from a day on; the versions before stay on file."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from dungviec.office.access import ledger
from dungviec.office.access.models import User
from dungviec.office.appraisal.faults import AppraisalRefused
from dungviec.office.appraisal.models import CatalogueProduct, CatalogueVersion, PeriodRule
from dungviec.office.appraisal.models.catalogue import LAST_GROUPS
from dungviec.records.codes import STRENGTHS


@dataclass(frozen=True, slots=True)
class ProductRow:
    """One product as a file or a form gives it; ``place`` says where it stood, ``kind`` which strength it calls for."""

    code: str
    name: str
    group: str
    coefficient: Decimal | None
    points: Decimal | None
    place: str = ""
    kind: str = ""


@dataclass(frozen=True, slots=True)
class VersionFacts:
    """What a version says of itself."""

    unit_id: str
    valid_from: date
    standard_name: str
    standard_points: Decimal | None = None
    field_day: Decimal | None = None
    basis: str = ""


def faults_of(facts: VersionFacts, rows: Sequence[ProductRow]) -> list[str]:
    """Every reason why a version cannot be kept, as sentences (NĐ 335 Điều 13)."""
    found: list[str] = []
    groups = list(dict.fromkeys(r.group.strip() for r in rows if r.group.strip()))
    if not rows:
        found.append(_("Danh mục chưa có sản phẩm nào."))
    if len(groups) > LAST_GROUPS:
        found.append(
            _("Có %(n)d nhóm độ phức tạp (%(names)s), tối đa %(most)d theo NĐ 335/2025 Điều 13. Xin gộp bớt nhóm.")
            % {"n": len(groups), "names": ", ".join(groups[:8]), "most": LAST_GROUPS}
        )
    if not facts.standard_name.strip():
        found.append(_("Xin ghi sản phẩm chuẩn, tức sản phẩm có hệ số 1."))
    seen: dict[str, str] = {}
    for row in rows:
        at = row.place or row.code or row.name
        if not row.code.strip():
            found.append(_("%s: thiếu mã sản phẩm.") % at)
        elif row.code.strip().casefold() in seen:
            found.append(
                _("%(at)s: mã «%(code)s» đã có ở %(first)s.")
                % {"at": at, "code": row.code, "first": seen[row.code.strip().casefold()]}
            )
        seen.setdefault(row.code.strip().casefold(), at)
        if not row.name.strip():
            found.append(_("%(at)s (%(code)s): thiếu tên sản phẩm.") % {"at": at, "code": row.code})
        if not row.group.strip():
            found.append(_("%(at)s (%(code)s): thiếu nhóm độ phức tạp.") % {"at": at, "code": row.code})
        if row.coefficient is None and (row.points is None or facts.standard_points is None):
            found.append(
                _(
                    "%(at)s (%(code)s): chưa có hệ số quy đổi. Xin ghi hệ số, hoặc điểm chấm cùng điểm của sản phẩm chuẩn."
                )
                % {"at": at, "code": row.code}
            )
        elif (row.coefficient is not None and row.coefficient <= 0) or (row.points is not None and row.points <= 0):
            found.append(_("%(at)s (%(code)s): hệ số và điểm phải lớn hơn 0.") % {"at": at, "code": row.code})
        if row.kind.strip() and STRENGTHS.parse(row.kind) is None:
            found.append(
                _("%(at)s (%(code)s): loại việc «%(kind)s» không có trong danh mục sở trường; xin ghi một trong: %(known)s, hoặc để trống.")
                % {"at": at, "code": row.code, "kind": row.kind, "known": ", ".join(c.vi for c in STRENGTHS)}
            )  # fmt: skip
    return found


@transaction.atomic
def keep_version(facts: VersionFacts, rows: Sequence[ProductRow], *, by: User) -> CatalogueVersion:
    """Write a version with its products. Raises AppraisalRefused with every fault, or when the day has a version already."""
    if faults := faults_of(facts, rows):
        raise AppraisalRefused("\n".join(faults))
    if CatalogueVersion.objects.filter(unit_id=facts.unit_id, valid_from=facts.valid_from).exists():
        raise AppraisalRefused(
            _("Cơ quan đã có danh mục áp dụng từ ngày %s. Xin chọn ngày áp dụng khác cho bản mới.")
            % f"{facts.valid_from:%d/%m/%Y}"
        )
    made = CatalogueVersion.objects.create(
        unit_id=facts.unit_id, valid_from=facts.valid_from, basis=facts.basis.strip()[:300], standard_name=facts.standard_name.strip()[:250],
        standard_points=facts.standard_points, field_day=facts.field_day, made_by=by, made_at=timezone.now(),
    )  # fmt: skip
    CatalogueProduct.objects.bulk_create(
        CatalogueProduct(
            version=made, code=r.code.strip()[:40], name=r.name.strip()[:300], group=r.group.strip()[:60], points=r.points, position=i,
            kind=STRENGTHS.parse(r.kind) or "", coefficient=r.coefficient if r.coefficient is not None else (r.points or 1) / (facts.standard_points or 1),
        )
        for i, r in enumerate(rows)
    )  # fmt: skip
    ledger.record(
        by.username, "keep_catalogue", kind="unit", subject=facts.unit_id, version=made.pk, products=len(rows)
    )
    return made


@transaction.atomic
def keep_period_rule(
    unit_id: str, valid_from: date, *, quarterly: bool, has_regulation: bool | None, basis: str, by: User
) -> PeriodRule:
    """How an agency counts from a day on; months already scored are not counted again."""
    made = PeriodRule.objects.create(
        unit_id=unit_id, valid_from=valid_from, quarterly=quarterly, has_regulation=has_regulation, basis=basis.strip()[:300],
        made_by=by, made_at=timezone.now(),
    )  # fmt: skip
    ledger.record(by.username, "choose_periods", kind="unit", subject=unit_id, quarterly=quarterly)
    return made

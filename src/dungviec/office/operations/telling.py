"""The office's standing for a terminal: a line for each check with what to do, and the figures; or JSON."""

from __future__ import annotations

import json

from django.db import DatabaseError
from django.template.defaultfilters import filesizeformat
from django.utils import timezone
from django.utils.translation import gettext as _

from dungviec.office.operations import health
from dungviec.office.operations.standing import Standing, standing
from dungviec.office.operations.standing import as_json as plain_values
from dungviec.office.operations.words import said, span


def tell(*, as_json: bool) -> tuple[str, bool]:
    """What to print, and whether all is well."""
    now = timezone.now()
    checks = health.everything(now)
    well = all(check.good for check in checks)
    try:
        found: Standing | None = standing(now)
    except DatabaseError:
        found = None
    if as_json:
        told = {"good": well, "checks": {c.name: {"good": c.good, "told": c.told} for c in checks}}
        return json.dumps(
            told | ({"standing": plain_values(found)} if found else {}), ensure_ascii=False, indent=2
        ), well
    lines = []
    for check in checks:
        one = said(check)
        mark = "✓" if check.good else "✗"
        lines.append(f"{mark} {one.label}" + ("" if check.good else f": {one.advice}"))
    return "\n".join([*lines, *(_figures(found) if found else ())]), well


def _figures(s: Standing) -> list[str]:
    never = _("chưa")
    rows = (
        (_("Phiên bản"), f"{s.software}, {s.database}, {s.environment}"),
        (_("Cơ sở dữ liệu"), str(filesizeformat(s.database_bytes))),
        (_("Đĩa còn trống"), f"{filesizeformat(s.disk_free)} / {filesizeformat(s.disk_total)}"),
        (_("Việc nền"), _("%(a)d chờ, %(b)d đang chạy, %(c)d lỗi") % {"a": s.queue.waiting, "b": s.queue.running, "c": s.queue.failed}),
        (_("Tiến trình việc nền"), ", ".join(f"{w.host}:{w.pid}" for w in s.workers if w.alive) or never),
        (_("Sao lưu"), span(s.backup_age) if s.backup_age is not None else never),
        (_("Diễn tập khôi phục"), span(s.rehearsal_age) if s.rehearsal_age is not None else never),
        (_("Kiểm tra sổ ghi việc"), span(s.ledger_verified_age) if s.ledger_verified_age is not None else never),
    )  # fmt: skip
    width = max(len(label) for label, _value in rows)
    return ["", *(f"{label:<{width}}  {value}" for label, value in rows)]

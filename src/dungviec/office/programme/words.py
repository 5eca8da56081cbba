"""States, numbers and reasons of the board in words."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dungviec.office.programme.board import Row
from dungviec.office.programme.models import Direction, RollUp, Source, TargetEntry
from dungviec.office.programme.outlook import State
from dungviec.office.shell.language import k
from dungviec.office.shell.templatetags.office import rounded

LOOKS: dict[State, tuple[object, str, str]] = {
    "met": (gettext_lazy("Đạt"), "allowed", "tag-jade"), "on_track": (gettext_lazy("Đúng tiến độ"), "allowed", "tag-jade"),
    "at_risk": (gettext_lazy("Có thể không đạt"), "authority", "tag-amber"), "off_track": (gettext_lazy("Khó đạt"), "forbidden", "tag-lacquer"),
    "missed": (gettext_lazy("Không đạt"), "forbidden", "tag-lacquer"), "stale": (gettext_lazy("Số liệu đã cũ"), "authority", "tag-amber"),
    "unknown": (gettext_lazy("Chưa có số liệu"), "unknown", "tag-slate"), "not_begun": (gettext_lazy("Chưa đến kỳ"), "clock", "tag-slate"),
}  # fmt: skip
"""State → word, icon, colour."""


def told(value: float | None) -> str:
    """A number with as many decimals as it needs, at most two; a dash for none."""
    if value is None:
        return "–"
    decimals = 0 if float(value).is_integer() else 1 if float(value * 10).is_integer() else 2
    return rounded(value, decimals)


def asked(entry: TargetEntry) -> str:
    """What a target asks: «≥ 30 %»."""
    sign = "≥" if entry.direction == Direction.UP else "≤"
    return f"{sign} {told(float(entry.goal))} {entry.unit_of_measure}"


def why(row: Row) -> str:
    """Why a target stands where it stands, in a sentence."""
    s, e = row.standing, row.entry
    if row.mark is not None:
        return _("Bạn không được xem số liệu này.")
    if s.state == "unknown":
        return _no_value(row)
    given = {
        "v": told(s.value), "u": e.unit_of_measure, "g": asked(e), "d": f"{e.deadline:%d/%m/%Y}", "p": round(100 * (s.progress or 0)), "t": round(100 * s.pace),
        "l": f"{row.readings[-1][0]:%d/%m/%Y}" if row.readings else "", "n": e.every_days,
    }  # fmt: skip
    if s.state == "met" or s.state == "missed":
        words = (
            _("%(v)s %(u)s; yêu cầu %(g)s.")
            if s.state == "met"
            else _("Hết hạn %(d)s mới được %(v)s %(u)s; yêu cầu %(g)s.")
        )
        return words % given
    if s.state == "stale":
        return _("Số gần nhất của ngày %(l)s, quá %(n)s ngày; cần báo cáo lại.") % given
    if s.state == "not_begun":
        return _("Chưa đến ngày bắt đầu.")
    if s.forecast is not None:
        f = s.forecast
        return _("Theo đà hiện nay, đến %(d)s được khoảng %(m)s (từ %(a)s đến %(b)s) %(u)s; yêu cầu %(g)s.") % (
            given | {"m": told(round(f.value, 1)), "a": told(round(f.low, 1)), "b": told(round(f.high, 1))}
        )
    return _("Đã đi %(p)s%% quãng đường khi thời gian đã qua %(t)s%%; chưa đủ số liệu để dự báo.") % given


def _no_value(row: Row) -> str:
    if row.standing.value is not None:
        return _("Được %(v)s %(u)s, nhưng chưa biết giá trị đầu kỳ nên chưa nói được đã đi bao xa.") % {
            "v": told(row.standing.value), "u": row.entry.unit_of_measure,
        }  # fmt: skip
    if row.entry.source == Source.REPORTED:
        return _("Đơn vị chưa báo cáo lần nào.")
    if row.entry.source == Source.ROLLED:
        lacking = [p.entry.title for p in row.parts if p.standing.value is None]
        if lacking:
            return _("Chưa gộp được vì chưa có số của: %s.") % "; ".join(lacking[:3])
        return _("Chưa có chỉ tiêu con nào để gộp.")
    return _("Hồ sơ chưa trả lời được: %s.") % row.missing[k()] if row.missing is not None else _("Chưa có số liệu.")


def roll_words(entry: TargetEntry) -> str:
    """How a target is put together, with the reason given."""
    if entry.source != Source.ROLLED or not entry.roll_up:
        return ""
    means = {
        RollUp.SUM: _("Cộng giá trị của các chỉ tiêu con; thiếu một thì chưa có tổng."),
        RollUp.MEAN: _("Bình quân các chỉ tiêu con theo trọng số; thiếu một thì chưa tính."),
        RollUp.WORST: _("Lấy giá trị của chỉ tiêu con đi được ít nhất."),
    }
    return f"{means[RollUp(entry.roll_up)]} {entry.roll_up_why}".strip()

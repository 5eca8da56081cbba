"""The signs of a day as a viewer meets them: those of the records, those other rooms offer, and what became of each."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import polars as pl
from django.apps import apps
from django.db.models import Count
from django.utils.translation import gettext as _

from dungviec.conduct.signs import Extra, Sign, signs_on
from dungviec.conduct.signs.approvals import Approval, approvals_concentrated
from dungviec.conduct.signs.model import BaseRate, Fact, Words
from dungviec.law import LawView
from dungviec.office.access.fields import Scope, sees
from dungviec.office.access.policy import Viewer
from dungviec.office.conduct.models import Answered, AskedSign
from dungviec.office.registry.governing import law_on
from dungviec.office.registry.keeping import kept_per_day
from dungviec.office.registry.selectors import rows, snapshot
from dungviec.office.requests.models import ChangeRequest, State
from dungviec.records import Snapshot
from dungviec.records.vietnamese import format_date

GRACE = 7
"""Days after the last day before a declaration is asked about: the office's own standard."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A sign with the person as the page names him or her, and what became of the question."""

    sign: Sign
    name: str
    title: str
    asked: AskedSign | None

    @property
    def state(self) -> str:
        """Where the question stands."""
        return self.asked.state if self.asked else Answered.OPEN


def offered() -> list[Extra]:
    """What installed rooms offer: each names its functions in ``AppConfig.signs`` (docs/explanation/signs.md)."""
    return [source for config in apps.get_app_configs() for source in getattr(config, "signs", ())]


@kept_per_day(costly=True)
def signs_of_day(day: date) -> list[Sign]:
    """Every sign of a day, nobody's rights asked. What rooms offer rests on records: granted requests are written there too."""
    return signs_on(snapshot(day), law_on(day), extras=offered())


@kept_per_day
def _called(day: date) -> tuple[dict[str, str], dict[str, str]]:
    """Names and titles of whom the signs of a day are about."""
    s = snapshot(day)
    meant = pl.col("person_id").is_in(list({x.person_id for x in signs_of_day(day)}))
    names = dict(s.people.filter(meant).select("person_id", "name").iter_rows())
    titles = dict(s.main_posts.filter(meant).join(s.live_posts.select("post_id", "title"), on="post_id").select("person_id", "title").iter_rows())  # fmt: skip
    return names, titles


def signs_seen(viewer: Viewer, day: date) -> list[Shown]:
    """The signs a viewer meets: never about oneself or naming oneself, only of fields the role sees; open ones first."""
    signs, (names, titles) = signs_of_day(day), _called(day)
    told = {(a.kind, a.person_id, a.mark): a for a in AskedSign.objects.all()}
    found = [
        Shown(x, names.get(x.person_id, ""), titles.get(x.person_id, ""), told.get((x.kind, x.person_id, x.mark)))
        for x in signs
        if sees(viewer.role, Scope.WITHIN, *x.groups) and viewer.person_id not in {x.person_id, *x.others} - {""}
    ]
    order = {Answered.TOLD: 0, Answered.OPEN: 1, Answered.ASKED: 2, Answered.CLOSED: 3}
    return sorted(found, key=lambda f: (order[Answered(f.state)], f.sign.kind, f.sign.person_id))


def late_declarations(s: Snapshot, view: LawView) -> Iterator[Sign]:
    """Declarations of assets asked for and not handed in some days after the last day."""
    found = rows("asset_declarations", s.as_of).filter(pl.col("due").is_not_null() & (pl.col("asked") <= s.as_of))
    late = found.filter((pl.col("due") < s.as_of - timedelta(days=GRACE)) & (pl.col("handed_in").is_null() | (pl.col("handed_in") > s.as_of))).sort("person_id")  # fmt: skip
    base = BaseRate(late.height, found.height, "bản kê khai đã yêu cầu", "declarations asked for")
    unit = dict(s.main_posts.join(s.live_posts.select("post_id", "unit_id"), on="post_id").select("person_id", "unit_id").iter_rows())  # fmt: skip
    for row in late.to_dicts():
        yield Sign(
            "declaration", row["person_id"], unit.get(row["person_id"], ""),
            Words(f"Bản kê khai tài sản năm {row['year']} hẹn nộp {format_date(row['due'])} chưa thấy trong sổ: đang ở đâu?", f"The declaration of assets of {row['year']}, due on {row['due']:%d/%m/%Y}, is not in the register: where is it?"),
            [Fact(f"Yêu cầu {format_date(row['asked'])}, hạn {format_date(row['due'])}.", f"Asked on {row['asked']:%d/%m/%Y}, due on {row['due']:%d/%m/%Y}.", "Sổ kê khai tài sản", "Register of declarations")],
            [
                Words("Đã nộp ở bộ phận khác, chưa ghi sổ.", "It was handed in elsewhere and not put down."),
                Words("Đang nghỉ dài ngày, đi học hoặc chưa nhận được yêu cầu.", "On long leave, away to study, or the request did not arrive."),
            ],
            [Words("Giấy giao nhận bản kê khai.", "The receipt of the declaration.")],
            base, ("service", "assets"),
        )  # fmt: skip


def approvals(s: Snapshot, view: LawView) -> list[Sign]:
    """Changes to records granted by one person for most of a unit's people."""
    place = {r["person_id"]: (r["unit_id"], r["name"]) for r in s.main_posts.join(s.live_posts.select("post_id", "unit_id"), on="post_id").join(s.live_units.select("unit_id", "name"), on="unit_id").to_dicts()}  # fmt: skip
    counted: dict[tuple[str, str], int] = {}
    granted = ChangeRequest.objects.filter(state=State.APPROVED, decided_by__membership__isnull=False).values("person_id", "decided_by__membership__person_id").annotate(n=Count("pk")).order_by()  # fmt: skip
    for row in granted:
        if row["person_id"] in place:
            key = row["decided_by__membership__person_id"] or "", place[row["person_id"]][0]
            counted[key] = counted.get(key, 0) + row["n"]
    units: dict[str, str] = dict(place.values())
    return approvals_concentrated(Approval(who, unit, units[unit], n) for (who, unit), n in counted.items())


def kind_words(kind: str) -> Any:
    """A kind of sign in words; kinds of other rooms stand as they are."""
    return {
        "rotation": _("Chuyển đổi vị trí"), "kin": _("Người thân cùng nơi"), "assets": _("Kê khai tài sản"), "file": _("Hồ sơ"),
        "repeated": _("Lặp lại"), "approvals": _("Phê duyệt tập trung"), "declaration": _("Hạn kê khai"),
    }.get(kind, kind)  # fmt: skip

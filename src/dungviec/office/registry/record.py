"""One official's page: the two clocks, the life in service, the abilities against the post's profile, ties and wishes.

Everything is read through the gate: each function takes the :class:`~dungviec.office.registry.gate.SeenFile` of the viewer.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import polars as pl
from django.db.models import Q
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from dungviec.competency import load_framework
from dungviec.competency.tables import EVIDENCE_PREFIX
from dungviec.office.access.fields import group_of
from dungviec.office.registry.career import Life
from dungviec.office.registry.clocks import retirement_rules, term_rules
from dungviec.office.registry.gate import SeenFile, rows_of
from dungviec.office.registry.governing import law_on
from dungviec.office.registry.holdings import holdings
from dungviec.office.registry.reading import KEY, read_rows
from dungviec.office.registry.selectors import snapshot
from dungviec.office.registry.workforce import workforce
from dungviec.office.shell import standpoint
from dungviec.office.shell.clauses import Cited, cited
from dungviec.records.codes import CODE_LISTS, DEGREES, STATE_MANAGEMENT, THEORY
from dungviec.records.dates import whole_months

_LEVELS = 5


def life(file: SeenFile) -> Life:
    """Everything dated about a person up to the day, the latest first, as far as the viewer sees it."""

    def rows(table: str, when: pl.Expr, newest: str) -> list[dict[str, Any]]:
        return rows_of(file.table(table).filter(when).sort(newest, descending=True), table)

    day = file.day
    return Life(
        tenures=rows("tenures", pl.col("from_date") <= day, "from_date"),
        ratings=rows("ratings", pl.coalesce("decided", pl.date(pl.col("year"), 12, 31)) <= day, "year"),
        training=rows("training", pl.col("from_date") <= day, "from_date"),
        awards=rows("awards", pl.col("year") <= day.year, "year"),
        discipline=rows("discipline", pl.col("decided") <= day, "decided"),
        pay=_pay(file),
    )


def _pay(file: SeenFile) -> list[dict[str, Any]]:
    """Ranks and salary steps up to the day, where the office keeps them and the viewer sees them."""
    steps = holdings().get("salary_steps")
    if steps is None or not file.sees(group_of("salary_steps", "*").key):
        return []
    moment = standpoint.known_on()
    own = Q(person_id=file.person_id)
    known = own & Q(withdrawn_at__isnull=True) if moment is None else own
    keys = [str(key) for key in steps.model._default_manager.filter(known).values_list("pk", flat=True)]
    if not keys:
        return []
    found = read_rows(steps, keys=keys, known_on=moment).drop(KEY)
    return file.table("salary_steps", found.filter(pl.col("from_date") <= file.day)).to_dicts()


@dataclass(frozen=True)
class Clock:
    """A date ahead (or past) with the time left in words."""

    label: str
    on: date | None
    left: str
    tone: str
    clauses: tuple[Cited, ...] = ()
    """What says so, shown on hover."""


def clocks(row: dict[str, Any], day: date) -> list[Clock]:
    """Retirement and the end of the term, each with its clauses."""
    retires, ends = row.get("retires"), row.get("term_ends")
    found = [_clock(_("Đến tuổi nghỉ hưu"), retires, day), _clock(_("Hết thời hạn bổ nhiệm"), ends, day)]
    view, lang = law_on(day), "vi" if (get_language() or "vi").startswith("vi") else "en"
    rules = (retirement_rules(view, retires) if retires else [], term_rules(view, row.get("category")) if ends else [])
    return [
        replace(clock, clauses=tuple(cited(r, lang) for r in said)) for clock, said in zip(found, rules, strict=True)
    ]


def _clock(label: str, on: date | None, day: date) -> Clock:
    if on is None:
        return Clock(label, None, "", "")
    if on < day:
        return Clock(label, on, _("đã qua"), "lacquer")
    return Clock(label, on, _("còn %s") % span(day, on), "amber" if whole_months(day, on) < 12 else "")


def span(start: date, end: date) -> str:
    """A length of time in years and months, or in days when under a month."""
    months = whole_months(start, end)
    if months < 1:
        return _("%d ngày") % (end - start).days
    years, rest = divmod(months, 12)
    parts = [_("%d năm") % years if years else "", _("%d tháng") % rest if rest else ""]
    return " ".join(part for part in parts if part)


@dataclass(frozen=True)
class Ability:
    """One competency of the present post's profile: wanted against shown."""

    code: str
    name: str
    level: int | None
    least: int | None
    wanted: int | None
    evidence: str
    assessed: date | None
    confidence: int | None
    meaning: str

    @property
    def gap(self) -> int:
        """Levels missing to the least one; none shown counts as all."""
        return max((self.least or 0) - (self.level or 0), 0)

    @property
    def steps(self) -> list[str]:
        """For the five steps of the drawing: held, missing, wanted or free."""
        return [
            "held" if i <= (self.level or 0) else "missing" if i <= (self.least or 0) else "wanted" if i <= (self.wanted or 0) else "free"
            for i in range(1, _LEVELS + 1)
        ]  # fmt: skip


def abilities(file: SeenFile) -> list[Ability]:
    """The profile of the post against the person, gaps first; without a profile, what the person has shown."""
    if not file.sees("ability"):
        return []
    s, day, post_id = snapshot(file.day), file.day, file.card.get("post_id")
    framework = load_framework()
    lang = get_language() or "vi"
    shown = file.table("competencies").filter(pl.col("assessed").is_null() | (pl.col("assessed") <= day))
    own = {row["competency"]: row for row in shown.sort("assessed", nulls_last=False).to_dicts()}
    post = s.posts.filter(pl.col("post_id") == post_id).to_dicts() if post_id else []
    profile_id = post[0]["profile_id"] if post else None
    asked = s["profiles"].filter(pl.col("profile_id") == pl.lit(profile_id, pl.String)).to_dicts()
    wanted = {row["competency"]: row for row in asked}
    rows = []
    for code in [c.code for c in framework.competencies if c.code in wanted or c.code in own]:
        mine, need = own.get(code, {}), wanted.get(code, {})
        level = mine.get("level")
        rows.append(
            Ability(
                code, framework.name(code, lang), level, need.get("min_level"), need.get("max_level"), mine.get("evidence") or "",
                mine.get("assessed"), mine.get("confidence"), framework.meaning(code, level, lang) if level else "",
            )
        )  # fmt: skip
    return sorted(rows, key=lambda a: (-a.gap, a.least is None))


@dataclass(frozen=True)
class Gap:
    """Something the present post asks for that the file does not show."""

    text: str
    known: bool = True


def gaps(file: SeenFile, rows: list[Ability]) -> list[Gap]:
    """What is missing against the present post: degree, theory, state management, competencies; unknown is said as such."""
    s, row = snapshot(file.day), file.card
    post = s.posts.filter(pl.col("post_id") == row.get("post_id")).to_dicts() if row.get("post_id") else []
    found: list[Gap] = []
    lang = get_language() or "vi"
    if post and file.sees("education"):
        for column, codes, word in (
            ("degree", DEGREES, _("Trình độ chuyên môn")), ("theory", THEORY, _("Lý luận chính trị")),
            ("state_management", STATE_MANAGEMENT, _("Quản lý nhà nước")),
        ):  # fmt: skip
            least, held = post[0][f"min_{column}"], row.get(column)
            if least is None:
                continue
            if held is None:
                found.append(
                    Gap(
                        _("%(what)s: hồ sơ chưa có, vị trí yêu cầu %(least)s")
                        % {"what": word, "least": codes.label(least, lang)},
                        known=False,
                    )
                )
            elif (codes.rank(held) or 0) < (codes.rank(least) or 0):
                found.append(Gap(_("%(what)s: có %(held)s, vị trí yêu cầu %(least)s") % {"what": word, "held": codes.label(held, lang), "least": codes.label(least, lang)}))  # fmt: skip
    for a in rows:
        if a.gap and a.level is None:
            found.append(
                Gap(
                    _("%(name)s: chưa đánh giá, cần mức %(least)d") % {"name": a.name, "least": a.least or 0},
                    known=False,
                )
            )
        elif a.gap:
            found.append(
                Gap(
                    _("%(name)s: mức %(level)d, cần mức %(least)d")
                    % {"name": a.name, "level": a.level or 0, "least": a.least or 0}
                )
            )
    return found


def strengths(file: SeenFile) -> list[dict[str, Any]]:
    """Strengths with their evidence, the best-evidenced first."""
    if not file.sees("ability"):
        return []
    own = file.table("strengths").filter(pl.col("noted").is_null() | (pl.col("noted") <= file.day))
    return own.sort(["confidence", "strength"], descending=[True, False], nulls_last=True).to_dicts()


def best_strengths(file: SeenFile, most: int = 2) -> list[dict[str, Any]]:
    """The best-evidenced strengths for a small card, each with where it comes from and how sure it is: never a bare label."""
    found: dict[str, dict[str, Any]] = {}
    for row in strengths(file):
        found.setdefault(row["strength"], row | {"revealed": (row["evidence"] or "").startswith(EVIDENCE_PREFIX)})
    return list(found.values())[:most]


def wishes(file: SeenFile) -> list[dict[str, Any]]:
    """Wishes in words, the strongest first."""
    if not file.sees("wish"):
        return []
    s = snapshot(file.day)
    own = file.table("wishes").filter(pl.col("stated").is_null() | (pl.col("stated") <= file.day))
    named = own["target"].drop_nulls().unique().implode()
    units = dict(s.units.filter(pl.col("unit_id").is_in(named)).select("unit_id", "name").iter_rows())
    posts = dict(s.posts.filter(pl.col("post_id").is_in(named)).select("post_id", "title").iter_rows())
    here = pl.col("kind").is_in(["ward", "commune"]) & pl.col("place_code").is_in(named)
    places = dict(s.units.filter(here).select("place_code", "name").iter_rows())
    lang = get_language() or "vi"
    rows = own.sort("strength", descending=True).to_dicts()
    for row in rows:
        target = row["target"] or ""
        words = {"unit": units.get(target), "post": posts.get(target), "place": places.get(target)}
        row["words"] = words.get(row["kind"]) or (
            CODE_LISTS["field"].label(target, lang) if row["kind"] == "field" else target
        )
    return rows


def family(file: SeenFile) -> list[dict[str, Any]]:
    """Relatives on file with their posts: what the first is to this person."""
    if not file.sees("family"):
        return []
    ties = file.table("kinship", by="relative_id").select("relation", other="person_id")
    others = workforce(file.day).filter(pl.col("person_id").is_in(ties["other"].implode()))
    people = others.select("person_id", "name", "title", "unit_name")
    rows = ties.join(people, left_on="other", right_on="person_id", how="left").to_dicts()
    return [row for row in rows if row["name"]]


def plans(file: SeenFile) -> list[dict[str, Any]]:
    """Titles the person is planned for on the day."""
    if not file.sees("planning"):
        return []
    own = file.table("plans").filter(
        (pl.col("approved") <= file.day) & (pl.col("until").is_null() | (pl.col("until") >= file.day))
    )
    return own.sort("approved", descending=True).to_dicts()

"""What a team would be as a whole: law, kin, terms, ages, women, young, minorities, specialisms, deputies against the norm.

Every meter says only what the viewer may read or count: a meter on a masked field is a mark, whoever sits on the seats.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import polars as pl
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from dungviec.law.marks import reason_with_clause
from dungviec.office.access.fields import GROUPS, Scope, sees
from dungviec.office.access.masks import Masked
from dungviec.office.access.policy import Viewer
from dungviec.office.registry.behind import Behind, behind
from dungviec.office.registry.gate import seen, told
from dungviec.office.registry.governing import law_on
from dungviec.office.registry.selectors import snapshot
from dungviec.office.slates.seats import Seat, holders, ranked
from dungviec.records.codes import FIELDS, RELATIONS
from dungviec.records.dates import add_months

YOUNG = 40
BANDS = ((0, 40), (40, 51), (51, 200))
"""Under 40, 40 to 50, over 50: the three age bands of the congress guidance (PLAN-2020-01, PLAN-2025-03)."""


@dataclass(frozen=True, slots=True)
class Member:
    """One person on a seat."""

    seat: Seat
    person_id: str
    name: str
    from_title: str
    age: int | None
    verdict: int
    fit: int
    holds: bool
    behind: Behind


@dataclass(frozen=True, slots=True)
class Meter:
    """One line of the panel. ``state``: ``good``, ``warn``, ``bad`` or ``plain``; ``value`` may be a mask; ``notes`` say more."""

    key: str
    label: str
    value: Any
    state: str = "plain"
    notes: tuple[Any, ...] = ()


@dataclass(frozen=True, slots=True)
class Team:
    """A slate as it stands: who sits where, which seats are empty, and the meters."""

    members: tuple[Member, ...]
    empty: tuple[Seat, ...]
    meters: tuple[Meter, ...] = field(default=())

    @property
    def by_key(self) -> dict[str, Meter]:
        """The meters by their keys."""
        return {m.key: m for m in self.meters}


def measure(
    viewer: Viewer, day: date, unit_id: str, seats: Sequence[Seat], sitting: dict[tuple[str, int], str]
) -> Team:
    """The team that ``sitting`` ((post, place) → person) makes on these seats. People out of the viewer's reach are left out."""
    frame = seen(viewer, day).people.filter(pl.col("person_id").is_in(list(sitting.values())))
    rows = {r["person_id"]: r for r in frame.iter_rows(named=True)}
    placed = [(seat, person) for seat in seats if (person := sitting.get((seat.post_id, seat.place), "")) in rows]
    told_by = behind(viewer, snapshot(day), [(person, seat.post_id) for seat, person in placed], law_on(day))
    members = []
    for seat, person in placed:
        found = ranked(day, seat.post_id).filter(pl.col("person_id") == person).row(0, named=True)
        row = rows[person]
        members.append(Member(
            seat, person, row["name"], row.get("title") or "", row["age"], int(found["verdict"]), int(found["fit"]), bool(found["holds"]),
            told_by[person, seat.post_id],
        ))  # fmt: skip
    taken = {(m.seat.post_id, m.seat.place) for m in members}
    empty = tuple(s for s in seats if (s.post_id, s.place) not in taken)
    meters = (
        _law(members), _fit(members), _kin(viewer, day, members), _terms(viewer, frame, members, day), _ages(members),
        _share("women", _("Nữ"), frame, pl.col("sex") == "female", "sex"), _young(members),
        _share("minority", _("Dân tộc thiểu số"), frame, pl.col("minority"), "minority"),
        _specialisms(frame, members, day), _deputies(day, unit_id, members),
    )  # fmt: skip
    return Team(tuple(members), empty, meters)


def _law(members: list[Member]) -> Meter:
    counts = Counter(m.verdict for m in members)
    words = {1: _("%d cần cấp có thẩm quyền"), 2: _("%d chưa rõ"), 3: _("%d không được")}
    said = [words[v] % counts[v] for v in (3, 2, 1) if counts[v]]
    state = "bad" if counts[3] else "warn" if said else "good"
    names = tuple(m.name for m in members if m.verdict)
    return Meter("law", _("Pháp luật"), ", ".join(said) or _("mọi người được phép"), state, names)


def _fit(members: list[Member]) -> Meter:
    mean = sum(m.fit for m in members) / len(members) if members else 0
    low = min(members, key=lambda m: m.fit, default=None)
    notes = (_("thấp nhất: %(n)s %(f)s") % {"n": low.name, "f": _of(low.fit)},) if low else ()
    return Meter("fit", _("Độ phù hợp bình quân"), _of(round(mean)) if members else "–", "plain", notes)


def _of(points: int) -> str:
    text = f"{points / 100:.1f}"
    return text.replace(".", ",") if (get_language() or "vi").startswith("vi") else text


def _kin(viewer: Viewer, day: date, members: list[Member]) -> Meter:
    """Ties between members, and ties that a rule on relatives forbids in these posts, wherever the relative sits."""
    label = _("Quan hệ gia đình")
    if not sees(viewer.role, Scope.WITHIN, "family"):
        return Meter("kin", label, Masked(GROUPS["family"]))
    s = snapshot(day)
    team = {m.person_id: m for m in members}
    ids = list(team)
    ties = s["kinship"].filter(pl.col("person_id").is_in(ids) | pl.col("relative_id").is_in(ids))
    if ties.is_empty():
        return Meter("kin", label, _("không có"), "good")
    notes = _forbidden(day, members, ties)
    lang = "vi" if (get_language() or "vi").startswith("vi") else "en"
    inside = ties.filter(pl.col("person_id").is_in(ids) & pl.col("relative_id").is_in(ids))
    for a, b, relation in inside.select("person_id", "relative_id", "relation").unique().iter_rows():
        line = f"{team[a].name} – {team[b].name}: {RELATIONS.label(relation, lang).lower()}"
        if line not in notes:
            notes.append(line)
    broken = len(_conflicts(day, members, ties))
    if broken:
        return Meter(
            "kin",
            label,
            ngettext("%d trường hợp trái quy định", "%d trường hợp trái quy định", broken) % broken,
            "bad",
            tuple(notes),
        )
    value = (
        ngettext("%d quan hệ trong tập thể", "%d quan hệ trong tập thể", inside.height) % inside.height
        if inside.height
        else _("không có trong tập thể")
    )
    return Meter("kin", label, value, "warn" if inside.height else "good", tuple(notes))


def _conflicts(day: date, members: list[Member], ties: pl.DataFrame) -> list[Any]:
    from dungviec.law import kinship_conflicts

    s = snapshot(day)
    ids = {m.person_id for m in members}
    relatives = {*ties["person_id"], *ties["relative_id"]} - ids
    reach = {m.person_id: {m.seat.post_id} for m in members}
    held = s.main_posts.filter(pl.col("person_id").is_in(list(relatives)))
    for person, post in held.select("person_id", "post_id").iter_rows():
        reach.setdefault(person, set()).add(post)
    return [
        c for c in kinship_conflicts(s.with_table("kinship", ties), law_on(day), reach=reach)
        if (reach.get(c.person_a, set()) & c.posts_a) and (reach.get(c.person_b, set()) & c.posts_b)
    ]  # fmt: skip


def _forbidden(day: date, members: list[Member], ties: pl.DataFrame) -> list[Any]:
    vi = (get_language() or "vi").startswith("vi")
    names = dict(snapshot(day).people.select("person_id", "name").iter_rows())
    return [
        f"{names.get(c.person_a, c.person_a)} – {names.get(c.person_b, c.person_b)}: {reason_with_clause(c, 'vi' if vi else 'en')}"
        for c in _conflicts(day, members, ties)
    ]


def _terms(viewer: Viewer, frame: pl.DataFrame, members: list[Member], day: date) -> Meter:
    """Who cannot serve a whole term before retiring."""
    label = _("Trọn nhiệm kỳ")
    if (mark := told(frame, "retires")) is not None:
        return Meter("terms", label, mark)
    leaves = dict(frame.select("person_id", "retires").iter_rows())
    short, unknown = [], 0
    for m in members:
        ends = leaves.get(m.person_id)
        if ends is None or m.seat.term_months is None:
            unknown += 1
        elif ends < add_months(day, m.seat.term_months):
            short.append(_("%(n)s: nghỉ hưu %(d)s") % {"n": m.name, "d": f"{ends:%d/%m/%Y}"})
    if short:
        return Meter(
            "terms",
            label,
            ngettext("%d người không đủ một nhiệm kỳ", "%d người không đủ một nhiệm kỳ", len(short)) % len(short),
            "warn",
            tuple(short),
        )
    if unknown:
        return Meter("terms", label, ngettext("%d người chưa rõ", "%d người chưa rõ", unknown) % unknown)
    return Meter("terms", label, _("mọi người đủ"), "good")


def _ages(members: list[Member]) -> Meter:
    ages = [m.age for m in members if m.age is not None]
    counts = [sum(low <= a < high for a in ages) for low, high in BANDS]
    value = _("dưới 40: %(a)d · 40–50: %(b)d · trên 50: %(c)d") % dict(zip("abc", counts, strict=True))
    missing = len(members) - len(ages)
    notes = (ngettext("%d người chưa rõ tuổi", "%d người chưa rõ tuổi", missing) % missing,) if missing else ()
    covered = sum(c > 0 for c in counts)
    return Meter(
        "ages",
        _("Ba độ tuổi"),
        value,
        "good" if covered == len(BANDS) else "warn" if len(ages) >= len(BANDS) else "plain",
        notes,
    )


def _young(members: list[Member]) -> Meter:
    ages = [m.age for m in members if m.age is not None]
    return Meter("young", _("Trẻ (dưới %d tuổi)") % YOUNG, _part(sum(a < YOUNG for a in ages), len(ages)))


def _share(key: str, label: str, frame: pl.DataFrame, test: pl.Expr, column: str) -> Meter:
    if (mark := told(frame, column)) is not None:
        return Meter(key, label, mark)
    known = frame.filter(pl.col(column).is_not_null())
    return Meter(key, label, _part(known.filter(test).height, known.height))


def _part(count: int, of: int) -> str:
    return f"{count}/{of} ({round(100 * count / of)} %)" if of else "–"


def _specialisms(frame: pl.DataFrame, members: list[Member], day: date) -> Meter:
    """What the team was trained in, and the fields of the seats' work."""
    label = _("Chuyên ngành")
    if (mark := told(frame, "major")) is not None:
        return Meter("specialisms", label, mark)
    counts = Counter(m for m in frame["major"].to_list() if m)
    value = ngettext("%d ngành khác nhau", "%d ngành khác nhau", len(counts)) % len(counts)
    lang = "vi" if (get_language() or "vi").startswith("vi") else "en"
    posts = snapshot(day).live_posts.filter(pl.col("post_id").is_in([m.seat.post_id for m in members]))
    fields = sorted({FIELDS.label(f, lang) for f in posts["field"].drop_nulls().to_list()})
    notes = [f"{name}{f' ×{n}' if n > 1 else ''}" for name, n in counts.most_common()]
    if fields:
        notes.append(_("lĩnh vực của các ghế: %s") % ", ".join(fields).lower())
    crowded = any(n > 1 and n * 2 > len(members) for n in counts.values())
    return Meter("specialisms", label, value, "warn" if crowded else "plain", tuple(notes))


def _deputies(day: date, unit_id: str, members: list[Member]) -> Meter:
    """Deputies against what the law of the day allows for the unit's assigned headcount; without a text or a number, unknown."""
    from dungviec.law.deputies import deputies_norm

    label = _("Số cấp phó")
    count = sum(m.seat.role == "deputy" for m in members)
    norms = snapshot(day).live_units.filter(pl.col("unit_id") == unit_id)["norm"].to_list()
    if not norms or norms[0] is None:
        return Meter("deputies", label, _("%d; chưa có biên chế giao để so") % count)
    answer = deputies_norm(law_on(day), int(norms[0]))
    said = answer.vi if (get_language() or "vi").startswith("vi") else answer.en
    if answer.value is None:
        return Meter("deputies", label, _("%d; chưa rõ mức tối đa") % count, "plain", (said,))
    over = count > answer.value.most
    return Meter("deputies", label, f"{count}/{answer.value.most}", "bad" if over else "good", (said,))


def present(day: date, seats: Sequence[Seat]) -> dict[tuple[str, int], str]:
    """The team as it is today: (post, place) → person."""
    held = holders(day, list(dict.fromkeys(s.post_id for s in seats)))
    return {
        (s.post_id, s.place): held[s.post_id][s.place - 1] for s in seats if len(held.get(s.post_id, ())) >= s.place
    }

"""Turns the facts of a case into a snapshot that the engine can judge."""

from __future__ import annotations

from datetime import date, timedelta

import polars as pl

from dungviec.law.case_model import Case, Facts, PostFacts
from dungviec.records import Snapshot
from dungviec.records.codes import LEADERSHIP_RANK, LEVELS
from dungviec.records.schema import TABLES
from dungviec.records.vietnamese import fold

PERSON, CURRENT, TARGET = "N1", "P-CURRENT", "P-TARGET"
_LONG_AGO = date(2000, 1, 1)
_BY_RANK = {c.rank: c.value for c in LEVELS}


def snapshot_of(case: Case, *, party_managed: bool | None = None) -> Snapshot:
    """One person, the post held and the post aimed at, on the case's day.

    ``meets_title_standard: true`` stands for a fitting degree and advanced political theory unless the case gives them;
    a target post is under Party management when the case says so; where it does not, when it is a cadre's, when a Party
    discipline stands among the facts, or when ``party_managed`` says that only Party rules are asked.
    """
    f, day = case.facts, case.action.date
    target = f.target_post or PostFacts()
    current = f.current_post or _implied_post(f)
    level = _target_level(f)
    local = f.candidate_source == "local" if f.candidate_source else bool(current and current.body == target.body)
    units: list[dict[str, object]] = [
        {"unit_id": "U-TARGET", "name": target.body or "U", "kind": _unit_kind(f, target),
         "newly_formed": f.unit.newly_formed_or_merged, "has_approved_plan": f.unit.has_approved_plan},
        {"unit_id": "U-OTHER", "name": (current.body if current else "") or "U2", "kind": "division"},
    ]  # fmt: skip
    posts = [_target_row(f, target, level, party=party_managed or any(d.kind == "party" for d in f.discipline))]
    tenures = [_earlier(p, i) for i, p in enumerate(f.earlier_posts)]
    if current is not None:
        category = current.category or f.category or "civil_servant"
        posts.append({
            "post_id": CURRENT, "unit_id": "U-TARGET" if local else "U-OTHER", "title": current.title or "Vị trí hiện tại",
            "level": current.level, "category": category, "field": "office", "seats": 1,
        })  # fmt: skip
        tenures.append({
            "person_id": PERSON, "post_id": CURRENT, "title": current.title or "Vị trí hiện tại", "unit_name": current.body,
            "level": current.level, "kind": "acting" if current.acting else "main", "from_date": current.since or day,
        })  # fmt: skip
    if current is None or current.since is None:  # time served that nobody has told counts as a post of unknown level
        tenures.append({
            "person_id": PERSON, "title": "Thời gian chưa rõ", "level": None, "kind": "main",
            "from_date": day - timedelta(days=1), "to_date": day - timedelta(days=1),
        })  # fmt: skip
    if f.left_post is not None:
        tenures.append({
            "person_id": PERSON, "title": "Chức vụ đã thôi", "level": f.left_post.level, "kind": "main",
            "from_date": f.left_post.date - timedelta(days=365), "to_date": f.left_post.date,
            "left_because": f.left_post.how,
        })  # fmt: skip
    ratings: list[dict[str, object]] = [
        {"person_id": PERSON, "year": y, "system": "state", "rating": "completed" if r == "limited" else r}
        for y, r in f.ratings.items()
    ]
    tables: dict[str, list[dict[str, object]]] = {
        "units": list(units), "posts": posts, "people": [_person(f)], "tenures": tenures, "ratings": ratings,
        "plans": _plans(f, level), "discipline": _discipline(f, day),
    }  # fmt: skip
    if f.meets_competency_framework is not None:
        level_held = 3 if f.meets_competency_framework else 2
        tables["profiles"] = [{"profile_id": "F1", "competency": "office", "min_level": 3}]
        tables["competencies"] = [{"person_id": PERSON, "competency": "office", "level": level_held, "assessed": day}]
        posts[0]["profile_id"] = "F1"
    return Snapshot(day, case.id, {name: _frame(name, rows) for name, rows in tables.items() if rows})


_UNIT_WORDS = (
    ("department", ("so ", "van phong ubnd tinh", "thanh tra tinh", "bo ", "cuc ", "tong cuc ", "ban quan ly khu kinh te")),
    ("ward", ("ubnd phuong", "phuong ")), ("commune", ("ubnd xa", "xa ", "dac khu", "ubnd dac khu")),
)  # fmt: skip
_TIERS = {"province": "department", "district": "division", "commune": "commune"}


def _unit_kind(f: Facts, target: PostFacts) -> str:
    """The kind of the target's unit: as told, else by the tier, else by the words of its name, else a city's division."""
    if target.unit_kind or f.tier in _TIERS:
        return target.unit_kind or _TIERS[str(f.tier)]
    name = f"{fold(target.body)} "
    return next((kind for kind, words in _UNIT_WORDS if name.startswith(words)), "division")


def _frame(table: str, rows: list[dict[str, object]]) -> pl.DataFrame:
    schema = {n: t for n, t in TABLES[table].polars_schema.items() if any(n in r for r in rows)}
    return pl.DataFrame([{n: r.get(n) for n in schema} for r in rows], schema=schema)


_STEPS = {"next_higher": 1, "higher": 2, "same": 0, "lower": -1}


def _target_level(f: Facts) -> str:
    """The level of the post: as told, unless the comparison with the present post says otherwise."""
    target = f.target_post or PostFacts()
    now = LEVELS.rank(f.current_post.level if f.current_post else None)
    word, told = target.compared_with_current, LEVELS.rank(target.level)
    if told is not None and (word is None or now is None or _agrees(word, told - now)):
        return _BY_RANK[told]
    # A lower post told as a leading one stays a leading one.
    lowest = LEADERSHIP_RANK if told is not None and told >= LEADERSHIP_RANK and (now or 0) >= LEADERSHIP_RANK else 0
    return _BY_RANK[min(max((now or 0) + _STEPS.get(word or "same", 0), lowest), max(_BY_RANK))]


def _agrees(word: str, difference: int) -> bool:
    return difference == 0 if word == "same" else difference < 0 if word == "lower" else difference > 0


def _implied_post(f: Facts) -> PostFacts | None:
    """The post held, where the case only compares it with the post aimed at: its level follows, its start does not."""
    target = f.target_post
    if target is None or target.compared_with_current is None or target.level is None:
        return None
    rank = (LEVELS.rank(target.level) or 0) - _STEPS[target.compared_with_current]
    return PostFacts.model_validate({"level": _BY_RANK[min(max(rank, 0), max(_BY_RANK))]})


def _target_row(f: Facts, target: PostFacts, level: str, *, party: bool) -> dict[str, object]:
    category = target.category or f.category or "civil_servant"
    if category == "public_employee" and (LEVELS.rank(level) or 0) >= LEADERSHIP_RANK:
        category = "public_employee_manager"
    asked = "doctor" if f.meets_title_standard is False else target.min_degree
    return {
        "post_id": TARGET, "unit_id": "U-TARGET", "title": target.title or "Vị trí dự kiến", "level": level,
        "category": category, "field": "office", "seats": 1, "term_months": target.term_months,
        "party_managed": (category == "cadre" or party) if target.party_managed is None else target.party_managed,
        "min_degree": asked, "min_theory": target.min_theory, "min_state_management": target.min_state_management,
        "majors": target.majors, "party_member": target.party_member,
    }  # fmt: skip


def _earlier(post: PostFacts, index: int) -> dict[str, object]:
    return {
        "person_id": PERSON, "title": post.title or f"Chức vụ {index}", "unit_name": post.body, "level": post.level,
        "kind": "acting" if post.acting else "main", "from_date": post.from_ or post.since, "to_date": post.to,
        "left_because": _left_word(post.left_because),
    }  # fmt: skip


def _left_word(word: str | None) -> str | None:
    """How a post was left, in the code of the records; every word for a disciplinary form means discipline."""
    if word is None:
        return None
    forms = ("demotion", "demoted", "dismissed_from_post", "removed_from_post")
    return "discipline" if "disciplin" in word or word in forms else word


def _person(f: Facts) -> dict[str, object]:
    meets = f.meets_title_standard
    return {
        "person_id": PERSON, "name": "Cán bộ trong tình huống", "sex": f.sex, "born": f.born,
        "born_year_only": f.born_year_only, "category": f.category, "party_member": f.party_member,
        "degree": f.degree or ("university" if meets is not None else None), "major": f.major,
        "theory": f.theory or ("advanced" if meets else None), "state_management": f.state_management,
        "file_complete": f.personal_file.complete, "file_verified": f.personal_file.verified,
        "file_dated": f.personal_file.parts_dated, "assets_declared": f.asset_declaration.filed,
        "assets_verified": f.asset_declaration.verified, "health_fit": f.health.fit,
        "health_dated": f.health.certificate_dated, "products_match": f.experience_and_products_match_post,
        "barred": f.blocks.barred, "discipline_open": f.blocks.disciplinary_procedure_open,
        "denunciation_open": f.blocks.denunciation_team, "inspection_open": f.blocks.inspection,
        "suspended": f.blocks.suspended, "criminal_open": f.blocks.criminal,
    }  # fmt: skip


def _plans(f: Facts, level: str) -> list[dict[str, object]]:
    """The plan of the case. ``planned_for: null`` says planned for nothing (somebody else's plan then stands alone).

    Nothing said, or a plan that is not compared with the post, is not known: no plan is on file at all.
    """
    plan = f.planned_for
    if "planned_for" not in f.model_fields_set or (plan is not None and _compared(f) is None):
        return []
    rows: list[dict[str, object]] = [
        {"person_id": "N2", "title": "Chức danh khác", "level": "support", "approved": _LONG_AGO}
    ]
    if plan is not None and (compared := _compared(f)) is not None:
        step = {"same": 0, "equivalent": 0, "higher": 1, "lower": -1}[compared]
        same = compared == "same"
        # A title of the same name elsewhere is an equivalent title, not this post.
        word = plan.title or "Chức danh quy hoạch"
        rank = min(max((LEVELS.rank(level) or 0) + step, 0), max(_BY_RANK))
        rows.append({
            "person_id": PERSON, "title": word if same else f"{word} (chức danh khác)", "level": _BY_RANK[rank],
            "approved": plan.approved_on or _LONG_AGO, "until": plan.until, "post_id": TARGET if same else None,
        })  # fmt: skip
    return rows


def _compared(f: Facts) -> str | None:
    """How the title planned for stands to the post; a title of the same words is the post itself."""
    plan, target = f.planned_for, f.target_post
    if plan is None or plan.compared_with_target is not None:
        return plan.compared_with_target if plan else None
    return "same" if plan.title and target is not None and fold(plan.title) == fold(target.title) else None


def _discipline(f: Facts, day: date) -> list[dict[str, object]]:
    """The decisions of the case; where it says nothing at all of discipline, one of which neither form nor end is known."""
    rows: list[dict[str, object]] = []
    for d in f.discipline:
        ends = d.ends
        if ends is None and d.kind == "administrative" and f.blocks.discipline_in_force is not None:
            ends = day + timedelta(days=30) if f.blocks.discipline_in_force else day - timedelta(days=1)
        rows.append({
            "person_id": PERSON, "kind": d.kind, "form": d.form, "decided": d.decided, "effective": d.effective,
            "ends": ends, "remedied": d.remedied_and_recognised,
        })  # fmt: skip
    if "discipline" not in f.model_fields_set and f.blocks.discipline_in_force is None:
        rows.append({"person_id": PERSON, "kind": "administrative", "form": None, "decided": day, "effective": day})
    if f.blocks.discipline_in_force and not any(r["kind"] == "administrative" for r in rows):
        rows.append({
            "person_id": PERSON, "kind": "administrative", "form": "forced_exit", "decided": day, "effective": day,
            "ends": day + timedelta(days=30),
        })  # fmt: skip
    return rows

"""Each source of needs: standards of law and post, of title, plans, profiles, requests and wishes."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from dungviec.competency.gaps import gaps
from dungviec.law import LawView
from dungviec.law.rules import Rule
from dungviec.records.codes import LEADERSHIP_RANK, LEVELS
from dungviec.records.dates import add_months
from dungviec.succession.clauses import Clause, clause_of
from dungviec.succession.pools import live_plans
from dungviec.training import subjects
from dungviec.training.asked import Asked
from dungviec.training.catalogue import Catalogue
from dungviec.training.faults import TrainingFault
from dungviec.training.needs import Need, Source, Tier
from dungviec.training.standing import Standing
from dungviec.training.subjects import QUALIFICATIONS, level_name

ORDINARY = 3
"""Importance of a post whose importance is not on file: the middle of 1 to 5."""


def by_posts(standing: Standing, view: LawView, warnings: list[tuple[str, str]]) -> Iterator[Need]:
    """Qualifications of the post held: what a text in force asks of the title, then the standard recorded with the post."""
    texts = [r for r in view.rules() if r.check == "title_standard"]
    # a text on file before the office's own word
    backing = sorted(
        (r for r in view.rules() if r.check == "post_standard"),
        key=lambda r: r.confidence not in ("VERIFIED", "REPORTED"),
    )
    unbacked: set[str] = set()
    for person_id, post_id in standing.held.items():
        post = standing.posts[post_id]
        kind, importance = standing.unit_kinds.get(post["unit_id"]), post["importance"] or ORDINARY
        leads = (LEVELS.rank(post["level"]) or 0) >= LEADERSHIP_RANK
        for what in QUALIFICATIONS:
            asked: list[tuple[int, Source, Tier, Clause | None]] = []
            for rule in texts if leads else ():
                if _reaches(rule, post["category"], kind) and (least := rule.params.get(f"min_{what}")) is not None:
                    asked.append((QUALIFICATIONS[what].rank(least) or 0, "law", "duty", clause_of(rule)))
            if post[f"min_{what}"] is not None:
                rule_ = next((r for r in backing if _reaches(r, post["category"], kind)), None)
                tier: Tier = "duty" if rule_ is not None else "gap"
                if rule_ is None:
                    unbacked.add(post["category"])
                asked.append((QUALIFICATIONS[what].rank(post[f"min_{what}"]) or 0, "post", tier, clause_of(rule_)))
            for wants, source, tier, clause in asked:
                basis = "" if clause else f"tiêu chuẩn của vị trí {post_id}"
                yield from _lacks(standing, person_id, what, wants, source, tier, importance, post_id, clause, basis)
    for category in sorted(unbacked):
        warnings.append((
            f"Chưa có trong kho văn bản buộc người đang giữ vị trí ({category}) đạt tiêu chuẩn ghi ở vị trí vào ngày {view.day:%d/%m/%Y}: tính là khoảng cách, không tính là nghĩa vụ.",
            f"No text on file binds holders of posts ({category}) to the standard recorded with the post on {view.day}: counted as a gap, not as a duty.",
        ))  # fmt: skip


def _reaches(rule: Rule, category: str, unit_kind: str | None) -> bool:
    to = rule.applies_to
    return (
        (not to.categories or category in to.categories)
        and (not to.unit_kinds or unit_kind in to.unit_kinds)
        and unit_kind not in to.not_unit_kinds
    )


def by_titles(standing: Standing, catalogue: Catalogue) -> Iterator[Need]:
    """Certificates that the office's standards of titles ask for and that are not held, or run out within the year."""
    year_end = date(catalogue.year, 12, 31)
    for standard in catalogue.standards:
        if not standard.in_force(standing.day):
            continue
        what = subjects.certificate(standard.kind)
        for person_id, post_id in standing.held.items():
            person, post = standing.people[person_id], standing.posts[post_id]
            rank, importance = person["rank_code"], post["importance"] or ORDINARY
            if rank is None or not standard.covers(rank):
                continue
            if standing.certified(person_id, standard.kind, months=standard.months, until=year_end):
                continue
            if person["joined"] is not None and add_months(person["joined"], standard.grace_months) > year_end:
                continue
            vi = f"Chức danh {rank}: {standard.vi}. Sổ đào tạo chưa có chứng chỉ còn giá trị đến {year_end:%d/%m/%Y}."
            en = f"Title {rank}: {standard.en}. No certificate valid until {year_end} is on file."
            yield Need(
                person_id, post["unit_id"], what, 0, 1, 1, "duty", "title", importance, vi, en, None, standard.basis, post_id,
                learning=standing.learning(person_id, what, 1),
            )  # fmt: skip


def by_plans(standing: Standing) -> Iterator[Need]:
    """What people planned for a title lack for it: qualifications and competencies of the post planned for."""
    profiles: dict[str, list[tuple[str, int]]] = {}
    for profile, competency, least in standing.snapshot["profiles"].select("profile_id", "competency", "min_level").iter_rows():  # fmt: skip
        profiles.setdefault(profile, []).append((competency, least))
    for row in live_plans(standing.snapshot).iter_rows(named=True):
        post, person_id = standing.posts.get(row["post_id"] or ""), row["person_id"]
        if post is None or person_id not in standing.people or person_id not in standing.held:
            continue
        asked = [(w, QUALIFICATIONS[w].rank(post[f"min_{w}"]) or 0) for w in QUALIFICATIONS if post[f"min_{w}"]]
        importance = post["importance"] or ORDINARY
        for what, wants in asked + profiles.get(post["profile_id"] or "", []):
            basis = f"quy hoạch {row['title']}"
            yield from _lacks(
                standing, person_id, what, wants, "plan", "succession", importance, post["post_id"], None, basis
            )


def by_profiles(standing: Standing) -> Iterator[Need]:
    """Competencies below the least level of the post's profile, and those nobody assessed."""
    rows = gaps(standing.snapshot).select("person_id", "post_id", "competency", "least")
    for person_id, post_id, what, least in rows.iter_rows():
        post = standing.posts[post_id]
        importance, basis = post["importance"] or ORDINARY, f"khung năng lực {post['profile_id']}"
        yield from _lacks(standing, person_id, what, least, "profile", "gap", importance, post_id, None, basis)


def by_requests(standing: Standing, asked: Asked) -> Iterator[Need]:
    """What units ask for their people. Raises TrainingFault for a unit or a person not on file, or a person of another unit."""
    for one in asked.requests:
        if one.unit_id not in standing.unit_names:
            raise TrainingFault(
                f"Yêu cầu đào tạo nhắc đơn vị «{one.unit_id}» không có trong hồ sơ; ghi lại mã đơn vị.",
                f"A request names the unit '{one.unit_id}', which is not on file.",
            )
        mine = [p for p in standing.held if standing.unit_of(p) == one.unit_id]
        for person_id in one.people or mine:
            _known(standing, person_id)
            if standing.unit_of(person_id) != one.unit_id:
                raise TrainingFault(
                    f"Đơn vị {one.unit_id} yêu cầu cho {person_id}, người không thuộc đơn vị này; sửa tên hoặc đơn vị.",
                    f"Unit {one.unit_id} asks for {person_id}, who does not belong to it.",
                )
            yield from _lacks(
                standing, person_id, one.what, one.wants, "request", "gap", one.urgency, standing.held.get(person_id), None, one.because
            )  # fmt: skip


def by_wishes(standing: Standing, asked: Asked) -> Iterator[Need]:
    """What officials wish to learn. Raises TrainingFault for somebody not on file."""
    for one in asked.wishes:
        _known(standing, one.person_id)
        yield from _lacks(
            standing, one.person_id, one.what, one.wants, "wish", "gap", one.strength, standing.held.get(one.person_id), None, ""
        )  # fmt: skip


def _known(standing: Standing, person_id: str) -> None:
    if person_id not in standing.people:
        raise TrainingFault(
            f"Yêu cầu hoặc nguyện vọng nhắc «{person_id}» không có trong hồ sơ; ghi lại mã cán bộ.",
            f"A request or wish names '{person_id}', who is not on file.",
        )


_WHY: dict[Source, tuple[str, str]] = {
    "law": ("Văn bản đòi {name}: {wants}; hiện {has}.", "A text asks for {name}: {wants}; now {has}."),
    "post": ("Vị trí đang giữ đòi {name}: {wants}; hiện {has}.", "The post held asks for {name}: {wants}; now {has}."),
    "plan": ("Được {basis}, cần {name}: {wants}; hiện {has}.", "Planned for a title that asks for {name}: {wants}; now {has}."),
    "profile": ("Khung năng lực cần {name}: {wants}; hiện {has}.", "The profile asks for {name}: {wants}; now {has}."),
    "request": ("Đơn vị đề nghị {name}: {wants}; hiện {has}.", "The unit asks for {name}: {wants}; now {has}."),
    "wish": ("Bản thân muốn {name}: {wants}; hiện {has}.", "Wishes for {name}: {wants}; now {has}."),
}  # fmt: skip


def _lacks(
    standing: Standing, person_id: str, what: str, wants: int, source: Source, tier: Tier, points: int, post_id: str | None,
    clause: Clause | None, basis: str,
) -> Iterator[Need]:  # fmt: skip
    has = standing.level(person_id, what)
    if has is not None and has >= wants:
        return
    fact = f"people.{what}" if what in QUALIFICATIONS else f"competencies.{what}"
    told = {"name": subjects.name(what), "wants": level_name(what, wants), "has": level_name(what, has), "basis": basis}
    english = {
        "name": subjects.name(what, "en"),
        "wants": level_name(what, wants, "en"),
        "has": level_name(what, has, "en"),
    }
    yield Need(
        person_id, standing.unit_of(person_id), what, has, wants, None if has is None else wants - has, tier, source, points,
        _WHY[source][0].format(**told), _WHY[source][1].format(**english), clause, basis, post_id, () if has is not None else (fact,),
        standing.learning(person_id, what, wants),
    )  # fmt: skip

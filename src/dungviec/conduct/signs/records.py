"""Signs that the records of the house show by themselves, each with how common it is among comparable posts."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import polars as pl

from dungviec.conduct.signs.model import BaseRate, Fact, Sign, Words
from dungviec.law import LawView
from dungviec.law.answers import in_force
from dungviec.law.kinship import INVERSE, kinship_conflicts
from dungviec.law.position_clocks import change_clocks
from dungviec.records import Snapshot
from dungviec.records.codes import DISCIPLINE_FORMS, LEADERSHIP_RANK, RELATIONS
from dungviec.records.dates import add_months
from dungviec.records.vietnamese import format_date

GRACE_DAYS = 30
"""A date that passed less than this many days ago is no sign: the office's own standard."""
REPEAT_MONTHS = 60


def rotation_overdue(s: Snapshot, view: LawView) -> list[Sign]:
    """Posts that change periodically whose longest term has passed (CDVT-01); grounds to postpone leave nobody in."""
    titles = dict(s.posts.select("post_id", "title").iter_rows())
    clocks = [c for c in change_clocks(s, view) if c.since is not None]
    found = []
    for c in clocks:
        if c.state == "due" and c.due_on is not None and (s.as_of - c.due_on).days > GRACE_DAYS:
            row = {"person_id": c.person_id, "unit_id": c.unit_id, "post_title": titles[c.post_id], "from_date": c.since}  # fmt: skip
            found.append((row, c.due_on, c.answer.rule))
    base = BaseRate(len(found), len(clocks), "người giữ vị trí phải chuyển đổi định kỳ", "people in posts that change periodically")  # fmt: skip
    return [_rotation(row, due, rule, base) for row, due, rule in found]


def _rotation(row: dict[str, Any], due: date, rule: Any, base: BaseRate) -> Sign:
    since = row["from_date"]
    return Sign(
        "rotation", row["person_id"], row["unit_id"],
        Words(
            f"Việc chuyển đổi vị trí «{row['post_title']}» đã tới hạn {format_date(due)}: kế hoạch chuyển đổi đang ở bước nào?",
            f"The change of the post '{row['post_title']}' was due on {due:%d/%m/%Y}: where does the plan stand?",
        ),
        [Fact(f"Giữ vị trí từ {format_date(since)}.", f"In the post since {since:%d/%m/%Y}.", "Hồ sơ: quá trình công tác", "Records: posts held")],
        [
            Words("Đã có kế hoạch chuyển đổi nhưng chưa ghi vào hồ sơ.", "There is a plan that is not on file yet."),
            Words("Có lý do được hoãn theo quy định mà hồ sơ chưa có: ốm, học, con nhỏ.", "There is a lawful ground to postpone that is not on file: illness, study, a small child."),
            Words("Đơn vị chưa có người cùng chuyên môn để đổi.", "The unit has nobody of the same profession to change with."),
        ],
        [
            Words("Kế hoạch chuyển đổi vị trí công tác của đơn vị trong năm.", "The unit's plan of changes of the year."),
            Words("Quyết định gần nhất về vị trí của người này.", "The last decision on this person's post."),
        ],
        base, ("service",), rule,
    )  # fmt: skip


def kin_together(s: Snapshot, view: LawView) -> list[Sign]:
    """Relatives on file in one unit of whom one leads; where a rule of the day names the two posts it is cited."""
    held = s.main_posts.join(
        s.live_posts.select("post_id", "unit_id", "role", "level_rank", post_title="title"), on="post_id"
    )
    place: dict[str, dict[str, Any]] = {r["person_id"]: r for r in held.to_dicts()}
    reach = {p: {r["post_id"]} for p, r in place.items()}
    rules = {frozenset((c.person_a, c.person_b)): c.rule_id for c in kinship_conflicts(s, view, reach=reach)}
    units, names = dict(s.live_units.select("unit_id", "name").iter_rows()), dict(s.people.select("person_id", "name").iter_rows())  # fmt: skip
    pairs: dict[frozenset[str], tuple[str, str, str]] = {}
    for a, b, relation in s["kinship"].select("person_id", "relative_id", "relation").iter_rows():
        one, other = place.get(a), place.get(b)
        if one is None or other is None or a == b:
            continue
        key = frozenset((a, b))
        leads = [r for r in (one, other) if r["role"] in ("head", "deputy") or (r["level_rank"] or 0) >= LEADERSHIP_RANK]  # fmt: skip
        if key in rules or (one["unit_id"] == other["unit_id"] and leads):
            first = a if one in leads else b
            pairs.setdefault(key, (first, b if first == a else a, relation if first == a else INVERSE.get(relation, relation)))  # fmt: skip
    leaders = held.filter(pl.col("level_rank").fill_null(0) >= LEADERSHIP_RANK).height
    base = BaseRate(len({p[0] for p in pairs.values()}), leaders, "người giữ chức vụ lãnh đạo", "people in leading posts")  # fmt: skip
    found = []
    for key, (lead, relative, relation) in sorted(pairs.items(), key=lambda kv: kv[1]):
        unit = units.get(place[lead]["unit_id"], "")
        vi, en = (RELATIONS.label(relation, lang).lower() for lang in ("vi", "en"))
        where, where_en = f"{place[relative]['post_title']}, {units.get(place[relative]['unit_id'], '')}", f"{place[relative]['post_title']}, {units.get(place[relative]['unit_id'], '')}"  # fmt: skip
        found.append(Sign(
            "kin", lead, place[lead]["unit_id"],
            Words(
                f"Người thân ({vi}) đang giữ vị trí {where}: việc phân công, ký duyệt giữa hai người được sắp xếp thế nào?",
                f"A relative ({en}) holds {where_en}: how are assignments and approvals between the two arranged?",
            ),
            [
                Fact(f"Quan hệ ghi trong hồ sơ: {vi} ({names.get(relative, relative)}).", f"Relation on file: {en} ({names.get(relative, relative)}).", "Hồ sơ: quan hệ gia đình", "Records: family"),
                Fact(f"Hai vị trí: {place[lead]['post_title']} ({unit}); {where}.", f"The two posts: {place[lead]['post_title']} ({unit}); {where_en}.", "Hồ sơ: quá trình công tác", "Records: posts held"),
            ],
            [
                Words("Việc của hai người không liên quan, người khác phân công và ký duyệt.", "The work of the two is unrelated; somebody else assigns and approves."),
                Words("Quan hệ đã báo cáo và cấp có thẩm quyền đã có cách kiểm soát.", "The relation was declared and the authority has a measure in place."),
                Words("Dữ liệu quan hệ trong hồ sơ đã cũ hoặc ghi nhầm người.", "The relation on file is out of date or names the wrong person."),
            ],
            [
                Words("Bảng phân công công tác của đơn vị.", "The unit's assignment of work."),
                Words("Báo cáo xung đột lợi ích của hai người, nếu đã có.", "Declarations of a conflict of interest by the two, if any."),
            ],
            base, ("service", "family"), in_force(view, rules[key]) if key in rules else None, (relative,),
        ))  # fmt: skip
    return found


def leaders_of(s: Snapshot) -> pl.DataFrame:
    """Holders of leading posts with what the file says of its papers and the declaration of assets."""
    posts = s.live_posts.filter(pl.col("level_rank").fill_null(0) >= LEADERSHIP_RANK).select("post_id", "unit_id", post_title="title")  # fmt: skip
    people = s.people.select("person_id", "assets_declared", "file_complete", "file_verified")
    return s.main_posts.join(posts, on="post_id").join(people, on="person_id").unique("person_id").sort("person_id")


def file_gaps(s: Snapshot, view: LawView) -> list[Sign]:
    """Leaders whose file is said not to be complete, or not verified; what nobody recorded is no sign."""
    leaders = leaders_of(s)
    gaps = leaders.filter((pl.col("file_complete") == False) | (pl.col("file_verified") == False))  # noqa: E712 - null is not False
    base = BaseRate(gaps.height, leaders.height, "người giữ chức vụ lãnh đạo", "people in leading posts")
    rule = in_force(view, "APT-2026-06")
    found = []
    for row in gaps.to_dicts():
        what = [w for w, c in ((("chưa đủ", "incomplete"), "file_complete"), (("chưa thẩm định", "not verified"), "file_verified")) if row[c] is False]  # fmt: skip
        vi, en = (", ".join(w[i] for w in what) for i in (0, 1))
        found.append(Sign(
            "file", row["person_id"], row["unit_id"],
            Words(f"Hồ sơ của người giữ vị trí «{row['post_title']}» ghi {vi}: còn thiếu giấy tờ nào, ai bổ sung?", f"The file of the holder of '{row['post_title']}' is {en}: which papers are missing, and who adds them?"),
            [Fact(f"Tình trạng hồ sơ: {vi}.", f"State of the file: {en}.", "Hồ sơ: tình trạng hồ sơ", "Records: state of the file")],
            [
                Words("Giấy tờ đã nộp nhưng chưa quét vào hệ thống.", "The papers were handed in and not taken in yet."),
                Words("Giấy tờ đang ở cơ quan khác sau khi điều động.", "The papers are still with another body after a transfer."),
            ],
            [Words("Danh mục thành phần hồ sơ và nơi đang giữ.", "The list of papers and where each is kept.")],
            base, ("service", "file"), rule,
        ))  # fmt: skip
    return found


def assets_missing(s: Snapshot, view: LawView) -> list[Sign]:
    """Leaders of whom the file says that no declaration of assets was filed."""
    leaders = leaders_of(s)
    without = leaders.filter(pl.col("assets_declared") == False)  # noqa: E712 - null is not False
    base = BaseRate(without.height, leaders.height, "người giữ chức vụ lãnh đạo", "people in leading posts")
    rule = in_force(view, "APT-2026-06") or in_force(view, "APT-P-2022") or in_force(view, "APT-2020-02")
    return [
        Sign(
            "assets", row["person_id"], row["unit_id"],
            Words("Hồ sơ chưa có bản kê khai tài sản của người giữ chức vụ này: bản kê khai đang ở đâu?", "No declaration of assets of this holder is on file: where is it?"),
            [Fact("Kê khai tài sản: chưa có.", "Declaration of assets: none.", "Hồ sơ: kê khai tài sản", "Records: declaration of assets")],
            [
                Words("Đã nộp cho cơ quan kiểm soát tài sản, bản sao chưa về hồ sơ.", "It was filed with the body in charge, the copy has not come yet."),
                Words("Mới nhận chức vụ, kỳ kê khai chưa tới.", "New in the post, the time of declaring has not come."),
                Words("Người này không thuộc danh sách phải kê khai của năm.", "The person is not on the year's list of those who declare."),
            ],
            [Words("Sổ nhận bản kê khai của năm.", "The register of declarations of the year.")],
            base, ("service", "assets"), rule,
        )
        for row in without.to_dicts()
    ]  # fmt: skip


def repeated_decisions(s: Snapshot, view: LawView) -> Iterator[Sign]:
    """People still in a post with two or more administrative decisions within sixty months."""
    since = add_months(s.as_of, -REPEAT_MONTHS)
    place = {r["person_id"]: r["unit_id"] for r in s.main_posts.join(s.live_posts.select("post_id", "unit_id"), on="post_id").to_dicts()}  # fmt: skip
    rows = s["discipline"].filter((pl.col("kind") == "administrative") & pl.col("decided").is_between(since, s.as_of) & pl.col("person_id").is_in(list(place))).sort("decided")  # fmt: skip
    several = {p: [r for r in rows.to_dicts() if r["person_id"] == p] for p in rows.group_by("person_id").len().filter(pl.col("len") > 1)["person_id"].sort()}  # fmt: skip
    base = BaseRate(len(several), len(place), "người đang giữ vị trí", "people in posts")
    for person, mine in several.items():
        facts = [
            Fact(
                f"{DISCIPLINE_FORMS.label(r['form'], 'vi')} ngày {format_date(r['decided'])}.", f"{DISCIPLINE_FORMS.label(r['form'], 'en')} on {r['decided']:%d/%m/%Y}.",
                "Hồ sơ: kỷ luật", "Records: discipline",
            )
            for r in mine
        ]  # fmt: skip
        yield Sign(
            "repeated", person, place[person],
            Words(f"Có {len(mine)} quyết định trong {REPEAT_MONTHS} tháng: điều gì trong công việc hay cách quản lý lặp lại, và đã hỗ trợ gì?", f"There are {len(mine)} decisions in {REPEAT_MONTHS} months: what in the work or its management repeats, and what support was given?"),
            facts,
            [
                Words("Các quyết định về cùng một việc, ghi hai lần.", "The decisions are about one matter, recorded twice."),
                Words("Việc được giao vượt quá điều kiện, hoặc quy trình của đơn vị chưa rõ.", "The work given is beyond what is possible, or the unit's procedure is unclear."),
            ],
            [Words("Nội dung từng quyết định và việc khắc phục đã ghi.", "What each decision says and which remedy is recorded.")],
            base, ("service", "discipline"),
        )  # fmt: skip

"""What people can do, do best and wish for: competency levels with evidence, strengths, wishes."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random

from dungviec.records.codes import FIELDS, STRENGTHS
from dungviec.synth.fields import FIELD_STRENGTHS, TEACHING_FIELDS
from dungviec.synth.model import SCHOOL_KINDS, District, Person
from dungviec.synth.profiles import ALL_COMPETENCIES, FIELD_EMPHASIS, MANAGEMENT, TEACHING_COMPETENCIES
from dungviec.synth.sheets import Book, Sheet

UNASSESSED = 0.03
WISHING = 0.2
EVIDENCE: dict[str, tuple[str, ...]] = {
    "G1": ("Nhận xét của chi ủy nơi cư trú năm {y}", "Bản tự nhận xét và ý kiến tập thể đơn vị năm {y}"),
    "G2": ("Kế hoạch công tác năm {y} hoàn thành đúng hạn", "Tham mưu đổi mới quy trình của đơn vị năm {y}"),
    "G3": ("Văn bản đã ban hành năm {y}, ít phải sửa", "Báo cáo chuyên đề năm {y}"),
    "G4": ("Phiếu khảo sát hài lòng năm {y}", "Ý kiến đồng nghiệp khi lấy phiếu năm {y}"),
    "G5": ("Chương trình phối hợp liên ngành năm {y}", "Nhận xét của đơn vị phối hợp năm {y}"),
    "G6": ("Chứng chỉ ứng dụng CNTT, cấp năm {y}", "Vận hành phần mềm của đơn vị từ năm {y}"),
    "G7": ("Chứng chỉ tiếng Anh, cấp năm {y}", "Làm việc với đoàn khách nước ngoài năm {y}"),
    "P1": ("Chủ trì dự thảo kế hoạch năm {y}", "Tham gia tổ soạn thảo đề án năm {y}"),
    "P2": ("Hướng dẫn nghiệp vụ cho cơ sở năm {y}", "Báo cáo viên lớp tập huấn năm {y}"),
    "P3": ("Thành viên đoàn kiểm tra năm {y}", "Kết luận kiểm tra do mình dự thảo năm {y}"),
    "P4": ("Ý kiến thẩm định hồ sơ năm {y}", "Tham gia hội đồng thẩm định năm {y}"),
    "P5": ("Kết quả chỉ tiêu chuyên môn năm {y}", "Giờ dạy, sản phẩm được xếp loại năm {y}"),
    "M1": ("Chương trình công tác nhiều năm, lập năm {y}", "Tham luận định hướng đơn vị năm {y}"),
    "M2": ("Sắp xếp lại tổ công tác năm {y}", "Triển khai hồ sơ điện tử năm {y}"),
    "M3": ("Xử lý vụ việc phức tạp năm {y}", "Biên bản họp giao ban năm {y}"),
    "M4": ("Quyết toán được duyệt năm {y}", "Quản lý dự toán, tài sản năm {y}"),
    "M5": ("Hướng dẫn người mới năm {y}", "Người mình kèm cặp được bổ nhiệm năm {y}"),
}
"""What a level rests on, by competency; ``{y}`` is the year."""
_BASE = {0: 1.4, 1: 2.65, 2: 3.0, 3: 3.25, 4: 3.6, 5: 4.1, 6: 4.4}


def write_abilities(district: District, book: Book, rng: Random) -> None:
    """Rows of ``competencies``, ``strengths`` and ``wishes``.

    Levels follow post, ability and the field somebody was trained for: whoever sits in the wrong chair shows the strengths of
    the other field. Three in a hundred have never been assessed.
    """
    wards = [p.code for p in district.spec.places]
    units = [u.unit_id for u in district.units if u.posts]
    vacant = [p for p in district.posts if p.vacant and not p.leads]
    as_of = district.spec.as_of
    for person in district.people:
        if rng.random() >= UNASSESSED:
            _write_levels(person, as_of, book.competencies, rng)
            _write_strengths(person, as_of, book.strengths, rng)
        if rng.random() < WISHING:
            kind, target = _wish(person, units, wards, [p.post_id for p in vacant if p.field == person.calling], rng)
            stated = as_of - timedelta(days=rng.randint(20, 300))
            book.wishes.add(person.person_id, kind, target, rng.choice((1, 2, 2, 3)), stated)


def _codes(person: Person) -> tuple[str, ...]:
    post = person.post
    if post.level == "support":
        return ("G1", "G2", "G3", "G4", "G5")
    if post.field in TEACHING_FIELDS and not post.leads:
        return (*TEACHING_COMPETENCIES, "M4", "P1") if post.level == "team_leader" else TEACHING_COMPETENCIES
    return ALL_COMPETENCIES


def _write_levels(person: Person, as_of: date, sheet: Sheet, rng: Random) -> None:
    base = _BASE[person.post.rank] + 0.5 * person.ability
    age = as_of.year - person.born.year
    strong = FIELD_EMPHASIS.get(person.calling, ("P2", "P5") if person.calling in TEACHING_FIELDS else ())
    leads = person.post.leads
    for code in _codes(person):
        mean = base + (0.6 if code in strong else 0.0)
        if code in MANAGEMENT and not leads:
            mean -= 0.55
        elif code == "G6":
            mean += (38 - age) * 0.025 - (0.2 if leads else 0.0)
        elif code == "G7":
            mean += (1.6 if person.calling == "languages" else -0.7) + (36 - age) * 0.02
        level = max(1, min(5, round(mean + rng.gauss(0.0, 0.5))))
        year = rng.choice((2018, 2019, 2019, 2020))
        assessed = date(year, rng.randint(3, 10), rng.randint(1, 28))
        sheet.add(
            person.person_id,
            code,
            level,
            rng.choice(EVIDENCE[code]).replace("{y}", str(year)),
            assessed,
            rng.choice((1, 2, 2, 2, 3, 3)),
        )


def _write_strengths(person: Person, as_of: date, sheet: Sheet, rng: Random) -> None:
    """One to four strengths; seven in ten are those of the field somebody was trained for, the others anybody's."""
    own = FIELD_STRENGTHS[person.calling]
    chosen: list[str] = []
    for _ in range(rng.choice((1, 2, 2, 3, 3, 4))):
        tag = rng.choice(own) if rng.random() < 0.7 else rng.choice(STRENGTHS.values)
        if tag == "ethnic_language" and person.ethnicity == "Kinh":
            tag = "mobilising"
        if tag not in chosen:
            chosen.append(tag)
    if person.ethnicity != "Kinh" and rng.random() < 0.5 and "ethnic_language" not in chosen and len(chosen) < 4:
        chosen.append("ethnic_language")
    for tag in chosen:
        year = rng.randint(2017, 2020)
        month = rng.randint(1, 11)
        text = f"{rng.choice(_OCCASIONS)} năm {year}"
        sheet.add(person.person_id, tag, text, date(year, month, rng.randint(1, 28)), rng.choice((1, 2, 2, 3)))


_OCCASIONS = (
    "Sáng kiến được công nhận", "Nhận xét của thủ trưởng đơn vị", "Sản phẩm được nhân rộng", "Ý kiến đồng nghiệp",
    "Kết quả đợt công tác cao điểm", "Phân công chủ trì nhiệm vụ khó", "Giấy khen chuyên đề",
)  # fmt: skip


def _wish(person: Person, units: list[str], wards: list[str], vacant: list[str], rng: Random) -> tuple[str, str | None]:
    draw = rng.random()
    displaced = person.calling != person.post.field
    if draw < 0.6 if displaced else 0.4 <= draw < 0.5:
        return "field", person.calling if person.calling in FIELDS.by_value else person.post.field
    if draw < 0.4:
        return "stay", None
    if draw < 0.72:
        near = person.home_code if person.home_code in wards else rng.choice(wards)
        return "place", near
    if draw < 0.85 and vacant:
        return "post", rng.choice(vacant)
    if person.post.unit.kind in SCHOOL_KINDS:
        prefix = person.post.unit.unit_id.rsplit("-", 1)[0] + "-"
        return "unit", rng.choice([u for u in units if u.startswith(prefix)])
    return "unit", rng.choice(units)

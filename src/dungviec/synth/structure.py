"""The apparatus of a city in 2020: leadership, Party boards, divisions, centres, wards and communes, with their staffing."""

from __future__ import annotations

from datetime import date

from dungviec.synth.model import DistrictSpec, Post, Unit
from dungviec.synth.places import Place
from dungviec.synth.posts import add_post
from dungviec.synth.quota import share_out

FOUNDED = date(2012, 2, 21)
"""First day of the city and its sixteen communes as they were in 2020 (NQ 04/NQ-CP of 2012; the day within 2012 is made up)."""

Staff = tuple[str, str, str, int]
"""Code, title, field and number of seats of a specialist post."""

DIVISIONS: tuple[tuple[str, str, str, str, int, tuple[Staff, ...]], ...] = (
    ("P-VP", "Văn phòng HĐND và UBND", "Chánh Văn phòng", "office", 2, (
        ("CVTH", "Chuyên viên tổng hợp", "office", 4), ("CVVT", "Văn thư - lưu trữ", "office", 2),
        ("CVIT", "Chuyên viên công nghệ thông tin", "it", 2), ("KT", "Kế toán", "accounting", 1))),
    ("P-NV", "Phòng Nội vụ", "Trưởng phòng", "home_affairs", 2, (
        ("CVTC", "Chuyên viên tổ chức, biên chế", "home_affairs", 3), ("CVTD", "Chuyên viên thi đua, tôn giáo", "home_affairs", 2))),
    ("P-TP", "Phòng Tư pháp", "Trưởng phòng", "justice", 1, (("CV", "Chuyên viên tư pháp", "justice", 3),)),
    ("P-TCKH", "Phòng Tài chính - Kế hoạch", "Trưởng phòng", "finance", 2, (
        ("CVNS", "Chuyên viên ngân sách", "finance", 5), ("CVKH", "Chuyên viên kế hoạch đầu tư", "finance", 3))),
    ("P-TNMT", "Phòng Tài nguyên và Môi trường", "Trưởng phòng", "land", 2, (
        ("CVDD", "Chuyên viên đất đai", "land", 5), ("CVMT", "Chuyên viên môi trường", "environment", 3))),
    ("P-LDTBXH", "Phòng Lao động - Thương binh và Xã hội", "Trưởng phòng", "labour", 2, (
        ("CV", "Chuyên viên lao động, người có công", "labour", 4), ("KT", "Kế toán", "accounting", 1))),
    ("P-VHTT", "Phòng Văn hóa và Thông tin", "Trưởng phòng", "culture", 1, (
        ("CVVH", "Chuyên viên văn hóa, du lịch", "culture", 3), ("CVIT", "Chuyên viên thông tin, chuyển đổi số", "it", 1))),
    ("P-GDDT", "Phòng Giáo dục và Đào tạo", "Trưởng phòng", "education_admin", 2, (
        ("CV", "Chuyên viên giáo dục", "education_admin", 6), ("KT", "Kế toán", "accounting", 1))),
    ("P-YT", "Phòng Y tế", "Trưởng phòng", "health", 1, (("CV", "Chuyên viên y tế", "health", 2),)),
    ("P-TTR", "Thanh tra thành phố", "Chánh Thanh tra", "inspection", 1, (("TTV", "Thanh tra viên", "inspection", 4),)),
    ("P-KT", "Phòng Kinh tế", "Trưởng phòng", "economy", 2, (
        ("CVCT", "Chuyên viên công thương", "economy", 3), ("CVNN", "Chuyên viên nông nghiệp", "agriculture", 3))),
    ("P-QLDT", "Phòng Quản lý đô thị", "Trưởng phòng", "construction", 2, (
        ("CVXD", "Chuyên viên quản lý xây dựng", "construction", 5), ("CVHT", "Chuyên viên hạ tầng đô thị", "construction", 3))),
)  # fmt: skip
"""Code, name, head's title, field, deputies, specialist posts of the twelve divisions."""

BOARDS: tuple[tuple[str, str, str, str, str, int, tuple[Staff, ...]], ...] = (
    ("B-VPTU", "Văn phòng Thành ủy", "Chánh Văn phòng", "office", "civil_servant", 1, (
        ("CV", "Chuyên viên tổng hợp", "office", 3), ("KT", "Kế toán", "accounting", 1), ("IT", "Cán bộ cơ yếu, công nghệ thông tin", "it", 1))),
    ("B-TC", "Ban Tổ chức Thành ủy", "Trưởng ban", "party_work", "civil_servant", 2, (("CV", "Chuyên viên tổ chức xây dựng Đảng", "party_work", 4),)),
    ("B-TG", "Ban Tuyên giáo Thành ủy", "Trưởng ban", "party_work", "civil_servant", 1, (("CV", "Chuyên viên tuyên giáo", "party_work", 3),)),
    ("B-DV", "Ban Dân vận Thành ủy", "Trưởng ban", "mass_work", "civil_servant", 1, (("CV", "Chuyên viên dân vận", "mass_work", 2),)),
    ("B-KT", "Ủy ban Kiểm tra Thành ủy", "Chủ nhiệm", "inspection", "civil_servant", 2, (("CV", "Chuyên viên kiểm tra", "inspection", 3),)),
    ("B-MT", "Ủy ban Mặt trận Tổ quốc thành phố", "Chủ tịch", "mass_work", "cadre", 1, (("CV", "Chuyên viên", "mass_work", 3),)),
    ("B-LD", "Liên đoàn Lao động thành phố", "Chủ tịch", "mass_work", "cadre", 1, (("CV", "Chuyên viên", "mass_work", 2),)),
    ("B-PN", "Hội Liên hiệp Phụ nữ thành phố", "Chủ tịch", "mass_work", "cadre", 1, (("CV", "Chuyên viên", "mass_work", 2),)),
    ("B-ND", "Hội Nông dân thành phố", "Chủ tịch", "mass_work", "cadre", 1, (("CV", "Chuyên viên", "mass_work", 2),)),
    ("B-CCB", "Hội Cựu chiến binh thành phố", "Chủ tịch", "mass_work", "cadre", 1, (("CV", "Chuyên viên", "mass_work", 1),)),
    ("B-DTN", "Thành đoàn", "Bí thư", "mass_work", "cadre", 1, (("CV", "Chuyên viên", "mass_work", 2),)),
)  # fmt: skip
"""Code, name, head's title, field, head's category, deputies, specialist posts of Party boards and mass organisations."""

CENTRES: tuple[tuple[str, str, str, str, int, tuple[Staff, ...]], ...] = (
    ("TT-HCC", "Trung tâm Hành chính công", "Giám đốc", "one_stop", 2, (
        ("CV", "Chuyên viên tiếp nhận và trả kết quả", "one_stop", 7), ("IT", "Viên chức công nghệ thông tin", "it", 1), ("KT", "Kế toán", "accounting", 1))),
    ("TT-VH", "Trung tâm Truyền thông và Văn hóa", "Giám đốc", "culture", 2, (
        ("VC", "Viên chức văn hóa, thể thao", "culture", 9), ("PV", "Phóng viên, biên tập viên", "culture", 6), ("KT", "Kế toán", "accounting", 1))),
    ("TT-CT", "Trung tâm Bồi dưỡng chính trị", "Giám đốc", "party_work", 1, (
        ("GV", "Giảng viên lý luận chính trị", "party_work", 3), ("KT", "Kế toán", "accounting", 1))),
    ("TT-QD", "Trung tâm Phát triển quỹ đất", "Giám đốc", "land", 2, (
        ("VC", "Viên chức giải phóng mặt bằng", "land", 9), ("KT", "Kế toán", "accounting", 2))),
    ("TT-DA", "Ban Quản lý dự án đầu tư xây dựng", "Giám đốc", "construction", 2, (
        ("KS", "Viên chức quản lý dự án", "construction", 9), ("HD", "Viên chức đấu thầu, hợp đồng", "finance", 1), ("KT", "Kế toán", "accounting", 2))),
    ("TT-NN", "Trung tâm Dịch vụ kỹ thuật nông nghiệp", "Giám đốc", "agriculture", 1, (
        ("VC", "Viên chức kỹ thuật nông nghiệp", "agriculture", 8), ("KT", "Kế toán", "accounting", 1))),
    ("TT-GDTX", "Trung tâm Giáo dục nghề nghiệp - Giáo dục thường xuyên", "Giám đốc", "education_admin", 2, (
        ("GVT", "Giáo viên Toán, Lý", "maths", 5), ("GVV", "Giáo viên Ngữ văn, Sử, Địa", "literature", 5), ("KT", "Kế toán", "accounting", 1))),
    ("TT-CX", "Đội Kiểm tra trật tự đô thị và môi trường", "Đội trưởng", "construction", 2, (
        ("VC", "Viên chức kiểm tra trật tự đô thị", "construction", 7), ("MT", "Viên chức kiểm tra môi trường", "environment", 4))),
)  # fmt: skip
"""Code, name, head's title, field, deputies, posts of the public service units."""

WHOLE_APPARATUS = 600
"""People from which a city or district has every body listed above."""
FIRST_BODIES = ("P-GDDT", "P-NV", "TT-HCC", "P-TCKH", "P-TNMT", "P-TP", "B-TC", "P-VP", "P-TTR", "B-KT", "TT-QD")

_STAFF_FUNCTIONS: dict[str, tuple[str, ...]] = {"CVTC": ("hr_manager",), "HD": ("contract_signer",)}
_FIELD_FUNCTIONS: dict[str, tuple[str, ...]] = {
    "accounting": ("accounting",),
    "one_stop": ("frontline",),
    "inspection": ("inspection_work",),
}
"""What a staff post of such a field is held for, where its own code says nothing; the other fields stay unsaid, as in a real office."""
_HEAD_FUNCTIONS: dict[str, tuple[str, ...]] = {
    "P-NV": ("home_affairs_head", "hr_manager"), "P-TTR": ("inspectorate_head",), "P-TCKH": ("finance_head",),
    "B-TC": ("party_organisation_head", "hr_manager"), "B-KT": ("party_inspection_head",),
}  # fmt: skip


def build_apparatus(spec: DistrictSpec) -> list[Unit]:
    """The city itself, its leadership, boards, divisions, centres and communes, staffed; schools come separately."""
    top = _unit(spec, "TP", spec.name, "city", spec.code, parent=spec.parent_id)
    units = [top, *_leadership(spec, top)]
    kept = _kept_bodies(spec.people)
    for code, name, head, field, deputies, staff in DIVISIONS:
        if code not in kept:
            continue
        unit = _unit(spec, code, name, "division", spec.code, parent=top.unit_id)
        _leaders(unit, head, field, deputies, category="civil_servant")
        _staff(unit, staff, category="civil_servant")
        units.append(unit)
    for code, name, head, field, category, deputies, staff in BOARDS:
        if code not in kept:
            continue
        unit = _unit(spec, code, name, "party_board", spec.code, parent=top.unit_id)
        _leaders(unit, head, field, deputies, category=category)
        _staff(unit, staff, category="civil_servant", party=True)
        units.append(unit)
    for code, name, head, field, deputies, staff in CENTRES:
        if code not in kept:
            continue
        unit = _unit(spec, code, name, "centre", spec.code, parent=top.unit_id)
        _leaders(unit, head, field, deputies, category="public_employee_manager")
        _staff(unit, staff, category="public_employee")
        units.append(unit)
    units += _communes(spec, top)
    return units


def _kept_bodies(people: int) -> frozenset[str]:
    """Codes of the bodies a place of that size has: all from WHOLE_APPARATUS people up, fewer below, the needed ones first."""
    codes = [row[0] for table in (DIVISIONS, BOARDS, CENTRES) for row in table]
    order = [*FIRST_BODIES, *(c for c in codes if c not in FIRST_BODIES)]
    count = len(order) if people >= WHOLE_APPARATUS else max(3, len(order) * (people - 60) // WHOLE_APPARATUS)
    return frozenset(order[:count])


def unified_counts(communes: int) -> tuple[int, int]:
    """How many communes have one person as secretary and committee chair, and as secretary and council chair.

    Nine and two of Cẩm Phả's sixteen, in proportion elsewhere.
    """
    chair, council, _ = share_out(communes, (9, 2, 5))
    return chair, council


def _unit(spec: DistrictSpec, code: str, name: str, kind: str, place: str, *, parent: str | None) -> Unit:
    if kind not in ("city", "ward", "commune"):
        return Unit(f"{spec.prefix}{code}", name, kind, parent, place, basis="Quyết định thành lập (dữ liệu giả lập)")
    basis = "Nghị quyết địa giới hành chính (dữ liệu giả lập)" if spec.prefix else "Nghị quyết 04/NQ-CP năm 2012"
    return Unit(f"{spec.prefix}{code}", name, kind, parent, place, valid_from=FOUNDED, basis=basis)


def _leadership(spec: DistrictSpec, top: Unit) -> list[Unit]:
    party = _unit(spec, "LD-TU", "Thường trực Thành ủy", "city_leadership", spec.code, parent=top.unit_id)
    council = _unit(
        spec, "LD-HDND", "Thường trực Hội đồng nhân dân thành phố", "city_leadership", spec.code, parent=top.unit_id
    )
    committee = _unit(
        spec, "LD-UBND", "Lãnh đạo Ủy ban nhân dân thành phố", "city_leadership", spec.code, parent=top.unit_id
    )
    rows = (
        (party, "BT", "Bí thư Thành ủy", "head_of_city", "head", ("party_secretary",), 1),
        (
            party,
            "PBT",
            "Phó Bí thư Thường trực Thành ủy",
            "deputy_head_of_city",
            "deputy",
            ("party_deputy_secretary",),
            1,
        ),
        (council, "CT", "Chủ tịch HĐND thành phố", "head_of_city", "head", ("council_chair",), 1),
        (council, "PCT", "Phó Chủ tịch HĐND thành phố", "deputy_head_of_city", "deputy", (), 1),
        (committee, "CT", "Chủ tịch UBND thành phố", "head_of_city", "head", ("committee_chair",), 1),
        (committee, "PCT", "Phó Chủ tịch UBND thành phố", "deputy_head_of_city", "deputy", (), 3),
    )
    for unit, code, title, level, role, functions, seats in rows:
        add_post(
            unit,
            code,
            title,
            level=level,
            field="leadership",
            category="cadre",
            role=role,
            functions=functions,
            seats=seats,
        )
    return [party, council, committee]


def _leaders(unit: Unit, head: str, field: str, deputies: int, *, category: str) -> None:
    own = unit.unit_id.rsplit("-", 2)
    functions = _HEAD_FUNCTIONS.get("-".join(own[-2:]), ())
    add_post(
        unit, "TP", head, level="head_of_division", field=field, category=category, role="head", functions=functions
    )
    # A deputy of a one-word title ("Chủ tịch") and of a longer one ("Trưởng phòng") are formed alike: "Phó …".
    add_post(
        unit,
        "PP",
        f"Phó {head}",
        level="deputy_head_of_division",
        field=field,
        category=category,
        role="deputy",
        seats=deputies,
    )


def _staff(unit: Unit, staff: tuple[Staff, ...], *, category: str, party: bool = False) -> None:
    for code, title, field, seats in staff:
        functions = _STAFF_FUNCTIONS.get(code) or _FIELD_FUNCTIONS.get(field, ())
        scarce = field in ("it", "land", "accounting")
        add_post(
            unit, code, title, level="specialist", field=field, category=category, seats=seats,
            functions=functions, party=party and field != "accounting", importance=3 if scarce else None,
        )  # fmt: skip


def _communes(spec: DistrictSpec, top: Unit) -> list[Unit]:
    chair_count, council_count = unified_counts(len(spec.places))
    units = []
    for i, place in enumerate(spec.places):
        unit = _unit(
            spec, f"W-{place.code}", f"{'Xã' if place.rural else 'Phường'} {place.name}",
            "commune" if place.rural else "ward", place.code, parent=top.unit_id,
        )  # fmt: skip
        # Spread the three models over the list instead of one block of neighbours each.
        turn = (i * 7) % len(spec.places) if len(spec.places) % 7 else i
        unified = "committee" if turn < chair_count else "council" if turn < chair_count + council_count else None
        _commune_posts(unit, place, unified)
        units.append(unit)
    return units


def _commune_posts(unit: Unit, place: Place, unified: str | None) -> None:
    where = place.full_name

    def leader(
        code: str, title: str, *, head: bool, function: str | None = None, held_with: Post | None = None, seats: int = 1
    ) -> Post:
        return add_post(
            unit, code, title, level="head_of_division" if head else "deputy_head_of_division", field="leadership", category="cadre",
            role="head" if head else "deputy", functions=(function,) if function else (), held_with=held_with, seats=seats,
            non_local=code == "BT", women=0.28,
        )  # fmt: skip

    secretary = leader("BT", f"Bí thư Đảng ủy {where}", head=True, function="party_secretary")
    leader("PBT", f"Phó Bí thư Thường trực Đảng ủy {where}", head=False, function="party_deputy_secretary")
    leader(
        "CTHDND",
        f"Chủ tịch HĐND {where}",
        head=True,
        function="council_chair",
        held_with=secretary if unified == "council" else None,
    )
    leader("PCTHDND", f"Phó Chủ tịch HĐND {where}", head=False)
    leader(
        "CTUBND",
        f"Chủ tịch UBND {where}",
        head=True,
        function="committee_chair",
        held_with=secretary if unified == "committee" else None,
    )
    leader("PCTUBND", f"Phó Chủ tịch UBND {where}", head=False, seats=1 if place.rural else 2)
    for code, title, women in (
        ("MT", "Chủ tịch Ủy ban Mặt trận Tổ quốc", 0.4), ("DTN", "Bí thư Đoàn Thanh niên", 0.5),
        ("PN", "Chủ tịch Hội Liên hiệp Phụ nữ", 1.0), ("ND", "Chủ tịch Hội Nông dân", 0.4), ("CCB", "Chủ tịch Hội Cựu chiến binh", 0.0),
    ):  # fmt: skip
        add_post(
            unit, code, f"{title} {where}", level="team_leader", field="mass_work", category="cadre", majors=(),
            min_degree="intermediate", min_theory="elementary", party=True, women=women, importance=3,
        )  # fmt: skip
    land = (
        "Địa chính - nông nghiệp - xây dựng và môi trường"
        if place.rural
        else "Địa chính - xây dựng - đô thị và môi trường"
    )
    for code, title, field, seats, degree in (
        ("QS", "Chỉ huy trưởng Ban Chỉ huy Quân sự", "military", 1, "intermediate"),
        ("VP", "Văn phòng - thống kê", "office", 2, "university"),
        ("DC", land, "land", 2, "university"),
        ("XD", "Xây dựng - đô thị", "construction", 1, "university"),
        ("TCKT", "Tài chính - kế toán", "accounting", 1 if place.rural else 2, "university"),
        ("TPHT", "Tư pháp - hộ tịch", "justice", 2, "university"),
        ("VHXH", "Văn hóa - xã hội", "labour", 1, "university"),
        ("VHTT", "Văn hóa - thông tin", "culture", 1, "university"),
    ):
        add_post(
            unit, code, title, level="specialist", field=field, category="civil_servant", seats=seats, min_degree=degree,
            functions=("accounting",) if code == "TCKT" else (), party=code == "QS", importance=3 if code in ("DC", "TCKT") else None,
        )  # fmt: skip

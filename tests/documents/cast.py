"""Bà Đặng Thị Hồng Ánh, who heads a division in the made-up city: a dossier with something in every item of the forms."""

from __future__ import annotations

from datetime import date
from typing import Any

from dungviec.records.dossier import DOSSIER_TABLES
from dungviec.records.dossiers import Dossier, table_of

DAY = date(2026, 11, 22)


def row(table: str, **values: Any) -> dict[str, Any]:
    """A row of a table with every column, those not given unknown."""
    columns = table_of(table).by_name
    assert set(values) <= set(columns), set(values) - set(columns)
    return {name: values.get(name) for name in columns} | ({"person_id": "CB0042"} if "person_id" in columns else {})


def anh(**changes: Any) -> Dossier:
    """Her dossier; ``changes`` replace whole tables, or fields of the dossier."""
    person = row(
        "people", name="Đặng Thị Hồng Ánh", sex="female", born=date(1980, 3, 5), ethnicity="Sán Dìu", citizen_id="022180000042",
        home_place="xã Dương Huy, tỉnh Quảng Ninh", home_code="06760", category="civil_servant", joined=date(2003, 9, 1),
        party_joined=date(2007, 5, 19), party_member=True, degree="master", major="Quản lý công", theory="advanced",
        state_management="principal", rank_code="01.002", coefficient=4.74,
    )  # fmt: skip
    particulars = row(
        "particulars", managing_body="UBND tỉnh Quảng Ninh", using_body="UBND phường Cẩm Phả", record_number="22.0042",
        other_names="Hồng Ánh", birth_place="phường Quang Hanh, tỉnh Quảng Ninh", birth_code="06778", religion="Không",
        id_issued=date(2021, 4, 12), phone="0912 000 042", social_insurance="2203000042", health_insurance="DN4222203000042",
        household="tổ 3, khu Tân Lập, phường Cẩm Phả", address="tổ 3, khu Tân Lập, phường Cẩm Phả, tỉnh Quảng Ninh",
        family_origin="Công nhân", job_before="Sinh viên", first_hired=date(2003, 9, 1), hired_by="UBND thành phố Cẩm Phả",
        entered_body=date(2025, 7, 1), party_official=date(2008, 5, 19), union_joined=date(1995, 3, 26),
        union_name="Đoàn TNCS Hồ Chí Minh, đoàn viên", policy_beneficiary="Con thương binh hạng 3/4", general_education="12/12, chính quy",
        language="Tiếng Anh", language_level="b", computing_level="b", main_work="Phụ trách phòng Nội vụ",
        strength_words="Soạn thảo văn bản; tiếp dân", longest_work="Công tác tổ chức cán bộ", rank_since=date(2018, 1, 15),
        salary_step=2, salary_since=date(2024, 3, 1), salary_percent=100.0, post_allowance=0.3, other_allowance="Công vụ 25%",
        job_title="Trưởng phòng Nội vụ", job_code="LĐ-04", health="Tốt", height_cm=158, weight_kg=52.5, blood_group="ab",
        pay_income=168_000_000, other_income=12_000_000,
    )  # fmt: skip
    events: dict[str, Any] = {
        "tenures": [
            row("tenures", title="Chuyên viên", unit_name="Phòng Nội vụ", kind="main", from_date=date(2003, 9, 1), to_date=date(2015, 6, 14)),
            row("tenures", title="Phó Trưởng phòng", unit_name="Phòng Nội vụ", kind="main", from_date=date(2015, 6, 15), to_date=date(2025, 6, 30), decision="112/QĐ-UBND", level="deputy_head_of_division"),
            row("tenures", title="Trưởng phòng", unit_name="Phòng Nội vụ phường Cẩm Phả", kind="main", from_date=date(2025, 7, 1), term_ends=date(2030, 6, 30), level="head_of_division", post_id="NV-01"),
            row("tenures", title="Ủy viên Ban Thanh tra nhân dân", unit_name="phường Cẩm Phả", kind="concurrent", from_date=date(2025, 8, 9)),
        ],
        "studies": [
            row("studies", kind="professional", from_date=date(1998, 9, 7), to_date=date(2002, 6, 28), school="Học viện Hành chính Quốc gia", major="Hành chính học", form="full_time", result="Cử nhân"),
            row("studies", kind="professional", from_date=date(2012, 10, 1), to_date=date(2014, 11, 20), school="Học viện Hành chính Quốc gia", major="Quản lý công", form="in_service", result="Thạc sĩ"),
            row("studies", kind="theory", from_date=date(2016, 3, 1), to_date=date(2017, 12, 30), school="Học viện Chính trị khu vực I", form="in_service", result="Cao cấp"),
            row("studies", kind="state_management", from_date=date(2013, 4, 2), school="Trường Chính trị tỉnh", result="Chuyên viên chính"),
            row("studies", kind="language", from_date=date(2011, 1, 10), school="Trung tâm ngoại ngữ", major="Tiếng Anh", result="Chứng chỉ B", score="7,5"),
        ],
        "party_posts": [row("party_posts", kind="main", title="Phó Bí thư chi bộ", body="Chi bộ phòng Nội vụ", from_date=date(2025, 7, 1))],
        "personal_history": [row("personal_history", kind="foreign", from_date=date(2019, 5, 6), to_date=date(2019, 5, 17), what="Dự khóa học ngắn hạn", where="Trường hành chính công, Nhật Bản")],
        "discipline": [row("discipline", kind="administrative", form="reprimand", decided=date(2010, 4, 1), ends=date(2011, 3, 31), effective=date(2010, 4, 5))],
        "discipline_notes": [row("discipline_notes", kind="administrative", decided=date(2010, 4, 1), act="Chậm báo cáo", decided_by="UBND thành phố")],
        "ratings": [row("ratings", year=2024, system="state", rating="excellent"), row("ratings", year=2024, system="party", rating="good"), row("ratings", year=2025, system="state", rating="good")],
        "awards": [row("awards", year=2024, title="Chiến sĩ thi đua cơ sở"), row("awards", year=2024, title="Bằng khen của Chủ tịch UBND tỉnh"), row("awards", year=2024, title="Giấy khen")],
        "plans": [row("plans", title="Phó Chủ tịch UBND phường", level="deputy_head_of_city", approved=date(2025, 9, 1), term="2025–2030")],
        "strengths": [row("strengths", strength="drafting"), row("strengths", strength="citizens")],
        "relatives": [
            row("relatives", side="own", relation="Bố đẻ", name="Đặng Văn Bảy", born_year=1950, details="Quê Dương Huy; thợ lò, nghỉ hưu"),
            row("relatives", side="own", relation="Chồng", name="Vũ Quốc Toản", born_year=1978, details="Kỹ sư, Công ty than (không có thật)", relative_id="CB0099"),
            row("relatives", side="spouse", relation="Mẹ chồng", name="Hoàng Thị Lý", born_year=1953),
        ],
        "salary_steps": [
            row("salary_steps", from_date=date(2018, 1, 15), to_date=date(2021, 2, 28), rank_code="01.002", step=1, coefficient=4.4),
            row("salary_steps", from_date=date(2021, 3, 1), rank_code="01.002", step=2, coefficient=4.74),
        ],
        "allowances": [row("allowances", from_date=date(2025, 7, 1), kind="Chức vụ", coefficient=0.3, form="Theo lương", amount=702_000)],
        "properties": [row("properties", kind="house", description="Nhà tự xây 2009", area=86.5, certificate="GCN số AB 000042")],
        "remarks": [row("remarks", dated=date(2025, 12, 20), text="Hoàn thành tốt nhiệm vụ; đoàn kết, thẳng thắn", body="UBND phường Cẩm Phả", signer="Nguyễn Văn Bình")],
    }  # fmt: skip
    given = {k: v for k, v in changes.items() if k in DOSSIER_TABLES or k in events}
    rest = {k: v for k, v in changes.items() if k not in given}
    person |= rest.pop("person", {})
    particulars |= rest.pop("own", {})
    return Dossier(DAY, person, particulars, events | given, **rest)

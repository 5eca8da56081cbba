"""Own cross-tables in the office: asked, drawn, listed, kept, shared; what a viewer may not see is neither offered nor told."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tests.office.access.canaries import may_meet, plant, walk
from tests.office.addresses import addresses

from dungviec.office.access.models import LedgerEntry, Membership, Role
from dungviec.office.explore import demo
from dungviec.office.explore.models import SavedQuestion, SharedWith
from dungviec.workforce.cell_measures import CELL_MEASURES
from dungviec.workforce.dimensions import DIMENSIONS

HOME = "/khao-sat-so-lieu/"
LIST = f"{HOME}danh-sach/"


def page(client: Client, address: str = HOME, **asked: object) -> str:
    answer = client.get(address, asked)
    assert answer.status_code == 200, address
    return str(answer.content.decode())


def keep(client: Client, name: str = "Của tôi", shared: str = "nobody", **asked: object) -> SavedQuestion:
    answer = client.post(f"{HOME}luu/", {"dong": "degree", "ten": name, "chia-se": shared} | asked)
    assert answer.status_code == 302, answer.content.decode()
    return SavedQuestion.objects.get(name=name)


def test_a_question_is_told_drawn_and_tabled(officer: Client) -> None:
    text = page(officer, dong="degree", cot="sex", **{"ti-le": "row"})
    assert "<h1>Trình độ chuyên môn: «Đại học» nhiều nhất, 4/7 người (57,1 %).</h1>" in text
    assert text.count('class="explore-chart explore-wide"') == text.count('class="explore-chart explore-phone"') == 1
    assert "url(#ex-1)" in text
    assert "1 người hồ sơ chưa ghi" in text
    assert ">chưa ghi</th>" in text
    assert "style=" not in text.split('id="khao-sat"')[1]
    assert LedgerEntry.objects.filter(action="see_explore", subject_id="degree×sex").exists()


def test_the_list_behind_each_cell_holds_as_many_people_as_the_cell_says(officer: Client) -> None:
    text = page(officer, dong="unit", dong2="sex", cot="leads")
    cells = [(a, int(n)) for a, n in re.findall(rf'<a href="({LIST}[^"]*)"[^>]*>(\d+)</a>', text)]
    assert len(cells) > 12
    for address, people in cells[:6] + cells[-3:]:
        told = officer.get(address.replace("&amp;", "&")).content.decode()
        assert f"{people} người đứng trong ô này" in told
        assert len(re.findall(r'href="/can-bo/N\d/"', told)) == people


def test_two_days_show_who_came_and_who_went(officer: Client) -> None:
    asked = {"dong": "unit", "luc": "10/12/2020", "so-voi": "01/06/2018"}
    text = page(officer, **asked)
    assert "Số người từ 01/06/2018 đến 10/12/2020" in text
    assert "ex-hollow" in text
    came = page(officer, LIST, d="P-NV", phia="came", **asked)
    assert "Bùi Văn Dũng" in came
    assert "trước đó: không thuộc biên chế của phạm vi" in came
    assert "Vũ Văn Cũ" in page(officer, LIST, d="P-NV", phia="left", **asked)
    officer.cookies["ngon_ngu"] = "en"
    assert "now: not on the rolls" in page(officer, LIST, d="P-NV", phia="left", **asked)


@pytest.mark.parametrize(
    "asked",
    [
        {"dong": "unit_kind", "do": "mean_age"}, {"dong": "sex", "cot": "unit"}, {"dong": "title", "do": "women", "cot": "sex"}, {"dong": "rating"},
        {"dong": "age", "so-voi": "10/12/2016", "do": "university_up"}, {"dong": "major", "cot": "age", "ti-le": "all"}, {"dong": "sex", "luc": "01/01/1950"},
    ],
)  # fmt: skip
def test_every_shape_is_drawn_or_says_why_not_in_both_languages(officer: Client, asked: dict[str, str]) -> None:
    text = page(officer, **asked)
    assert "explore-chart" in text or "Không có ai trong phạm vi hỏi." in text
    officer.cookies["ngon_ngu"] = "en"
    english = page(officer, **asked)
    assert "Question" in english
    assert not re.search(r">[^<]*(Dòng|Mỗi ô|Bảng số)[^<]*<", english)


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"dong": "luong"}, "Không có thuộc tính «luong»"), ({"dong": "sex", "cot": "sex"}, "chọn hai lần"), ({"dong": "sex", "luc": "31/02/2020"}, "không phải là một ngày"),
        ({"dong": "sex", "so-voi": "hôm qua"}, "«hôm qua» không phải là một ngày"), ({"dong": "sex", "so-voi": "10/12/2020"}, "trùng nhau"), ({"dong": "sex", "don-vi": "XX"}, "«XX» không có vào ngày"),
        ({"dong": "sex", "do": "x"}, "Không có số đo «x»"), ({"dong": ""}, "đã chọn 0"), ({"dong": "sex", "loc1": "degree", "gt1": "vua"}, "không có giá trị «vua»"),
        ({"dong": "sex", "ti-le": "half"}, "Tỉ lệ «half»"), ({"dong": "x" * 5000}, "Không có thuộc tính"), ({"dong": "sex", "luc": "10/12/9999"}, "không phải là một ngày"),
        ({"dong": "<script>"}, "&lt;script&gt;"),
    ],
)  # fmt: skip
def test_what_cannot_be_asked_is_said_and_what_was_typed_stays(officer: Client, asked: dict[str, str], said: str) -> None:  # fmt: skip
    text = page(officer, **asked)
    assert said in text
    assert "Chưa trả lời được câu hỏi này" in text
    assert officer.get(f"{HOME}tep/", asked).status_code == 400
    assert officer.get(LIST, asked).status_code == 404
    if asked.get("so-voi") == "hôm qua":
        assert 'value="hôm qua"' in text


def test_a_cell_that_is_not_there_is_a_page_that_is_not_there(officer: Client) -> None:
    for bad in ({"d": "khong"}, {"d": "male", "c": "x"}, {"d": "male", "so-voi": "01/01/2019", "c": "zz"}):
        assert officer.get(LIST, {"dong": "sex", "cot": "degree"} | bad).status_code == 404
    assert officer.get(LIST, {"dong": "sex", "trang": "tám"}).status_code == 200


def test_filters_offer_their_values_and_are_said(officer: Client) -> None:
    text = page(officer, dong="sex", loc1="degree")
    assert 'name="gt1" value="university"' in text
    assert "Chưa lọc: đánh dấu ít nhất một giá trị." in text
    told = page(officer, dong="sex", loc1="degree", gt1=["university", "master"], loc2="leads", gt2="yes")
    assert "Chỉ đếm: Trình độ chuyên môn: Đại học, Thạc sĩ; Lãnh đạo, quản lý: có." in told
    assert "1/2 người" in told


@pytest.mark.parametrize(("kind", "start"), [("xlsx", b"PK"), ("docx", b"PK"), ("pdf", b"%PDF"), ("csv", b"\xef\xbb\xbf")])  # fmt: skip
def test_it_leaves_as_a_file_with_just_what_is_seen(officer: Client, kind: str, start: bytes) -> None:
    answer = officer.get(f"{HOME}tep/", {"kieu": kind, "dong": "degree", "cot": "sex"})
    assert answer.content.startswith(start)
    assert f".{kind}" in answer["Content-Disposition"]
    if kind == "csv":
        assert "Đại học,4,0,4" in answer.content.decode()
    assert LedgerEntry.objects.filter(action="export_explore").exists()


def test_who_may_not_see_a_field_is_not_offered_it_and_a_shared_question_says_so(
    as_role: Callable[..., Client],
) -> None:
    one = keep(as_role("personnel"), "Dân tộc", "all", dong="ethnicity", cot="party")
    head = as_role("unit_head", unit_id="P-GD", person_id="N1")
    text = page(head)
    assert 'value="ethnicity"' not in text
    assert 'value="degree"' in text
    assert "Dân tộc " in text
    told = page(head, luu=one.pk)
    assert "vai trò của anh/chị không được xem: «Dân tộc», «Đảng viên»" in told
    assert "Sán Dìu" not in told
    for hidden in (
        {"dong": "ethnicity"},
        {"dong": "sex", "do": "minorities"},
        {"dong": "sex", "loc1": "party", "gt1": "yes"},
        {"dong": "sex", "cot": "party_discipline"},
    ):
        assert "không được xem" in page(head, **hidden)
        assert head.get(LIST, hidden | {"d": "male"}).status_code == 404
        assert head.get(f"{HOME}tep/", hidden).status_code == 400
    assert head.post(f"{HOME}luu/", {"dong": "ethnicity", "ten": "X", "chia-se": "all"}).status_code == 409


def test_a_head_counts_only_those_in_reach_on_any_day(as_role: Callable[..., Client]) -> None:
    one = keep(as_role("personnel"), "Theo đơn vị", "all", dong="unit", cot="sex")
    head = as_role("unit_head", unit_id="P-GD", person_id="N1")
    text = page(head, luu=one.pk)
    assert "4/4" not in text
    assert "Phòng Nội vụ" not in text.split("Bảng số")[1]
    assert "4 người được đếm trong 4 người" in text
    assert "nằm ngoài phạm vi được xem" in page(head, dong="sex", **{"don-vi": "P-NV"})
    assert "Dũng" not in page(head, LIST, dong="unit", **{"so-voi": "01/06/2018"})


def test_a_question_is_kept_changed_copied_and_dropped(officer: Client) -> None:
    one = keep(officer, "Trình độ", cot="sex", **{"so-voi": "10/12/2019"})
    assert "Câu hỏi đã lưu «Trình độ»" in page(officer, luu=one.pk)
    again = officer.post(f"{HOME}luu/", {"dong": "degree", "cot": "sex", "so-voi": "10/12/2019", "ten": " Trình  độ ", "chia-se": "nobody"})  # fmt: skip
    assert (again.status_code, SavedQuestion.objects.count()) == (302, 1)
    changed = officer.post(f"{HOME}luu/{one.pk}/", {"ban": 1, "ten": "Độ tuổi", "chia-se": "unit", "de": "1", "dong": "age"})  # fmt: skip
    one.refresh_from_db()
    assert (changed.status_code, one.name, one.asked["rows"], one.version, one.shared_with) == (302, "Độ tuổi", ["age"], 2, "unit")  # fmt: skip
    officer.post(f"{HOME}luu/{one.pk}/", {"ban": 2, "ten": "Tuổi", "chia-se": "unit", "dong": "sex"})
    one.refresh_from_db()
    assert one.asked["rows"] == ["age"]
    officer.post(f"{HOME}luu/{one.pk}/chep/")
    assert SavedQuestion.objects.get(name="Tuổi (bản của tôi)").shared_with == SharedWith.NOBODY
    officer.post(f"{HOME}luu/{one.pk}/xoa/", {"ban": 3})
    assert not SavedQuestion.objects.filter(pk=one.pk).exists()
    assert officer.post(f"{HOME}luu/{one.pk}/xoa/", {"ban": 3}).status_code == 302
    assert set(LedgerEntry.objects.values_list("action", flat=True)) >= {"save_question", "delete_question"}


def test_two_windows_do_not_overwrite_each_other(officer: Client) -> None:
    one = keep(officer)
    officer.post(f"{HOME}luu/{one.pk}/", {"ban": 1, "ten": "Mới", "chia-se": "all", "dong": "degree"})
    late = officer.post(f"{HOME}luu/{one.pk}/", {"ban": 1, "ten": "Muộn", "chia-se": "nobody", "dong": "degree"})
    text = late.content.decode()
    assert (late.status_code, "vừa được sửa ở một cửa sổ khác" in text, 'value="Muộn"' in text) == (409, True, True)
    assert officer.post(f"{HOME}luu/{one.pk}/xoa/", {"ban": 1}).status_code == 409
    one.refresh_from_db()
    assert (one.name, one.version) == ("Mới", 2)


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"ten": "   "}, "Hãy đặt tên"), ({"ten": "x" * 81}, "dài quá 80"), ({"ten": "Của tôi"}, "Đã có câu hỏi «Của tôi»"), ({"chia-se": "world"}, "Cách chia sẻ «world»"),
        ({"dong": "x"}, "Không có thuộc tính"), ({"luc": "mai"}, "không phải là một ngày"),
    ],
)  # fmt: skip
def test_what_cannot_be_kept_is_said_and_nothing_typed_is_lost(officer: Client, given: dict[str, str], said: str) -> None:  # fmt: skip
    keep(officer)
    answer = officer.post(f"{HOME}luu/", {"dong": "age", "ten": "Tên đã gõ", "chia-se": "all"} | given)
    text = answer.content.decode()
    assert (answer.status_code, said in text) == (409, True)
    if "ten" not in given:
        assert 'value="Tên đã gõ"' in text
    assert SavedQuestion.objects.count() == 1


def test_others_find_what_is_shared_with_them_and_may_only_copy_it(as_role: Callable[..., Client]) -> None:
    owner = as_role("personnel", unit_id="P-GD")
    own, unit, everybody = keep(owner, "Riêng"), keep(owner, "Cùng phòng", "unit"), keep(owner, "Chung", "all")
    near, far = as_role("unit_head", unit_id="P-GD", person_id="N1"), as_role("leader")
    assert [n in page(near) for n in ("Riêng</a>", "Cùng phòng ", "Chung ")] == [False, True, True]
    assert [n in page(far) for n in ("Riêng</a>", "Cùng phòng ", "Chung ")] == [False, False, True]
    assert "không được chia sẻ với anh/chị" in page(near, luu=own.pk)
    for bad in ("999999", "x", "-1", "1" * 30):
        assert "không còn" in page(near, luu=bad)
    assert far.post(f"{HOME}luu/{unit.pk}/chep/").status_code == 404
    assert far.post(f"{HOME}luu/{everybody.pk}/xoa/", {"ban": 1}).status_code == 302
    assert far.post(f"{HOME}luu/{everybody.pk}/", {"ban": 1, "ten": "x", "chia-se": "all"}).status_code == 404
    assert far.post(f"{HOME}luu/{everybody.pk}/chep/").status_code == 302
    assert SavedQuestion.objects.filter(name="Chung").count() == 1
    assert SavedQuestion.objects.get(name="Chung (bản của tôi)").owner == Membership.objects.get(role="leader").user


def test_no_address_tells_a_name(officer: Client) -> None:
    text = page(officer, dong="title", cot="sex") + page(officer, LIST, dong="sex", d="male")
    for told in addresses(text):
        assert not re.search("H%E1%BA%A1nh|%C4%90%E1%BB%A9c|Hanh|Duc", told), told


def test_it_is_closed_to_whom_reports_are_closed(as_role: Callable[..., Client]) -> None:
    for role, own in (("official", "N3"), ("administrator", ""), ("auditor", "")):
        client = as_role(role, person_id=own)
        assert {client.get(a).status_code for a in (HOME, LIST, f"{HOME}tep/")} == {403}, role
        assert {client.post(f"{HOME}luu/{a}", {"dong": "sex"}).status_code for a in ("", "1/chep/", "1/xoa/", "1/")} == {403}, role  # fmt: skip


def test_the_demo_comes_with_three_questions_that_can_be_answered(officer: Client) -> None:
    demo.load()
    demo.load()
    kept = list(SavedQuestion.objects.all())
    assert len(kept) == 3
    for one in kept:
        text = page(officer, luu=one.pk)
        assert "Chưa trả lời được" not in text
        assert "Sửa câu hỏi đã lưu" not in text
        assert "Chép thành của tôi" in text


def test_it_asks_the_database_a_bounded_number_of_times(officer: Client) -> None:
    from django.db import connection

    asked = {"dong": "degree", "dong2": "sex", "cot": "age", "so-voi": "10/12/2019", "loc1": "leads", "gt1": "no"}
    page(officer, **asked)
    with CaptureQueriesContext(connection) as told:
        page(officer, **asked)
    assert len(told) <= 24, [q["sql"][:90] for q in told]


@pytest.mark.parametrize(
    ("who", "reach", "shut"),
    [
        (("leader", "", ""), "all", "religion"), (("inspector", "", ""), "all", "ethnicity"), (("unit_head", "TH", "N3"), "N3 N4", "party"),
    ],
)  # fmt: skip
def test_no_table_and_no_list_tells_a_planted_value_that_the_viewer_may_not_meet(
    as_role: Callable[..., Client], who: tuple[str, str, str], reach: str, shut: str
) -> None:
    role, unit, own = who
    sown = plant()
    people = frozenset(f"N{i}" for i in range(1, 9)) if reach == "all" else frozenset(reach.split())
    client = as_role(role, unit_id=unit, person_id=own)
    keys = [
        *(f"dong={d.key}" for d in DIMENSIONS.values() if d.group not in ("post", "time")),
        *(f"dong=sex&do={m}" for m in CELL_MEASURES),
    ]
    answers = walk(client, [f"{HOME}tep/?kieu=csv&{key}" for key in keys] + [f"{HOME}?dong={shut}", f"{LIST}?dong=sex"])
    barred = [c for c in sown if c.group not in ("basic", "service") and not may_meet(c, Role(role), people, own)]
    assert [(path, c.column) for path, (_s, text) in answers.items() for c in barred if c.sings_in(text)] == []
    assert {answers[f"{HOME}tep/?kieu=csv&dong={k}"][0] for k in (shut, "degree")} == {400, 200}

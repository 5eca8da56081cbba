"""Needs from three sources: what the records say, what units ask for, what officials wish."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.test import Client
from django.test.utils import CaptureQueriesContext

from dungviec.office.training.models import Asked

ASK = {
    "unit_id": "P-GD",
    "year": "2021",
    "what": "G1",
    "level": "3",
    "people": "",
    "urgency": "3",
    "why": "Chuyển phần mềm",
}
WISH = {"year": "2021", "what": "G6", "level": "3", "urgency": "2", "why": "Việc cần"}


def test_the_three_sources_stand_in_one_list_each_with_its_why(
    officer: Client, as_role: Callable[..., Client], courses: dict[str, Any]
) -> None:
    official = as_role("official", person_id="N2")
    assert official.post("/dao-tao/cua-toi/nguyen-vong/", WISH).status_code == 302
    assert officer.post("/dao-tao/de-nghi/moi/", ASK).status_code == 302
    text = officer.get("/dao-tao/", {"nam": "2021"}).content.decode()
    assert "Nguyễn Thị Hạnh" in text
    assert "Khung năng lực cần" in text
    assert "Vị trí đang giữ đòi Lý luận chính trị" in text
    assert "gộp 2" in text, "profile and request for the same person and subject are one row"
    only = officer.get("/dao-tao/", {"nam": "2021", "nguon": "unit", "don-vi": "P-GD"}).content.decode()
    assert "Đơn vị đề nghị" in only
    assert "Vị trí đang giữ đòi" not in only
    unknown = officer.get("/dao-tao/", {"nam": "2021", "chua-ro": "1", "nguon": "wish"}).content.decode()
    assert "Lê Văn Đức" in unknown, "never assessed: not known, and said so"


def test_bad_requests_are_refused(officer: Client, courses: dict[str, Any]) -> None:
    for wrong in [
        {"unit_id": "X"},
        {"unit_id": ""},
        {"year": "năm sau"},
        {"year": "1900"},
        {"what": "phép"},
        {"what": ""},
        {"level": ""},
        {"level": "9"},
        {"urgency": "7"},
        {"why": ""},
        {"why": "x" * 501},
        {"people": "N6"},
        {"people": "N999"},
        {"people": " ".join(f"X{n}" for n in range(301))},
    ]:
        assert officer.post("/dao-tao/de-nghi/moi/", ASK | wrong).status_code == 422
        assert not Asked.objects.exists()


def test_a_head_asks_for_the_own_units_only(as_role: Callable[..., Client], courses: dict[str, Any]) -> None:
    head = as_role("unit_head", unit_id="P-GD", person_id="N1")
    assert head.post("/dao-tao/de-nghi/moi/", ASK | {"unit_id": "P-NV"}).status_code == 422
    assert head.post("/dao-tao/de-nghi/moi/", ASK | {"unit_id": "TH", "people": "N3"}).status_code == 302
    other = as_role("unit_head", unit_id="P-NV", person_id="N5")
    one = Asked.objects.get()
    assert other.get(f"/dao-tao/de-nghi/{one.pk}/").status_code == 404
    assert other.post(f"/dao-tao/de-nghi/{one.pk}/rut/", {"revision": "1"}).status_code == 404
    assert as_role("leader").post("/dao-tao/de-nghi/moi/", ASK).status_code == 403
    assert as_role("official", person_id="N3").get("/dao-tao/").status_code == 403


def test_asked_twice_stale_merged_withdrawn(officer: Client, courses: dict[str, Any]) -> None:
    assert officer.post("/dao-tao/de-nghi/moi/", ASK).status_code == 302
    assert officer.post("/dao-tao/de-nghi/moi/", ASK).status_code == 422, "posted twice"
    one = Asked.objects.get()
    address = f"/dao-tao/de-nghi/{one.pk}/"
    assert officer.post(address, ASK | {"why": "Lý do mới", "revision": "1"}).status_code == 302
    assert officer.post(address, ASK | {"why": "Lý do cũ", "revision": "1"}).status_code == 422, "stale"
    one.refresh_from_db()
    assert one.why == "Lý do mới"
    officer.post("/dao-tao/de-nghi/moi/", ASK | {"people": "N1", "level": "4", "why": "Đoàn nhắc"})
    officer.post("/dao-tao/de-nghi/moi/", ASK | {"unit_id": "P-NV"})
    numbers = list(Asked.objects.filter(unit_id="P-GD").values_list("pk", flat=True))
    other = Asked.objects.get(unit_id="P-NV").pk
    officer.post("/dao-tao/de-nghi/gop/", {"so": [numbers[0], other]})
    assert Asked.objects.filter(state="open").count() == 3, "another unit's request is not merged"
    officer.post("/dao-tao/de-nghi/gop/", {"so": ["x", numbers[0]]})
    text = officer.post("/dao-tao/de-nghi/gop/", {"so": numbers}, follow=True).content.decode()
    assert "Đã gộp 2 đề nghị" in text
    one.refresh_from_db()
    assert (one.wants, one.people, one.why) == (4, [], "Lý do mới; Đoàn nhắc")
    officer.post(f"{address}rut/", {"revision": str(one.revision)})
    one.refresh_from_db()
    assert one.state == "withdrawn"
    assert officer.post(address, ASK | {"revision": str(one.revision)}).status_code == 422


def test_a_wish_waits_for_the_word_of_the_head(as_role: Callable[..., Client], courses: dict[str, Any]) -> None:
    official, head = as_role("official", person_id="N3"), as_role("unit_head", unit_id="P-GD", person_id="N1")
    for wrong in ({"what": ""}, {"level": "0"}, {"why": " "}, {"year": "2121"}):
        assert official.post("/dao-tao/cua-toi/nguyen-vong/", WISH | wrong).status_code == 422
    assert official.post("/dao-tao/cua-toi/nguyen-vong/", WISH).status_code == 302
    assert official.post("/dao-tao/cua-toi/nguyen-vong/", WISH).status_code == 422
    one = Asked.objects.get()
    say = f"/dao-tao/de-nghi/{one.pk}/y-kien/"
    assert official.post(say, {"opinion": "yes", "revision": "1"}).status_code == 403
    head.post(say, {"opinion": "no", "words": "", "revision": "1"})
    head.post(say, {"opinion": "có lẽ", "words": "", "revision": "1"})
    one.refresh_from_db()
    assert one.opinion == ""
    head.post(say, {"opinion": "no", "words": "Thiếu người trực", "revision": "1"})
    assert "Thiếu người trực" in official.get("/dao-tao/cua-toi/").content.decode()
    another = as_role("official", person_id="N2")
    assert another.post(f"/dao-tao/cua-toi/nguyen-vong/{one.pk}/rut/", {"revision": "2"}).status_code == 404
    assert another.get(f"/dao-tao/cua-toi/nguyen-vong/{one.pk}/").status_code == 404
    assert (
        as_role("unit_head", unit_id="P-NV", person_id="N5").post(say, {"opinion": "yes", "revision": "2"}).status_code
        == 404
    )
    own = as_role("unit_head", unit_id="TH", person_id="N4")
    own.post("/dao-tao/cua-toi/nguyen-vong/", WISH)
    mine = Asked.objects.get(person_id="N4")
    own.post(f"/dao-tao/de-nghi/{mine.pk}/y-kien/", {"opinion": "yes", "revision": "1"})
    mine.refresh_from_db()
    assert mine.opinion == "", "nobody speaks on the own wish"


def test_lists_ask_the_database_a_bounded_number_of_times(
    officer: Client, courses: dict[str, Any], running: Any
) -> None:
    from django.db import connection

    for level in ("2", "3"):
        officer.post(
            "/dao-tao/de-nghi/moi/", ASK | {"level": level, "people": f"N{level[0]}" if level == "2" else "N1"}
        )
    for address in (
        "",
        "de-nghi/",
        "danh-muc/",
        "ke-hoach/",
        "lop/",
        f"lop/{running.pk}/",
        "cam-ket/",
        "chung-chi/",
        "hieu-qua/",
        "nam/",
    ):
        assert officer.get(f"/dao-tao/{address}").status_code == 200, address
        with CaptureQueriesContext(connection) as asked:
            officer.get(f"/dao-tao/{address}")
        assert len(asked) <= 40, (address, len(asked))

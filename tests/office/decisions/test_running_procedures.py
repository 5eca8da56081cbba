"""Procedures and clocks in the office: steps in turn, votes counted, staying in a post, own templates, what is due."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from django.test import Client
from docx import Document
from tests.office.cast import DAY
from tests.office.decisions.desk import account, ready

from dungviec.office.decisions import procedures, services
from dungviec.office.decisions.checks import Desk
from dungviec.office.decisions.faults import DecisionRefused
from dungviec.office.decisions.models import Procedure
from dungviec.office.registry.services import amend, create
from dungviec.procedures import Count

pytestmark = pytest.mark.django_db


def opened(name: str = "appointment", started: date = date(2026, 9, 1), **more: str) -> Procedure:
    given = {"post_id": "GD.PP", **more}
    return procedures.open_procedure(procedures.Opening(name, "local", started, **given), by=account("personnel"))  # type: ignore[arg-type]


def hold(one: Procedure, key: str, on: date, votes: dict[str, int] | None = None, **count: int) -> object:
    return procedures.record_step(
        one.pk, key, on=on, count=Count(**count), votes=votes or {}, note="", by=account("personnel")
    )


def test_steps_are_held_in_turn_and_a_vote_names_who_goes_on(loaded: None) -> None:
    one = opened()
    with pytest.raises(DecisionRefused, match="chưa đến lượt"):
        hold(one, "leaders", date(2026, 9, 8), {"N2": 5}, summoned=9)
    hold(one, "policy", date(2026, 9, 7))
    with pytest.raises(DecisionRefused, match="trước bước liền trước"):
        hold(one, "leaders", date(2026, 9, 1), {"N2": 5}, summoned=9)
    with pytest.raises(DecisionRefused, match="nhiều hơn"):
        hold(one, "leaders", date(2026, 9, 8), {"N2": 10}, summoned=9)
    with pytest.raises(DecisionRefused, match="Không có cán bộ"):
        hold(one, "leaders", date(2026, 9, 8), {"N99": 1}, summoned=9)
    assert one.steps.count() == 1, "what is refused leaves nothing behind"
    after = hold(one, "leaders", date(2026, 9, 8), {"N2": 4, "N6": 3, "N7": 2}, summoned=9, present=9)
    assert after.chosen == ("N2", "N6")  # type: ignore[attr-defined]
    after = hold(one, "enlarged", date(2026, 9, 9), {"N2": 4, "N6": 5}, summoned=20, present=10)
    assert after.stopped  # type: ignore[attr-defined]
    one.refresh_from_db()
    assert one.closed_on == date(2026, 9, 9)


def test_the_page_shows_steps_votes_and_the_next_last_day(loaded: None, as_role: Callable[..., Client]) -> None:
    client = as_role("personnel")
    answer = client.post(
        "/quy-trinh/lap/", {"loai": "appointment", "nguon": "local", "vt": "GD.PP", "bat-dau": "01/09/2026"}
    )
    assert answer.status_code == 302
    address = answer.headers["Location"]
    client.post(f"{address}policy/", {"ngay": "07/09/2026"})
    client.post(f"{address}leaders/", {"ngay": "08/09/2026", "trieu-tap": "9", "co-mat": "8", "phieu": "N2 5\nN6 3"})
    page = client.get(address).content.decode()
    for told in ("Lê Văn Đức", "5/9 · 55,6 %", "Đạt", "trên 50 % số người được triệu tập", "Hạn tiếp theo: 19/10/2026"):
        assert told in page, told
    client.post(f"{address}enlarged/", {"ngay": "09/09/2026", "trieu-tap": "x"})
    assert Procedure.objects.get().steps.count() == 2
    assert client.get("/quy-trinh/").status_code == 200
    assert (
        client.post(
            "/quy-trinh/lap/", {"loai": "rotation", "nguon": "lateral", "vt": "GD.PP", "bat-dau": "01/09/2026"}
        ).status_code
        == 422
    )


def test_where_no_text_is_on_file_the_page_says_so(loaded: None, as_role: Callable[..., Client]) -> None:
    one = opened(started=DAY)
    page = as_role("leader").get(f"/quy-trinh/{one.pk}/").content.decode()
    assert "Chưa có văn bản về các bước" in page


def problems(kind: str, until: date, effective: date = date(2021, 6, 1)) -> list[str]:
    one = services.draft(services.Draft(kind, "N1", effective, until=until), by=account("personnel"))
    return [p.key for p in Desk([one]).problems(one)]


def test_who_is_near_retirement_is_extended_not_reappointed(loaded: None) -> None:
    ready("N1")
    assert "band" not in problems("reappointment", date(2026, 5, 31))
    assert "band" in problems("extension", date(2026, 5, 31))
    amend("people", "N1", {"born": date(1967, 1, 1)}, by="thử", why="Thử")
    assert "band" in problems("reappointment", date(2026, 5, 31))
    assert "band" not in problems("extension", date(2022, 10, 31))


def test_somebody_under_discipline_is_not_reappointed_yet(loaded: None) -> None:
    ready("N1")
    amend("people", "N1", {"discipline_open": True}, by="thử", why="Thử")
    assert "postponed" in problems("reappointment", date(2026, 5, 31))


def test_what_is_due_names_terms_and_sensitive_posts_with_their_exemptions(
    loaded: None, as_role: Callable[..., Client]
) -> None:
    amend("posts", "NV.CV", {"functions": ["hr_manager"]}, by="thử", why="Thử")
    client = as_role("personnel")
    page = client.get("/den-han/").content.decode()
    assert "Nguyễn Thị Hạnh" in page, "her term ends on 31/05/2021"
    assert "Phạm Hà" in page, "eight years in a personnel post: due"
    assert "đến hạn" in page
    amend("people", "N6", {"discipline_open": True}, by="thử", why="Thử")
    assert "Chưa chuyển đổi: đang xem xét kỷ luật" in client.get("/den-han/").content.decode()
    create(
        "tenures",
        {"person_id": "N7", "post_id": "GD.PP", "title": "Quyền Phó", "kind": "acting", "from_date": DAY},
        by="thử",
        why="Thử",
    )
    assert "Chưa có văn bản về thời hạn giao quyền" in client.get("/den-han/").content.decode()


def test_an_own_template_is_taken_in_used_and_put_back(
    loaded: None, as_role: Callable[..., Client], settings: object, tmp_path: Path
) -> None:
    settings.HOME = tmp_path  # type: ignore[attr-defined]
    client = as_role("personnel")
    ready("N6")
    one = services.draft(services.Draft("transfer", "N6", date(2021, 1, 1), "GD.CV"), by=account("personnel"))

    def hand_in(text: str) -> int:
        document = Document()
        document.add_paragraph(text)
        buffer = io.BytesIO()
        document.save(buffer)
        buffer.name, _end = "mau.docx", buffer.seek(0)
        return client.post("/quyet-dinh/mau/", {"loai": "transfer", "tep": buffer}).status_code

    assert hand_in("Mẫu của thị xã cho {{ho_tem}}") == 422
    needed = "{{so_ky_hieu}} {{dia_danh_ngay}} {{tu_ngay}} {{nguoi_ky}}"
    assert hand_in("Mẫu của thị xã cho {{ho_ten}}") == 422, "no number, no day, nobody who signs"
    assert hand_in(f"Mẫu đầu {needed} {{{{ho_ten}}}}") == 302
    assert hand_in(f"Mẫu của thị xã cho {{{{ho_ten}}}} {needed}") == 302
    assert len(list((tmp_path / "mau-van-ban").glob("transfer.*.docx.bo"))) == 1, "the one before is not lost"
    assert "Mẫu của thị xã cho" in client.get(f"/quyet-dinh/{one.pk}/").content.decode()
    assert client.get("/quyet-dinh/mau/transfer/").content[:2] == b"PK"
    client.post("/quyet-dinh/mau/", {"loai": "transfer", "ve-mac-dinh": "1"})
    assert "Mẫu của thị xã cho" not in client.get(f"/quyet-dinh/{one.pk}/").content.decode()
    assert client.post("/quyet-dinh/mau/", {"loai": "../x", "ve-mac-dinh": "1"}).status_code == 422

"""Typed routes of the rooms: a month written and confirmed, a roster imported, a class called and certified, a team and a trial."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from dungviec.office.access.policy import viewer_of
from dungviec.office.appraisal.services.assigning import Work, assign
from dungviec.office.appraisal.services.catalogue import ProductRow, VersionFacts, keep_version
from dungviec.office.intake.models import Intake
from dungviec.office.intake.tasks import run_intake
from dungviec.office.registry.models import Person
from dungviec.office.training.models import TrainingClass

NOVEMBER = "people/N2/months/2026-11"


def test_a_month_is_written_by_its_official_and_confirmed_by_the_head(program: Callable[..., Any]) -> None:
    own, head = program("official", person_id="N2"), program("unit_head", unit_id="P-GD", person_id="N1")
    facts = VersionFacts("P-GD", date(2020, 1, 1), "Công văn", field_day=Decimal("1.5"))
    version = keep_version(facts, [ProductRow("CV", "Công văn", "1", Decimal(1), None)], by=head.user)
    day = date(2026, 11, 20)
    assign(
        Work("N2", "P-GD", 2026, 11, product=version.products.get(), pieces=10),
        viewer=viewer_of(head.user, day),
        by=head.user,
    )
    read = own.get(f"{NOVEMBER}?as_of=2026-11-20")
    sheet = read.json()
    assert (sheet["scheme"], sheet["state"], [n["assigned"] for n in sheet["lines"]]) == ("points", "none", [10])
    said = {"lines": [{"key": sheet["lines"][0]["key"], "done": 8}], "general": sheet["maxima"], "send": True}
    at = f"{NOVEMBER}?as_of=2026-11-20"
    assert own.send(at, said, method="put").status_code == 428
    strange = own.send(at, said | {"lines": [{"key": 99}]}, method="put", **{"If-Match": read["ETag"]})
    assert strange.json()["errors"][0]["where"] == "body.lines.99"
    short = own.send(at, said | {"general": [1]}, method="put", **{"If-Match": read["ETag"]})
    assert short.json()["errors"][0]["where"] == "body.general"
    sent = own.send(at, said, method="put", **{"If-Match": read["ETag"]})
    assert sent.json()["state"] == "sent", sent.content.decode()
    assert own.send(at, said, method="put", **{"If-Match": read["ETag"]}).status_code == 409
    board = head.get("appraisal/months?period=2026-11&as_of=2026-11-20").json()["items"]
    assert {r["person_id"]: r["state"] for r in board}["N2"] == "sent"
    seen = head.get(at)
    confirm = f"{NOVEMBER}/confirm?as_of=2026-11-20"
    lower = said | {"lines": [{"key": sheet["lines"][0]["key"], "done": 7}]}
    del lower["send"]
    refused = head.send(confirm, lower, **{"If-Match": seen["ETag"]})
    assert refused.json()["errors"][0]["where"] == "body.reason", "points that differ are explained"
    done = head.send(confirm, lower | {"reason": "Một công văn chưa gửi"}, **{"If-Match": seen["ETag"]})
    assert done.json()["state"] == "confirmed", done.content.decode()
    assert own.get(at).json()["points"] < sheet["maxima"][0] * 100
    assert program("official", person_id="N3").get(at).status_code in (403, 404)


def test_a_roster_is_uploaded_read_looked_at_written_and_undone(
    program: Callable[..., Any], tmp_path: Path, settings: Any
) -> None:
    settings.HOME = tmp_path / "home"
    one = program("personnel")
    rows = "Họ và tên;Ngày sinh;Giới tính;Đơn vị;Trình độ chuyên môn\nTrần Thị An;02/01/1990;Nữ;Trường Tiểu học Mẫu;Đại học\nNgô Thị Mới;12/11/1995;Nữ;Phòng Nội vụ;Thạc sĩ\n"
    file = SimpleUploadedFile("danh-sach.csv", rows.encode("utf-8-sig"))
    made = one.client.post("/api/v1/imports", {"file": file, "day": "2020-12-10"})
    assert made.status_code == 201, made.content.decode()
    at = f"imports/{made.json()['key']}"
    told = one.get(at).json()
    assert {"name", "born", "degree"} <= {c["field"] for c in told["columns"]}
    early = one.send(f"{at}/write")
    assert (early.status_code, early.json()["type"].rsplit("/", 1)[1]) == (409, "not-now")
    assert early.json()["english"] != early.json()["detail"]
    reading = one.send(f"{at}/read", {})
    assert reading.json().get("state") == "waiting", reading.content.decode()
    number = int(made.json()["key"])
    run_intake.func(number, "read", one.user.username)
    told = one.get(f"{at}/rows")
    assert told.status_code == 200, told.content.decode()
    seen = told.json()["items"]
    assert [r["outcome"] for r in seen] == ["updated", "created"]
    assert "people.degree" in {c["field"] for c in seen[0]["changes"]}
    assert one.get(f"{at}/rows?what=created").json()["total"] == 1
    written = one.send(f"{at}/write")
    assert written.json().get("state") == "waiting", written.content.decode()
    run_intake.func(number, "write", one.user.username)
    assert Person.objects.filter(name="Ngô Thị Mới", withdrawn_at__isnull=True).count() == 1
    undone = one.send(f"{at}/undo", {"why": "Thử"})
    assert undone.json().get("state") == "undone", undone.content.decode()
    assert not Person.objects.filter(name="Ngô Thị Mới", withdrawn_at__isnull=True).exists()
    assert program("unit_head", unit_id="P-GD").get("imports").status_code == 403
    broken = SimpleUploadedFile("x.xlsx", b"PK\x03\x04 khong phai")
    told = one.client.post("/api/v1/imports", {"file": broken, "day": "2020-12-10"})
    assert (told.status_code, told.json()["type"].rsplit("/", 1)[1]) == (422, "unreadable-file")
    assert Intake.objects.count() == 1


def test_people_are_called_to_a_class_and_certified(program: Callable[..., Any]) -> None:
    one = program("personnel", unit_id="TX", person_id="N5")
    held = TrainingClass.objects.create(
        title="Lớp Mẫu", kind="skills", from_date=date(2020, 12, 1), to_date=date(2020, 12, 5), seats=1, state="open", by="x", at=timezone.now(),
    )  # fmt: skip
    at = f"training/classes/{held.pk}"
    called = one.send(f"{at}/call", {"people": ["N2", "N3"]}).json()
    assert (called["called"], [r["person_id"] for r in called["refused"]]) == (1, ["N3"])
    assert one.send(f"{at}/call", {"people": ["none"]}).json()["refused"][0]["person_id"] == "none"
    learner = one.get(at).json()["learners"][0]
    result = {"revision": learner["revision"], "result": "passed", "certificate": "12/CC", "issued": "2020-12-06", "expires": "2021-03-01"}  # fmt: skip
    where = f"{at}/learners/{learner['number']}"
    assert one.send(f"{where}/result", result).json()["state"] == "passed"
    assert one.send(f"{where}/result", result).status_code == 409, "the line has changed since"
    row = one.get("people/N2/records/training").json()["items"][-1]
    assert row["title"] == "Lớp Mẫu"
    assert one.get("training/certificates").json()["items"][0]["person_id"] == "N2"
    assert program("official", person_id="N2").get("training/classes").status_code == 403


def test_a_team_is_proposed_seat_by_seat(program: Callable[..., Any]) -> None:
    one = program("personnel")
    made = one.send("boards", {"unit_id": "P-GD"})
    assert made.status_code == 201, made.content.decode()
    at = f"boards/{made.json()['key']}"
    read = one.get(at)
    seats = read.json()["slates"][0]["seats"]
    assert {s["post_id"]: s["person_id"] for s in seats} == {"GD.TP": "N1", "GD.PP": None}
    found = one.get(f"{at}/candidates/GD.PP").json()["items"]
    assert "N2" in {c["person_id"] for c in found}
    seat = f"{at}/slates/1/seats/GD.PP/1"
    assert one.send(seat, {"person_id": "N2"}, method="put").status_code == 428
    assert one.send(seat, {"person_id": "N2"}, method="put", **{"If-Match": read["ETag"]}).status_code == 200
    assert one.send(seat, {"person_id": "N6"}, method="put", **{"If-Match": read["ETag"]}).status_code == 409
    assert one.send(f"{at}/slates", {"like": 1}).json()["key"] == "2"
    assert one.send(f"{seat}9", {"person_id": "N2"}, method="put", **{"If-Match": "*"}).status_code == 422
    assert program("unit_head", unit_id="TH").get(at).status_code == 403


def test_a_trial_is_made_and_rewritten(program: Callable[..., Any]) -> None:
    one = program("personnel")
    text = "name: Thử\neffective: 2021-07-01\nchanges: []\n"
    made = one.send("sandbox", {"scenario": text})
    assert made.status_code == 201, made.content.decode()
    at = f"sandbox/{made.json()['key']}"
    read = one.get(at)
    assert read.json()["scenario"] == text
    again = {"scenario": text.replace("Thử", "Thử lại")}
    assert one.send(at, again, method="put", **{"If-Match": read["ETag"]}).status_code == 200
    assert one.send(at, again, method="put", **{"If-Match": read["ETag"]}).status_code == 409
    assert one.send("sandbox", {"scenario": "không phải"}).status_code == 422
    assert one.send(f"{at}/staff").json()["state"] == "queued"
    assert one.send(f"{at}/stop").json()["state"] == "draft"


@pytest.mark.parametrize(
    "address",
    [
        "training/needs", "competency/gaps", "competency/gaps/G1", "competency/rounds", "succession/pools", "succession/titles/GD.TP", "succession/bench",
        "succession/review", "conduct/cases", "conduct/signs", "titles?title=base", "people/N1/titles", "title-rounds", "people/N1/years/2019",
    ],
)  # fmt: skip
def test_rooms_are_read_by_an_officer_and_not_by_an_official(program: Callable[..., Any], address: str) -> None:
    read = program("personnel").get(address)
    assert read.status_code == (404 if "years" in address else 200), read.content.decode()
    assert program("official", person_id="N3").get(address).status_code in (403, 404)
    assert program("administrator").get(address).status_code in (403, 404)

"""Writes through the API: records, rounds, decisions, requests, pages' forms; a stale edit is refused."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from dungviec.office.access.models import LedgerEntry
from dungviec.office.registry.models import Batch


def test_a_row_is_added_corrected_taken_back_and_the_batch_undone(program: Callable[..., Any]) -> None:
    one = program("personnel")
    at = "people/N1/records/ratings"
    made = one.send(at, {"values": {"year": 2017, "system": "state", "rating": "good"}, "why": "Bổ sung"})
    assert made.status_code == 201, made.content
    read = one.get(at)
    row = next(r for r in read.json()["items"] if r["year"] == 2017)
    assert row["_key"] == made.json()["key"]
    change = {"values": {"rating": "excellent"}, "why": "Nhập nhầm"}
    assert one.send(f"{at}/{row['_key']}", change, method="patch").status_code == 428
    done = one.send(f"{at}/{row['_key']}", change, method="patch", **{"If-Match": read["ETag"]})
    assert done.status_code == 200, done.content
    stale = one.send(f"{at}/{done.json()['key']}", change, method="patch", **{"If-Match": read["ETag"]})
    assert (stale.status_code, stale.json()["type"].rsplit("/", 1)[1]) == (409, "stale")
    gone = one.send(f"{at}/{row['_key']}/withdraw", {"why": "x"})
    assert gone.status_code == 409
    assert one.send(f"{at}/{done.json()['key']}/withdraw", {"why": "Ghi nhầm"}).json()["state"] == "withdrawn"
    assert 2017 not in {r["year"] for r in one.get(at).json()["items"]}
    batch = one.get("batches").json()["items"][0]
    assert one.send(f"batches/{batch['number']}/undo", {"why": "Thử"}).json()["state"] == "undone"
    assert 2017 in {r["year"] for r in one.get(at).json()["items"]}
    assert LedgerEntry.objects.filter(actor=one.user.username, action="record_amend").exists()


def test_a_single_row_gets_a_new_value_from_a_day_on(program: Callable[..., Any]) -> None:
    one = program("personnel")
    at = "people/N3/records/people"
    tag = one.get(at)["ETag"]
    given = {"values": {"degree": "university"}, "why": "Tốt nghiệp", "valid_from": "2020-06-01", "basis": "Bằng số 12"}
    assert one.send(f"{at}/N3", given, method="patch", **{"If-Match": tag}).status_code == 200
    assert one.get(at).json()["items"][0]["degree"] == "university"
    assert one.get(f"{at}?as_of=2020-01-01").json()["items"][0]["degree"] == "college"
    assert one.send(f"{at}/N4", given, method="patch", **{"If-Match": "*"}).status_code == 404
    assert one.send(f"{at}/N3/withdraw", {"why": "x"}).json()["type"].endswith("single-row")


def test_only_keepers_of_the_records_write_them_and_only_of_whom_they_reach(program: Callable[..., Any]) -> None:
    award = {"values": {"year": 2019, "title": "Giấy khen"}, "why": "Bổ sung"}
    assert program("leader").send("people/N1/records/awards", award).status_code == 403
    school = program("personnel", unit_id="P-GD")
    assert school.send("people/N6/records/awards", award).status_code == 403
    assert school.send("people/N3/records/awards", award).status_code == 201
    assert school.send("people/N3/records/none", award).status_code == 404
    assert school.send("people/N3/records/awards?known_on=2020-01-01", award).status_code in (403, 404)
    barred = school.send("people/N3/records/awards", award | {"values": {"nothing": 1}})
    assert barred.status_code in (403, 422)
    strange = school.send("people/N3/records/awards", award | {"values": {"year": "năm ngoái", "title": "x"}})
    assert (strange.status_code, strange.json()["type"].rsplit("/", 1)[1]) == (422, "refused")
    assert strange.json()["english"] != strange.json()["detail"]
    assert Batch.objects.filter(actor=school.user.username).count() == 1


def test_a_request_goes_from_the_official_to_the_officer(program: Callable[..., Any]) -> None:
    official, officer = program("official", person_id="N3"), program("personnel")
    wish = {"wishes": [{"field": "people.degree", "value": "university"}], "reason": "Đã tốt nghiệp"}
    made = official.send("requests", wish)
    assert made.status_code == 201, made.content
    number = made.json()["key"]
    told = officer.get(f"requests/{number}").json()
    assert told["differences"][0]["asked"]
    assert program("official", person_id="N2").get(f"requests/{number}").status_code == 403
    assert official.send(f"requests/{number}/answer", {"approve": True}).status_code == 403
    assert officer.send(f"requests/{number}/answer", {"approve": False}).status_code == 422, "a refusal says why"
    answered = officer.send(
        f"requests/{number}/answer", {"approve": True, "valid_from": "2020-07-01", "basis": "Bằng số 1"}
    )
    assert answered.status_code == 200, answered.content.decode()
    assert answered.json()["state"] == "approved"
    assert official.get("requests").json()["items"][0]["state"] == "approved"
    assert official.send(f"requests/{number}/take-back").status_code == 422
    assert (
        official.send("requests", {"wishes": [{"field": "people.none", "value": "x"}], "reason": "x"}).status_code
        == 422
    )
    assert (
        official.send(
            "requests", {"wishes": [{"field": "people.degree", "value": "không rõ"}], "reason": "x"}
        ).status_code
        == 422
    )


def test_a_decision_goes_from_draft_to_signature(program: Callable[..., Any]) -> None:
    officer, leader = program("personnel"), program("leader", unit_id="TX")
    draft = {
        "kind": "transfer",
        "person_id": "N6",
        "effective": "2021-02-01",
        "to_post_id": "GD.CV",
        "reason": "Theo yêu cầu công việc",
    }
    made = officer.send("decisions", draft)
    assert made.status_code == 201, made.content
    at = f"decisions/{made.json()['key']}"
    tag = officer.get(at)["ETag"]
    changed = officer.send(at, draft | {"effective": "2021-03-01"}, method="put", **{"If-Match": tag})
    assert changed.status_code == 200, changed.content
    assert officer.send(at, draft, method="put", **{"If-Match": tag}).status_code == 409
    assert leader.send(f"{at}/submit", {}).status_code == 403
    assert officer.send(f"{at}/nothing", {}).status_code == 422
    assert officer.send(f"{at}/drop", {}).json()["state"] == "dropped"
    assert officer.send(f"{at}/drop", {}).status_code == 422
    assert officer.send("decisions", draft | {"person_id": "none"}).status_code == 422
    assert officer.get("decisions?state=dropped").json()["total"] == 1


def test_a_round_is_opened_followed_and_stopped(program: Callable[..., Any]) -> None:
    officer = program("personnel")
    made = officer.send("rounds", {"name": "Thử", "as_of": "2020-12-10"})
    assert made.status_code == 201, made.content
    at = f"rounds/{made.json()['key']}"
    assert officer.get(at).json()["status"] == "queued"
    assert officer.get(f"{at}/plan").json()["type"].endswith("not-ready")
    assert officer.get(f"{at}/moves").json()["total"] == 0
    assert officer.send(f"{at}/pass", {"expected": "x"}).status_code in (403, 422, 428)
    assert officer.send(f"{at}/stop").json()["state"] == "cancelled"
    assert program("official", person_id="N3").get(at).status_code == 403
    assert officer.send("rounds", {"name": "Thử", "as_of": "2020-12-10", "policy": 99}).status_code == 404


def test_a_case_is_judged_by_the_law_of_its_day(program: Callable[..., Any]) -> None:
    one = program("official", person_id="N3")
    case = {"id": "A", "date": "2020-12-10", "action": {"kind": "appoint"}, "facts": {}}
    told = one.send("law/check", {"case": case})
    assert told.status_code in (200, 422), told.content
    bad = one.send("law/check", {"case": {"date": "hôm nay"}})
    assert bad.status_code == 422
    assert all(p["where"].startswith("body.case") for p in bad.json()["errors"])


def test_a_form_of_a_page_is_sent_as_json(program: Callable[..., Any]) -> None:
    one = program("personnel")
    form = next(
        f for s in one.get("pages/quyet-dinh/lap/").json()["sections"] for f in s["forms"] if f["method"] == "post"
    )
    assert {"kind", "person_id", "effective"} <= {f["name"] for f in form["fields"]}
    kind = next(f for f in form["fields"] if f["name"] == "kind")
    assert "transfer" in {value for value, _word in kind["choices"]}
    refused = one.send("pages/quyet-dinh/lap/", {"kind": "transfer", "person_id": "N6", "effective": "không rõ"})
    assert refused.status_code == 422
    assert any("không rõ" in p["what"] for p in refused.json()["errors"])
    done = one.send(
        "pages/quyet-dinh/lap/",
        {"kind": "transfer", "person_id": "N6", "effective": "01/02/2021", "to_post_id": "GD.CV", "reason": "x"},
    )
    assert done.status_code == 200, done.content
    assert done.json()["api"].startswith("/api/v1/pages/quyet-dinh/")
    again = one.client.get(done.json()["api"])
    assert again.json()["sections"]
    assert one.send(f"{done.json()['api'].removeprefix('/api/v1/')}bo/", {}).json()["messages"] == ["Đã bỏ dự thảo."]
    failed = one.send(f"{done.json()['api'].removeprefix('/api/v1/')}bo/", {})
    assert failed.status_code == 422, "a page that says what went wrong and moves on is a refusal here"
    assert one.send("pages/quyet-dinh/lap/", [1]).status_code == 422
    assert one.send("pages/quyet-dinh/lap/", {"reason": {"a": 1}}).status_code == 422
    assert one.send("pages/quyet-dinh/lap/", {"reason": "\ud800"}).status_code == 422
    assert one.send("pages/can-bo/").status_code == 405


def test_two_who_read_the_same_form_do_not_overwrite_each_other(program: Callable[..., Any]) -> None:
    one, other = program("personnel"), program("personnel", unit_id="TX", person_id="N5")
    form = {"kind": "transfer", "person_id": "N6", "effective": "01/02/2021", "to_post_id": "GD.CV", "reason": "x"}
    at = one.send("pages/quyet-dinh/lap/", form).json()["api"].removeprefix("/api/v1/")
    assert one.client.post(f"/api/v1/{at}bo/", {}, content_type="application/json").status_code == 428
    read, seen = one.get(at), other.get(at)
    assert one.get(at, **{"If-None-Match": read["ETag"]}).status_code == 304
    assert other.send(f"{at}bo/", {}, **{"If-Match": seen["ETag"]}).status_code == 200
    stale = one.send(f"{at}bo/", {}, **{"If-Match": read["ETag"]})
    assert (stale.status_code, stale.json()["type"].rsplit("/", 1)[1]) == (409, "stale")
    strange = one.send(f"{at}bo/", {}, **{"If-Match": '"x"'})
    assert (strange.status_code, strange.json()["type"].rsplit("/", 1)[1]) == (422, "no-page-version")
    elsewhere = one.get("pages/can-bo/")["ETag"]
    assert one.send(f"{at}bo/", {}, **{"If-Match": elsewhere}).status_code == 409, "that page has no such form"
    draft = one.get("pages/quyet-dinh/lap/")
    assert one.send("pages/quyet-dinh/lap/", form, **{"If-Match": draft["ETag"]}).status_code == 200


def test_a_file_that_a_page_gives_out_is_given_out(program: Callable[..., Any]) -> None:
    book = program("personnel").get("pages/can-bo/xuat/")
    assert book["Content-Type"].endswith("spreadsheetml.sheet")
    assert book.content[:2] == b"PK"


def test_an_administrator_reads_jobs_and_an_auditor_the_ledger(program: Callable[..., Any]) -> None:
    program("personnel").send("rounds", {"name": "Thử", "as_of": "2020-12-10"})
    administrator, auditor = program("administrator"), program("auditor")
    assert administrator.get("people").status_code == 403
    assert administrator.get("jobs").status_code == 200
    assert administrator.send("jobs/00000000-0000-0000-0000-000000000001/stop").status_code == 409
    lines = auditor.get("ledger?action=open_round").json()
    assert lines["total"] == 1
    assert lines["items"][0]["subject_kind"] == "round"
    assert auditor.get("ledger?action=read_ledger").json()["total"] == 1, "reading it is a line of it"


def test_of_two_at_the_same_instant_only_the_first_is_written(
    program: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The other's write is done while this one waits for the row: what was read before the row is held must not count."""
    from dungviec.office.api import asking
    from dungviec.office.decisions.models import Decision
    from dungviec.office.registry.services import amend
    from dungviec.office.sandbox.models import Draft
    from dungviec.office.slates.models import Sitting

    officer, held = program("personnel"), asking._hold

    def meanwhile(other: Callable[[], object]) -> None:
        def waits(rows: Any) -> None:
            held(rows)
            assert rows.count() == 1, "the row that is written is held"
            other()

        monkeypatch.setattr(asking, "_hold", waits)

    text = "name: Thử\neffective: 2021-01-01\nchanges:\n- norm: {unit: P-GD, norm: 3}\n"
    trial = f"sandbox/{officer.send('sandbox', {'scenario': text}).json()['key']}"
    tag = officer.get(trial)["ETag"]
    meanwhile(lambda: Draft.objects.update(text=text.replace("norm: 3", "norm: 5")))
    mine = {"scenario": text.replace("norm: 3", "norm: 4")}
    assert officer.send(trial, mine, method="put", **{"If-Match": tag}).status_code == 409

    draft = {"kind": "transfer", "person_id": "N6", "effective": "2021-02-01", "to_post_id": "GD.CV", "reason": "Theo yêu cầu"}  # fmt: skip
    at = f"decisions/{officer.send('decisions', draft).json()['key']}"
    tag = officer.get(at)["ETag"]
    meanwhile(lambda: Decision.objects.update(effective=date(2021, 5, 1)))
    assert officer.send(at, draft, method="put", **{"If-Match": tag}).status_code == 409

    board = officer.send("boards", {"unit_id": "P-GD"})
    assert board.status_code == 201, board.content
    at = f"boards/{board.json()['key']}"
    read = officer.get(at)
    seat = next(s for s in read.json()["slates"][0]["seats"] if s["person_id"])
    meanwhile(lambda: Sitting.objects.all().delete())
    where = f"{at}/slates/1/seats/{seat['post_id']}/{seat['place']}"
    put = officer.send(where, {"person_id": seat["person_id"]}, method="put", **{"If-Match": read["ETag"]})
    assert put.status_code == 409

    tag = officer.get("people/N3/records/people")["ETag"]
    meanwhile(lambda: amend("people", "N3", {"degree": "master"}, by=officer.user, why="người kia"))
    mine = {"values": {"degree": "college"}, "why": "tôi"}
    answer = officer.send("people/N3/records/people/N3", mine, method="patch", **{"If-Match": tag})
    assert answer.status_code == 409, answer.content

"""The town votes in secret: what its administrator can read before, while and after, and what cheats try."""

from __future__ import annotations

import base64
import hashlib
import json
import logging
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from tests.office.decisions.desk import account

from dungviec.ballots import PaperVotes, Slip, new_box_key, seal
from dungviec.ballots.signing import SigningKey
from dungviec.ballots.voter import blind, finish
from dungviec.office.ballots import covers, services
from dungviec.office.ballots.faults import VoteRefused
from dungviec.office.ballots.models import SealedBox, Vote, Voter
from dungviec.office.decisions import procedures as runs
from dungviec.office.decisions.models import StepRecord
from dungviec.office.shell.no_trace import NoTraceMiddleware
from dungviec.procedures import Count

pytestmark = pytest.mark.django_db
ROLL = ["N1", "N2", "N3", "N4", "N5", "N6", "N7"]
WORDS = ("trăng trên vịnh", "than trong núi")
Row = dict[str, Any]


@pytest.fixture(autouse=True)
def one_key_of_each(monkeypatch: pytest.MonkeyPatch, keys: tuple[SigningKey, tuple[str, str]]) -> None:
    """Keys are made once: what is tried here does not hang on fresh ones."""
    monkeypatch.setattr(SigningKey, "new", classmethod(lambda cls: keys[0]))
    monkeypatch.setattr(services, "new_box_key", lambda first, second: keys[1])


@pytest.fixture(scope="module")
def keys() -> tuple[SigningKey, tuple[str, str]]:
    return SigningKey.new(), new_box_key(*WORDS)


@pytest.fixture
def vote(loaded: None) -> Vote:
    """Confidence in bà Hạnh and ông Dũng, asked of everybody; slips are being given out."""
    return prepared()


def prepared(**other: Any) -> Vote:
    by = account("personnel")
    plan = services.Plan(
        **({"title": "Lấy phiếu", "form": "confidence", "candidates": ["N1", "N5"], "roll": ROLL} | other)
    )
    return services.give_out(services.make(plan, by=by).pk, first=WORDS[0], second=WORDS[1], by=by)


def taken(one: Vote, person: str, text: str = "00") -> Slip:
    """Somebody's slip, marked and sealed, not yet cast."""
    mine = blind(one.signing_public)
    signed = services.take_slip(one.pk, person, mine.value, by=account(person))
    return Slip(mine.serial, finish(one.signing_public, mine, signed), seal(one.box_public, text))


def counted(one: Vote, **more: Any) -> Vote:
    opening = services.Opening(*WORDS, minutes="01/BB ngày 10/12/2020", **more)
    return services.count_box(one.pk, opening, by=account("personnel"))


def dump() -> dict[str, list[Row]]:
    """Every row of every table: what an administrator can copy."""
    found = {}
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}" ORDER BY 1')
            names = [c[0] for c in cursor.description]
            found[table] = [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
    return found


def changed(before: dict[str, list[Row]], after: dict[str, list[Row]]) -> set[str]:
    """``table.column`` of everything that differs."""
    differs = set()
    for table in before.keys() | after.keys():
        old, new = before.get(table, []), after.get(table, [])
        if len(old) != len(new):
            differs.add(f"{table}.*")
        differs |= {f"{table}.{c}" for a, b in zip(old, new, strict=False) for c in a if a[c] != b[c]}
    return differs


def sent(ballot: Slip) -> str:
    parts = {"serial": ballot.serial, "signature": ballot.signature, "envelope": ballot.envelope}
    return json.dumps({name: base64.b64encode(raw).decode() for name, raw in parts.items()})


def drop(client: Client, one: Vote, ballot: Slip) -> Any:
    return client.post(f"/hop-phieu/{one.code}/bo/", sent(ballot), content_type="application/json")


def test_casting_leaves_one_changed_value_in_the_whole_database_and_nothing_in_the_logs(
    vote: Vote, as_role: Callable[..., Client], caplog: pytest.LogCaptureFixture
) -> None:
    ballots = [taken(vote, person, "02") for person in ROLL]
    services.open_box(vote.pk, by=account("personnel"))
    logged_in = as_role("official", person_id="N3")  # the cookies are sent along, as a browser does on the page itself
    logged_in.get("/phieu-cua-toi/")
    with caplog.at_level(logging.DEBUG):
        for ballot in ballots:
            before = dump()
            page = logged_in.get(f"/hop-phieu/{vote.code}/", REMOTE_ADDR="10.9.8.7", HTTP_USER_AGENT="Máy của ông Đức")
            answer = drop(logged_in, vote, ballot)
            assert (page.status_code, answer.status_code) == (200, 200)
            assert answer.json() == {"receipt": ballot.receipt}
            assert not page.cookies
            assert not answer.cookies
            assert changed(before, dump()) == {"ballots_sealedbox.covered"}
    told = " ".join(str(r.getMessage()) for r in caplog.records if r.name != "django.db.backends")
    assert "10.9.8.7" not in told
    assert vote.code not in told
    (row,) = dump()["ballots_sealedbox"]
    assert set(row) == {"id", "vote_id", "covered"}
    held = covers.inside(Vote.objects.get(pk=vote.pk), SealedBox.objects.get(vote=vote)).slips
    digests = [hashlib.sha256(slip.serial).digest() for slip in held]
    assert len(held) == len(ROLL)
    assert digests == sorted(digests), "no order but that of the digests"


def test_what_is_left_after_the_count_is_the_same_whoever_voted_what(loaded: None) -> None:
    """The same totals from two opposite halves: every table is compared; only what is random, or a moment of the giving out, differs."""
    left = []
    for first in (ROLL[:3], ROLL[-3:]):
        one = prepared()
        ballots = [taken(one, person, "20" if person in first else "02") for person in ROLL]
        services.open_box(one.pk, by=account("personnel"))
        for ballot in ballots:
            services.cast(one.code, ballot)
        done = counted(one)
        rows = [(v.person_id, v.way, v.blinded) for v in Voter.objects.filter(vote=one).order_by("person_id")]
        assert done.result is not None
        left.append(
            (
                rows,
                done.result,
                len(done.receipts),
                SealedBox.objects.get(vote=one).covered,
                done.signing_key,
                done.box_locked,
            )
        )
    assert left[0] == left[1]
    rows, result, receipts, covered, signing_key, locked = left[0]
    assert (result["marks"], receipts) == ({"N1": [4, 0, 3], "N5": [3, 0, 4]}, 7)
    assert (covered, signing_key, locked) == ("", "", "")
    assert {r[2] for r in rows} == {""}


def test_the_tables_hold_no_time_and_no_order_beside_the_ballots(vote: Vote) -> None:
    columns = {table: set(rows[0]) for table, rows in dump().items() if table.startswith("ballots_") and rows}
    assert columns["ballots_voter"] == {"id", "vote_id", "person_id", "person_name", "sort_key", "way", "blinded"}
    people = list(Voter.objects.filter(vote=vote).order_by("pk").values_list("sort_key", flat=True))
    assert people == sorted(people), "the roll lies in the order of the alphabet, not in that of taking"
    first, second = taken(vote, "N7"), taken(vote, "N2")
    marks = set(Voter.objects.filter(vote=vote).exclude(blinded="").values_list("blinded", flat=True))
    assert not any(first.serial.hex() in m or second.serial.hex() in m for m in marks)


def test_the_middleware_hands_on_nothing_that_tells_who_asks() -> None:
    met: list[HttpRequest] = []

    def see(request: HttpRequest) -> HttpResponse:
        met.append(request)
        answer = HttpResponse("")
        answer.set_cookie("phien", "x")
        return answer

    request = RequestFactory().get("/hop-phieu/abc/", HTTP_COOKIE="phien=bi-mat", REMOTE_ADDR="10.9.8.7", HTTP_X_FORWARDED_FOR="10.9.8.7", HTTP_USER_AGENT="Máy", HTTP_REFERER="http://testserver/phieu-cua-toi/1/", HTTP_ACCEPT_LANGUAGE="vi")  # fmt: skip
    assert request.COOKIES == {"phien": "bi-mat"}
    answer = NoTraceMiddleware(see)(request)
    told = " ".join(f"{k}={v}" for k, v in met[0].META.items() if isinstance(v, str))
    assert not any(word in told for word in ("10.9.8.7", "bi-mat", "Máy", "phieu-cua-toi"))
    assert met[0].COOKIES == {}
    assert not answer.cookies
    assert answer["Cache-Control"] == "no-store"


def test_cheats_are_refused(vote: Vote) -> None:
    client = Client()
    ballots = [taken(vote, person) for person in ROLL[:6]]
    assert drop(client, vote, ballots[0]).status_code == 422, "before the box opens"
    with pytest.raises(VoteRefused, match="đã nhận phiếu rồi"):
        taken(vote, "N1")
    with pytest.raises(VoteRefused, match="không có tên"):
        taken(vote, "N8")
    services.open_box(vote.pk, by=account("personnel"))
    with pytest.raises(VoteRefused, match="không làm được nữa"):
        taken(vote, "N7")
    assert Vote.objects.get(pk=vote.pk).signing_key == "", "nobody can make slips any more"
    for ballot in ballots:
        assert drop(client, vote, ballot).status_code == 200
    assert drop(client, vote, ballots[0]).status_code == 200, "the same ballot again changes nothing"
    other = Slip(ballots[0].serial, ballots[0].signature, seal(vote.box_public, "22"))
    assert "đã bỏ rồi" in drop(client, vote, other).json()["fault"]
    forged = Slip(b"x" * 32, ballots[0].signature, ballots[0].envelope)
    assert "không do ban kiểm phiếu" in drop(client, vote, forged).json()["fault"]
    assert client.post(f"/hop-phieu/{vote.code}/bo/", "{", content_type="application/json").status_code == 422
    with pytest.raises(VoteRefused, match="không mở được"):
        services.count_box(vote.pk, services.Opening(WORDS[0], "sai từ khóa rồi", minutes="x"), by=account("personnel"))
    done = counted(vote)
    assert done.result is not None
    assert done.result["collected"] == 6
    assert drop(client, vote, ballots[1]).status_code == 422, "after the count"
    page = client.get(f"/hop-phieu/{vote.code}/").content.decode()
    assert all(b.receipt in page for b in ballots)


def test_a_lost_answer_is_asked_for_again_and_gives_the_same_slip(vote: Vote) -> None:
    mine = blind(vote.signing_public)
    signed = {services.take_slip(vote.pk, "N1", mine.value, by=account("N1")) for _ in range(2)}
    assert len(signed) == 1


def test_too_few_voters_are_refused_at_every_gate(loaded: None) -> None:
    by = account("personnel")
    with pytest.raises(VoteRefused, match="cần ít nhất 5"):
        services.make(services.Plan("Lấy phiếu", "agree", ["N1"], ROLL[:4]), by=by)
    with pytest.raises(VoteRefused, match="không dưới 5"):
        services.make(services.Plan("Lấy phiếu", "agree", ["N1"], ROLL, smallest=2), by=by)
    one = prepared()
    four = [taken(one, person) for person in ROLL[:4]]
    with pytest.raises(VoteRefused, match="Mới có 4 người"):
        services.open_box(one.pk, by=by)
    fifth = taken(one, "N5")
    services.open_box(one.pk, by=by)
    for ballot in four:
        services.cast(one.code, ballot)
    with pytest.raises(VoteRefused, match="lộ ý kiến"):
        counted(one)
    services.cast(one.code, fifth)
    assert counted(one).result is not None


def test_paper_votes_join_by_the_roll_and_a_vote_called_off_opens_nothing(vote: Vote) -> None:
    by = account("personnel")
    for person in ROLL[:5]:
        services.hand_paper(vote.pk, person, by=by)
    with pytest.raises(VoteRefused, match="phiếu giấy"):
        taken(vote, "N1")
    services.open_box(vote.pk, by=by)
    paper = PaperVotes(5, 5, 0, {"N1": (5, 0, 0), "N5": (0, 0, 5)})
    with pytest.raises(VoteRefused, match="Danh sách ghi 5"):
        counted(vote, paper=PaperVotes(6, 5, 0, {}))
    done = counted(vote, paper=paper)
    assert done.result is not None
    assert (done.result["on_paper"], done.result["marks"]["N5"]) == (5, [0, 0, 5])
    other = prepared()
    assert services.call_off(other.pk, why="Hoãn hội nghị", by=by).box_locked == ""


def test_the_count_becomes_the_vote_of_the_step_with_its_denominator(loaded: None) -> None:
    by = account("personnel")
    started = date(2020, 12, 10)
    procedure = runs.open_procedure(
        runs.Opening("extension", "local", started, "N1", term_ends=date(2021, 5, 31)), by=by
    )
    for step in ("notice", "self_report"):
        runs.record_step(procedure.pk, step, on=started, count=Count(), votes={}, note="", by=by)
    one = prepared(form="agree", candidates=["N1"], procedure=procedure, step="leaders_vote")
    ballots = [taken(one, person, "0" if person != "N7" else "1") for person in ROLL[:6]]
    services.open_box(one.pk, by=by)
    for ballot in ballots:
        services.cast(one.code, ballot)
    services.carry_to_step(counted(one), on=started, by=by)
    row = StepRecord.objects.get(procedure=procedure, step="leaders_vote")
    assert (row.summoned, row.present, row.votes) == (7, 6, {"N1": 6})
    tally = next(s.tally for s in runs.judged(procedure).steps if s.step.key == "leaders_vote")
    assert tally is not None
    assert (tally.outcome, tally.base) == ("passes", 7), "of the persons summoned, by the article"


def test_who_may_prepare_follow_and_vote(vote: Vote, as_role: Callable[..., Client]) -> None:
    for role, there in (
        ("personnel", 200),
        ("leader", 200),
        ("inspector", 403),
        ("administrator", 403),
        ("auditor", 403),
    ):
        assert as_role(role).get(f"/bo-phieu/{vote.pk}/").status_code == there, role
    assert as_role("leader", "TX").post(f"/bo-phieu/{vote.pk}/mo-hom/").status_code == 403
    assert as_role("official", person_id="N8").get(f"/phieu-cua-toi/{vote.pk}/").status_code == 404
    voter = as_role("official", person_id="N3")
    assert voter.get(f"/phieu-cua-toi/{vote.pk}/").status_code == 200
    mine = blind(vote.signing_public)
    answer = voter.post(f"/phieu-cua-toi/{vote.pk}/nhan/", json.dumps({"blinded": base64.b64encode(mine.value).decode()}), content_type="application/json")  # fmt: skip
    assert finish(vote.signing_public, mine, base64.b64decode(answer.json()["signed"]))
    assert voter.post(f"/phieu-cua-toi/{vote.pk}/nhan/", "[]", content_type="application/json").status_code == 422
    assert voter.post(f"/phieu-cua-toi/{vote.pk}/nhan/", {"blinded": "a form"}).status_code == 422


def test_the_officer_makes_a_vote_from_the_page_and_carries_it_to_its_end(officer: Client) -> None:
    page = officer.get("/bo-phieu/lap/?don-vi=TX").content.decode()
    assert "Phạm Hà" in page
    officer.post(
        "/bo-phieu/lap/",
        {"don-vi": "TX", "ten": "Lấy phiếu", "loai": "agree", "it-nhat": "5", "cu-tri": ROLL, "ung-vien": ["N1"]},
    )
    one = Vote.objects.get()
    officer.post(f"/bo-phieu/{one.pk}/phat-phieu/", {"khoa-1": WORDS[0], "khoa-2": WORDS[1]})
    for person in ROLL:
        officer.post(f"/bo-phieu/{one.pk}/phieu-giay/", {"nguoi": person})
    officer.post(f"/bo-phieu/{one.pk}/mo-hom/")
    officer.post(
        f"/bo-phieu/{one.pk}/kiem-phieu/",
        {"bien-ban": "02/BB", "giay-phat": "7", "giay-thu": "7", "giay-0-0": "6", "giay-0-1": "1"},
    )
    shown = officer.get(f"/bo-phieu/{one.pk}/").content.decode()
    assert "Kết quả" in shown
    assert "hợp lệ 7" in shown
    assert officer.post("/bo-phieu/lap/", {"don-vi": "TX", "ten": "", "loai": "x", "cu-tri": ROLL}).status_code == 422

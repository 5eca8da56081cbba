"""Pushing to a real server on 127.0.0.1 that refuses, keeps silent, answers twice; and addresses that are never asked."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from tests.office.interchange.national_server import Other, certificate, other_side

from dungviec.office.interchange import adapter as adapters
from dungviec.office.interchange import outgoing, pushing
from dungviec.office.interchange.adapter import Answer, HttpAdapter, read_answer
from dungviec.office.interchange.models import Following, Payload, State
from dungviec.office.interchange.outgoing import AddressRefused, Secrets, judged
from dungviec.office.interchange.pushing import CLAIM, IN_A_ROW, LONGEST_PAUSE, pause_after, push
from dungviec.office.shell.outbound import networks

NOW = datetime(2026, 12, 11, 8, tzinfo=UTC)
OK = {"status": "acknowledged", "receipt": "BN-1"}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("tls")
    certificate(made, "localhost")
    certificate(made, "office")
    return made


@pytest.fixture
def other(folder: Path) -> Iterator[Other]:
    with other_side(folder) as one:
        yield one


def through(other: Other, folder: Path, **changes: Any) -> HttpAdapter:
    secrets = Secrets(token="bi-mat-77", authority=str(folder / "localhost.crt"))
    return replace(HttpAdapter(other.url, secrets, tuple(networks(["127.0.0.0/8", "::1/128"])), seconds=10), **changes)


def payload(person: str = "N3", state: str = State.WAITING, **more: Any) -> Payload:
    one = Payload.objects.create(
        person_id=person, operation="update", state=state, changed=["people"], as_of=NOW.date(), found_at=NOW, **more
    )
    one.key, one.body = f"key-{one.pk}", json.dumps({"person_id": person, "name": "Trần Thị An"}, ensure_ascii=False)
    one.save()
    return one


def test_what_waits_is_sent_once_acknowledged_and_its_body_forgotten(db: None, other: Other, folder: Path) -> None:
    other.will(201, OK)
    one = payload()
    Following.objects.create(pk=1)
    assert push(by="x", through=through(other, folder), now=NOW).acknowledged == 1
    one.refresh_from_db()
    assert (one.state, one.receipt, one.body, one.attempts) == (State.ACKNOWLEDGED, "BN-1", "", 1)
    ((headers, body),) = other.seen
    assert (headers["idempotency-key"], headers["authorization"]) == (one.key, "Bearer bi-mat-77")
    assert body["name"] == "Trần Thị An"
    assert push(by="x", through=through(other, folder), now=NOW).sent == 0


def test_a_refusal_stays_with_its_reason_until_somebody_acts(db: None, other: Other, folder: Path) -> None:
    other.will(422, {"status": "refused", "code": "D07", "reason": "số định danh không khớp"})
    one = payload()
    assert push(by="x", through=through(other, folder), now=NOW).refused == 1
    one.refresh_from_db()
    assert (one.state, one.refusal) == (State.REFUSED, "D07: số định danh không khớp")
    assert one.body, "it can be sent again"
    assert push(by="x", through=through(other, folder), now=NOW + timedelta(days=1)).sent == 0


def test_a_silent_server_is_asked_again_later_under_the_same_key(db: None, other: Other, folder: Path) -> None:
    other.will(0)
    one = payload()
    assert push(by="x", through=through(other, folder, seconds=0.3), now=NOW).later == 1
    one.refresh_from_db()
    assert (one.state, one.attempts, one.next_try_at) == (State.WAITING, 1, NOW + timedelta(minutes=1))
    assert push(by="x", through=through(other, folder), now=NOW + timedelta(seconds=59)).sent == 0
    other.answers.clear()
    other.will(201, OK)
    assert push(by="x", through=through(other, folder), now=NOW + timedelta(minutes=1)).acknowledged == 1
    assert {h["idempotency-key"] for h, _body in other.seen} == {one.key}


def test_a_process_that_died_after_sending_sends_again_and_the_other_side_knows_it(
    db: None, other: Other, folder: Path
) -> None:
    other.will(201, OK)
    one = payload()
    to = through(other, folder)
    to.send(one.key, one.body.encode())
    Payload.objects.update(state=State.SENDING, claimed_at=NOW, attempts=1)  # killed before the answer was written
    assert push(by="x", through=to, now=NOW + timedelta(minutes=1)).sent == 0, "the claim may still be somebody's"
    assert push(by="x", through=to, now=NOW + CLAIM + timedelta(seconds=1)).acknowledged == 1
    one.refresh_from_db()
    assert (one.receipt, len(other.seen), len(other.known)) == ("again", 2, 1)


def test_taken_for_later_is_asked_again_and_a_person_is_told_in_order(db: None, other: Other, folder: Path) -> None:
    other.will(202, {"status": "accepted"}, retry_after="120")
    first, second = payload(), payload()
    to = through(other, folder)
    assert push(by="x", through=to, now=NOW).sent == 1, "the second waits for the answer to the first"
    first.refresh_from_db()
    assert (first.state, first.next_try_at) == (State.SENT, NOW + timedelta(seconds=120))
    other.answers.clear()
    other.will(200, OK)
    assert push(by="x", through=to, now=NOW + timedelta(minutes=3)).acknowledged == 2
    assert [h["idempotency-key"] for h, _b in other.seen] == [first.key, first.key, second.key]


def test_a_server_in_trouble_is_left_alone_and_nothing_personal_is_logged(
    db: None, other: Other, folder: Path, caplog: pytest.LogCaptureFixture
) -> None:
    other.will(503, b"Tran Thi An is unknown here", retry_after="7200")
    Following.objects.create(pk=1)
    for n in range(IN_A_ROW + 3):
        payload(f"N{n}")
    logging.getLogger("dungviec").propagate = True
    with caplog.at_level("DEBUG"):
        assert push(by="x", through=through(other, folder), now=NOW).later == IN_A_ROW
    assert len(other.seen) == IN_A_ROW
    assert Following.objects.get().push_trouble == "http_503"
    assert Payload.objects.order_by("pk")[0].next_try_at == NOW + timedelta(hours=2)
    for secret in ("Trần", "Tran Thi An", "bi-mat-77", "localhost", "N3"):
        assert secret not in caplog.text


@pytest.mark.parametrize(
    ("status", "body", "outcome"),
    [
        (200, b'{"status": "acknowledged"}', "acknowledged"), (409, b'{"status": "acknowledged"}', "acknowledged"), (200, b"<html>", "later"), (200, b"", "later"),
        (200, b'["acknowledged"]', "later"), (204, b"", "later"), (301, b"", "later"), (400, b"no json", "refused"), (409, b"{}", "refused"), (401, b"", "refused"),
        (408, b"", "later"), (429, b"", "later"), (500, b'{"status": "acknowledged"}', "later"),
    ],
)  # fmt: skip
def test_only_an_acknowledgement_is_one(status: int, body: bytes, outcome: str) -> None:
    assert read_answer(status, "", body).outcome == outcome


def test_pauses_grow_and_keep_to_what_the_other_side_asks() -> None:
    pauses = [pause_after(n) for n in range(1, 30)]
    assert pauses == sorted(pauses)
    assert pauses[:3] == [timedelta(minutes=1), timedelta(minutes=2), timedelta(minutes=4)]
    assert pauses[-1] == LONGEST_PAUSE
    assert pause_after(1, 600) == timedelta(minutes=10)
    assert pause_after(1, 10**5 * 9) == LONGEST_PAUSE
    assert read_answer(503, "Wed, 21 Oct 2026 07:28:00 GMT", b"").wait_seconds is None


def test_the_certificate_must_fit_and_theirs_may_ask_for_ours(folder: Path) -> None:
    with other_side(folder, clients=folder / "office.crt") as other:
        other.will(200, OK)
        mine = Secrets(
            authority=str(folder / "localhost.crt"),
            certificate=str(folder / "office.crt"),
            key=str(folder / "office.key"),
        )
        assert through(other, folder, secrets=mine).send("k", b"{}").outcome == "acknowledged"
        without = through(other, folder).send("k", b"{}")
        assert (without.outcome, without.trouble in ("tls", "no_connection")) == ("later", True)
        stranger = through(other, folder, secrets=Secrets()).send("k", b"{}")
        assert stranger == Answer("later", trouble="tls")
        assert len(other.seen) == 1


@pytest.mark.parametrize(
    "url",
    [
        "http://localhost/x", "ftp://localhost/", "https:///x", "https://a:b@localhost/", "https://localhost:99999/", "https://localhost/#x", "https://[::1/", "",
    ],
)  # fmt: skip
def test_addresses_that_cannot_be_meant(url: str) -> None:
    with pytest.raises(AddressRefused) as refused:
        judged(url, inside=networks(["127.0.0.0/8", "::1/128"]))
    assert refused.value.kind == "bad_url"


@pytest.mark.parametrize(
    "address",
    ["127.0.0.1", "10.1.2.3", "192.168.1.1", "172.16.0.1", "169.254.169.254", "0.0.0.0", "100.64.0.1", "::1", "fe80::1%eth0", "fc00::1", "::ffff:127.0.0.1", "2002:7f00:1::", "64:ff9b::7f00:1", "224.0.0.1", "255.255.255.255"],
)  # fmt: skip
def test_no_machine_of_the_house_is_asked_unless_its_network_is_listed(
    monkeypatch: pytest.MonkeyPatch, address: str
) -> None:
    answers = [[(2, 1, 6, "", ("8.8.8.8", 443)), (2, 1, 6, "", (address, 443))]]
    monkeypatch.setattr(outgoing.socket, "getaddrinfo", lambda *_a, **_k: answers[0])
    with pytest.raises(AddressRefused) as refused:
        judged("https://csdl.example.vn/")
    assert refused.value.kind == "inside"
    answers[0] = answers[0][:1]
    assert judged("https://csdl.example.vn/a?b=c").path == "/a?b=c"
    answers[0] = [(2, 1, 6, "", ("10.1.2.3", 443))]
    assert judged("https://csdl.example.vn/", inside=networks(["10.1.0.0/16"])).address == "10.1.2.3"


def test_a_name_that_answers_differently_the_second_time_leads_nowhere(
    monkeypatch: pytest.MonkeyPatch, other: Other, folder: Path
) -> None:
    other.will(200, OK)
    real, asked = outgoing.socket.getaddrinfo, []

    def first_only(*args: Any, **kw: Any) -> Any:
        asked.append(args[0])
        return real(*args, **kw) if len(asked) == 1 else [(2, 1, 6, "", ("10.0.0.1", other.port))]

    target = judged(other.url, inside=networks(["127.0.0.0/8", "::1/128"]))
    monkeypatch.setattr(
        outgoing.socket,
        "getaddrinfo",
        lambda host, *a, **k: real(host, *a, **k) if host == target.address else first_only("10.0.0.1"),
    )
    status, _headers, _body = outgoing.ask(
        target,
        "POST",
        body=b"{}",
        headers={"Idempotency-Key": "k"},
        secrets=Secrets(authority=str(folder / "localhost.crt")),
        seconds=10,
    )
    assert status == 200
    assert asked == [], "the name is not looked up again"


def test_a_flood_is_not_read(other: Other, folder: Path) -> None:
    other.will(200, b'{"status": "acknowledged", "receipt": "' + b"x" * outgoing.LONGEST_ANSWER + b'"}')
    assert through(other, folder).send("k", b"{}") == Answer("later", trouble="no_connection")


class Own:
    """An adapter of a site."""

    def send(self, key: str, body: bytes) -> Answer:
        return Answer("acknowledged", receipt=key)


def test_nothing_is_pushed_until_a_site_names_where(db: None, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    one = payload()
    for name in ("URL", "ADAPTER"):
        monkeypatch.delenv(f"DUNGVIEC_NATIONAL_{name}", raising=False)
    assert adapters.adapter() is None
    assert push(by="x", now=NOW).sent == 0
    (tmp_path / "token").write_text("abc\n")
    monkeypatch.setenv("DUNGVIEC_NATIONAL_URL", "https://csdl.example.vn/")
    monkeypatch.setenv("DUNGVIEC_NATIONAL_TOKEN_FILE", str(tmp_path / "token"))
    monkeypatch.setenv("DUNGVIEC_NATIONAL_NETWORKS", "10.1.0.0/16")
    made = adapters.adapter()
    assert isinstance(made, HttpAdapter)
    assert (made.secrets.token, str(made.inside[0])) == ("abc", "10.1.0.0/16")
    monkeypatch.setenv("DUNGVIEC_NATIONAL_ADAPTER", f"{__name__}.Own")
    monkeypatch.setattr(adapters, "import_string", lambda _name: Own)
    assert push(by="x", now=NOW).acknowledged == 1
    one.refresh_from_db()
    assert one.receipt == one.key
    assert pushing.MOST >= 100

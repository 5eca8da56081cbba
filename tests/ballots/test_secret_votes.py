"""The committee of a small office votes in secret: what nobody can forge, spend twice, open alone, or tie to a voter."""

from __future__ import annotations

import secrets
from dataclasses import replace

import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from hypothesis import given
from hypothesis import strategies as st

from dungviec.ballots import (
    BallotFault,
    Box,
    PaperVotes,
    Question,
    SigningKey,
    Slip,
    count,
    genuine,
    new_box_key,
    receipt_of,
    seal,
    unlock,
    unseal,
)
from dungviec.ballots.sealing import ENVELOPE
from dungviec.ballots.voter import Blinded, blind, finish

WORDS = ("trăng trên vịnh", "than trong núi")
ASKED = Question("confidence", ("An", "Bình"))


@pytest.fixture(scope="module")
def signing() -> SigningKey:
    return SigningKey.new()


@pytest.fixture(scope="module")
def box_key() -> tuple[str, str]:
    return new_box_key(*WORDS)


@pytest.fixture(scope="module")
def opened(box_key: tuple[str, str]) -> rsa.RSAPrivateKey:
    return unlock(box_key[1], *reversed(WORDS))


def slip(signing: SigningKey, box_public: str, text: str) -> tuple[Blinded, bytes, Slip]:
    """Somebody's way from a blinded serial to a ballot in its envelope."""
    mine = blind(signing.public_pem)
    signed = signing.sign_blinded(mine.value)
    return mine, signed, Slip(mine.serial, finish(signing.public_pem, mine, signed), seal(box_public, text))


def full_box(signing: SigningKey, box_public: str, texts: list[str]) -> Box:
    box = Box()
    for text in texts:
        box = box.put(slip(signing, box_public, text)[2], signing.public_pem)
    return box


def test_six_ballots_are_counted_and_every_receipt_is_on_the_list(signing: SigningKey, box_key: tuple[str, str], opened: rsa.RSAPrivateKey) -> None:  # fmt: skip
    box = full_box(signing, box_key[0], ["00", "01", "02", "20", "0-", "??"])
    found = count(ASKED, Box.of(box.lines()), opened, public_pem=signing.public_pem, given_out=7)
    assert (found.collected, found.valid, found.spoilt) == (6, 5, 1)
    assert found.marks == {"An": (4, 0, 1), "Bình": (2, 1, 1)}
    assert found.receipts == tuple(sorted(receipt_of(s.serial, s.envelope) for s in box.slips))


def test_every_blinded_value_fits_every_slip_even_for_whoever_holds_the_signing_key(signing: SigningKey, box_key: tuple[str, str]) -> None:  # fmt: skip
    """For each pair of an issue and a ballot there is a blinding factor that makes them one: the pairing cannot be told."""
    key = serialization.load_pem_private_key(signing.pem.encode(), None)
    assert isinstance(key, rsa.RSAPrivateKey)
    n, e, d = key.public_key().public_numbers().n, 65537, key.private_numbers().d
    issued = [slip(signing, box_key[0], "00") for _ in range(4)]
    for mine, signed, _ballot in issued:
        for _other, _signed, ballot in issued:
            encoded = pow(int.from_bytes(ballot.signature), e, n)
            factor = pow(int.from_bytes(mine.value) * pow(encoded, -1, n) % n, d, n)
            assert encoded * pow(factor, e, n) % n == int.from_bytes(mine.value)
            assert int.from_bytes(ballot.signature) * factor % n == int.from_bytes(signed)


def test_a_slip_is_spent_once_and_sending_it_again_changes_nothing(signing: SigningKey, box_key: tuple[str, str]) -> None:  # fmt: skip
    _mine, _signed, ballot = slip(signing, box_key[0], "00")
    box = Box().put(ballot, signing.public_pem)
    assert box.put(ballot, signing.public_pem) is box
    with pytest.raises(BallotFault, match="đã bỏ rồi"):
        box.put(replace(ballot, envelope=seal(box_key[0], "22")), signing.public_pem)


@pytest.mark.parametrize("forged", ["random", "another serial", "another vote", "short"])
def test_a_forged_slip_is_refused(signing: SigningKey, box_key: tuple[str, str], forged: str) -> None:
    _mine, _signed, real = slip(signing, box_key[0], "00")
    elsewhere = SigningKey.new() if forged == "another vote" else signing
    bad = {
        "random": replace(real, signature=secrets.token_bytes(256)),
        "another serial": replace(real, serial=secrets.token_bytes(32)),
        "another vote": slip(elsewhere, box_key[0], "00")[2],
        "short": replace(real, serial=b"1"),
    }[forged]
    assert not genuine(signing.public_pem, bad.serial, bad.signature)
    with pytest.raises(BallotFault, match="không do ban kiểm phiếu"):
        Box().put(bad, signing.public_pem)


def test_one_word_does_not_open_the_box(box_key: tuple[str, str]) -> None:
    for words in ((WORDS[0], WORDS[0]), (WORDS[0], "than trong nui"), ("", "")):
        with pytest.raises(BallotFault, match="không mở được"):
            unlock(box_key[1], *words)
    for words in (("ngắn", WORDS[1]), (WORDS[0], WORDS[0])):
        with pytest.raises(BallotFault, match="10 ký tự"):
            new_box_key(*words)


def test_the_box_keeps_no_order_of_coming(signing: SigningKey, box_key: tuple[str, str]) -> None:
    ballots = [slip(signing, box_key[0], "00")[2] for _ in range(5)]
    there, back = Box(), Box()
    for one in ballots:
        there = there.put(one, signing.public_pem)
    for one in reversed(ballots):
        back = back.put(one, signing.public_pem)
    assert there == back


def test_envelopes_look_alike_and_the_same_vote_is_sealed_differently(box_key: tuple[str, str], opened: rsa.RSAPrivateKey) -> None:  # fmt: skip
    envelopes = [seal(box_key[0], text) for text in ("0", "0", "2" * 40)]
    assert {len(e) for e in envelopes} == {ENVELOPE}
    assert len(set(envelopes)) == 3
    assert [unseal(opened, e) for e in envelopes] == ["0", "0", "2" * 40]
    assert unseal(opened, secrets.token_bytes(ENVELOPE)) == ""


def test_a_group_too_small_is_not_opened(signing: SigningKey, box_key: tuple[str, str], opened: rsa.RSAPrivateKey) -> None:  # fmt: skip
    few = full_box(signing, box_key[0], ["00"] * 4)
    with pytest.raises(BallotFault, match="lộ ý kiến"):
        count(ASKED, few, opened, public_pem=signing.public_pem, given_out=4, paper=PaperVotes(20, 20, 0, {}))
    with pytest.raises(BallotFault, match="lộ ý kiến"):
        count(ASKED, Box(), None, public_pem=signing.public_pem, given_out=0, paper=PaperVotes(4, 4, 0, {"An": (4, 0, 0)}))  # fmt: skip


def test_whoever_writes_into_the_storage_is_found_at_the_count(signing: SigningKey, box_key: tuple[str, str], opened: rsa.RSAPrivateKey) -> None:  # fmt: skip
    box = full_box(signing, box_key[0], ["00"] * 5)
    stuffed = Box((*box.slips, replace(box.slips[0], serial=secrets.token_bytes(32))))
    with pytest.raises(BallotFault, match="không do ban kiểm phiếu"):
        count(ASKED, stuffed, opened, public_pem=signing.public_pem, given_out=6)
    with pytest.raises(BallotFault, match="chỉ phát ra 4"):
        count(ASKED, box, opened, public_pem=signing.public_pem, given_out=4)


def test_paper_votes_are_totals_that_must_fit(signing: SigningKey) -> None:
    paper = PaperVotes(9, 8, 1, {"An": (5, 1, 1), "Bình": (0, 0, 7)})
    found = count(ASKED, Box(), None, public_pem=signing.public_pem, given_out=0, paper=paper)
    assert (found.collected, found.valid, found.marks["An"]) == (8, 7, (5, 1, 1))
    for bad in (replace(paper, handed_out=7), replace(paper, spoilt=2), replace(paper, marks={"Cường": (1, 0, 0)}), replace(paper, marks={"An": (-1, 0, 0)})):  # fmt: skip
        with pytest.raises(BallotFault, match="không khớp"):
            count(ASKED, Box(), None, public_pem=signing.public_pem, given_out=0, paper=bad)


@given(st.sampled_from(["choose", "agree", "confidence"]), st.integers(1, 6), st.data())
def test_what_is_written_is_read_again_and_everything_else_is_spoilt(form: str, size: int, data: st.DataObject) -> None:
    asked = Question(form, tuple(f"N{i}" for i in range(size)))
    marks = data.draw(st.lists(st.none() | st.integers(0, asked.marks - 1), min_size=size, max_size=size))
    chosen = sum(m is not None for m in marks)
    valid = chosen == 1 if form == "choose" else chosen > 0
    assert asked.read(asked.write(marks)) == (tuple(marks) if valid else None)
    assert asked.read(asked.write(marks) + "0") is None
    assert asked.read("9" * size) is None

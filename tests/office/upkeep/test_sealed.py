"""The sealed stream: what goes in comes out, and no changed, swapped or missing piece passes."""

from __future__ import annotations

import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dungviec.office.upkeep.faults import UpkeepFault
from dungviec.office.upkeep.sealed import MAGIC, PIECE, SealedReader, SealedWriter

WORDS = "mot mat khau that dai"
QUICK = 2**4


def sealed(body: bytes, *, by: int = 10_000) -> bytes:
    out = io.BytesIO()
    writer = SealedWriter(out, WORDS, work=QUICK)
    for begin in range(0, len(body), by):
        writer.write(body[begin : begin + by])
    writer.close()
    return out.getvalue()


def opened(body: bytes, words: str = WORDS) -> bytes:
    return bytes(io.BufferedReader(SealedReader(io.BytesIO(body), words)).read())


@settings(max_examples=30)
@given(size=st.integers(0, 3 * PIECE + 5), by=st.integers(1000, 2 * PIECE))
def test_what_goes_in_comes_out(size: int, by: int) -> None:
    body = bytes(n % 251 for n in range(size))
    assert opened(sealed(body, by=by)) == body


@pytest.mark.parametrize("size", [0, 1, PIECE - 1, PIECE, PIECE + 1, 2 * PIECE])
def test_a_stream_cut_off_anywhere_is_refused(size: int) -> None:
    whole = sealed(bytes(size))
    start = whole.index(b"\n", len(MAGIC)) + 1
    for end in {start, start + 1, start + PIECE + 16, len(whole) - 1} - {len(whole)}:
        if end < len(whole):
            with pytest.raises(UpkeepFault):
                opened(whole[:end])


@settings(max_examples=60)
@given(at=st.floats(0, 1, exclude_max=True), bit=st.integers(0, 7))
def test_one_changed_bit_is_found(at: float, bit: int) -> None:
    whole = bytearray(sealed(b"ho so " * 25_000))
    place = int(at * len(whole))
    whole[place] ^= 1 << bit
    with pytest.raises(UpkeepFault):
        opened(bytes(whole))


def test_pieces_that_change_places_are_found() -> None:
    whole = sealed(bytes(3 * PIECE))
    start, step = whole.index(b"\n", len(MAGIC)) + 1, PIECE + 16
    first, second, rest = whole[start : start + step], whole[start + step : start + 2 * step], whole[start + 2 * step :]
    with pytest.raises(UpkeepFault):
        opened(whole[:start] + second + first + rest)
    with pytest.raises(UpkeepFault):
        opened(whole[:start] + first + rest)
    with pytest.raises(UpkeepFault, match="cắt cụt hoặc đã bị sửa"):
        opened(whole + b"x")


def test_a_wrong_passphrase_and_another_file_are_told_apart() -> None:
    with pytest.raises(UpkeepFault, match="sai mật khẩu"):
        opened(sealed(b"x"), "mot mat khau khac han")
    with pytest.raises(UpkeepFault, match="không phải bản sao lưu") as told:
        opened(b"PK\x03\x04 not at all")
    assert "no backup" in told.value.english
    with pytest.raises(UpkeepFault, match="12 ký tự"):
        SealedWriter(io.BytesIO(), "ngan")


def test_the_heading_cannot_ask_for_endless_work() -> None:
    whole = sealed(b"x")
    for wrong in (b'{"n": 1073741824, "kdf": "scrypt", "salt": "' + b"00" * 16 + b'", "prefix": "' + b"00" * 7 + b'"}\n', b"[]\n", b"\xff\n", b"{}\n"):  # fmt: skip
        with pytest.raises(UpkeepFault, match="Phần đầu"):
            opened(MAGIC + wrong + whole[whole.index(b"\n", len(MAGIC)) + 1 :])


def test_what_was_given_up_opens_for_nobody() -> None:
    out = io.BytesIO()
    writer = SealedWriter(out, WORDS, work=QUICK)
    writer.write(bytes(2 * PIECE))
    writer.give_up()
    with pytest.raises(UpkeepFault):
        opened(out.getvalue())

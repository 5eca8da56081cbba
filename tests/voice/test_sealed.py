"""The inbox: who can open what, whom it goes round, what a receipt is, what is left of a photo."""

from __future__ import annotations

import struct
import zlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dungviec.voice import Named, Reader, VoiceFault, people_in, route, sealing
from dungviec.voice.pictures import cleaned
from dungviec.voice.routing import INSPECTORS, LEADERS, misspelt_in, nearly_named

WORD = "sóng vỗ bờ Bãi Cháy"
INSPECTOR = Reader("thanh tra", "I1", INSPECTORS, leads=frozenset({"TT"}), kin=frozenset({"K1"}))
SECOND = Reader("thanh tra 2", "I2", INSPECTORS)
CHAIR = Reader("chủ tịch", "L1", LEADERS, leads=frozenset({"LD"}), kin=frozenset({"K2"}))
ALL = (CHAIR, INSPECTOR, SECOND)


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Words are slow to try on purpose; what is tried here does not hang on how slow."""
    monkeypatch.setattr(sealing, "_COST", 2**6)


def test_inspectors_read_first_and_the_leader_when_one_of_them_is_named() -> None:
    assert route(ALL, Named()).readers == ("thanh tra", "thanh tra 2")
    named = route(ALL, Named(people=frozenset({"I2"})))
    assert named.readers == ("chủ tịch",)
    assert named.passed == {"thanh tra 2": "named", "thanh tra": "tier"}
    assert route(ALL, Named(tiers=frozenset({INSPECTORS}))).readers == ("chủ tịch",)


def test_kin_and_heads_are_gone_round_one_by_one() -> None:
    assert route(ALL, Named(people=frozenset({"K1"}))).readers == ("thanh tra 2",)
    assert route(ALL, Named(units=frozenset({"TT"}))).readers == ("thanh tra 2",)
    assert route((CHAIR, INSPECTOR), Named(people=frozenset({"K1"}))).readers == ("chủ tịch",)


def test_where_nobody_is_left_the_report_belongs_outside() -> None:
    assert route(ALL, Named(people=frozenset({"I1", "L1"}))).outside
    assert route(ALL, Named(people=frozenset({"I1"}), units=frozenset({"LD"}))).outside
    assert route((), Named()).outside


@settings(max_examples=80, deadline=None)
@given(
    st.frozensets(st.sampled_from(["I1", "I2", "L1", "K1", "K2", "X"])),
    st.frozensets(st.sampled_from(["TT", "LD", "P"])),
    st.frozensets(st.sampled_from([INSPECTORS, LEADERS])),
)
def test_nobody_named_no_kin_no_head_ever_gets_a_key(
    people: frozenset[str], units: frozenset[str], tiers: frozenset[int]
) -> None:
    found = route(ALL, Named(people, units, tiers))
    for reader in ALL:
        if reader.key in found.readers:
            assert reader.person_id not in people
            assert not reader.kin & people
            assert not reader.leads & units
            assert reader.tier not in tiers


def test_names_are_found_with_and_without_marks_and_namesakes_all() -> None:
    names = {"tran thi an": ["N3", "N4"], "bui van dung": ["N5"], "an": ["N9"]}
    assert people_in("Bà TRẦN THỊ ÂN, quầy số 2", names) == {"N3", "N4"}
    assert people_in("ong bui   van dung doi tien", names) == {"N5"}
    assert people_in("Chị An ở quầy 2; Bùi Văn. Dũng?", names) == {"N5"}
    assert people_in("", names) == frozenset()


def test_content_opens_for_its_readers_and_the_receipt_alone() -> None:
    key, (public, locked), (other_public, other_locked) = sealing.new_key(), sealing.new_reader(WORD), sealing.new_reader(WORD)  # fmt: skip
    closed = sealing.close(key, {"text": "bị gợi ý đưa tiền"}, about="r1/1")
    sealed = sealing.seal_to(public, key, about="r1")
    mine = sealing.unseal(sealing.unlock_reader(locked, WORD), sealed, about="r1")
    assert sealing.open_with(mine, closed, about="r1/1") == {"text": "bị gợi ý đưa tiền"}
    for wrong in (
        lambda: sealing.unlock_reader(locked, WORD + "x"),
        lambda: sealing.unseal(sealing.unlock_reader(other_locked, WORD), sealed, about="r1"),
        lambda: sealing.unseal(sealing.unlock_reader(locked, WORD), sealed, about="r2"),
        lambda: sealing.open_with(key, closed, about="r1/2"),
        lambda: sealing.open_with(key, closed[:-1] + bytes([closed[-1] ^ 1]), about="r1/1"),
    ):
        with pytest.raises(VoiceFault):
            wrong()
    assert other_public != public
    salt = b"x" * 16
    receipt = sealing.new_receipt()
    mark, outer = sealing.of_receipt(receipt, salt)
    assert sealing.unlock_key(outer, sealing.lock_key(outer, key, about="r1"), about="r1") == key
    assert sealing.of_receipt(receipt, b"y" * 16)[0] != mark
    assert receipt.replace("-", "") not in mark


def test_the_length_of_what_is_stored_hides_short_and_long() -> None:
    key = sealing.new_key()
    lengths = {len(sealing.close(key, "a" * n, about="r")) for n in (1, 20, 300, 1900)}
    assert len(lengths) == 1


def test_a_word_can_be_changed_and_a_short_one_is_refused() -> None:
    public, locked = sealing.new_reader(WORD)
    again = sealing.change_word(locked, WORD, "một từ khóa khác hẳn")
    assert sealing.unlock_reader(again, "một từ khóa khác hẳn") == sealing.unlock_reader(locked, WORD)
    assert public
    for new in ("ngắn", "           a"):
        with pytest.raises(VoiceFault):
            sealing.new_reader(new)
        with pytest.raises(VoiceFault):
            sealing.change_word(locked, WORD, new)


@pytest.mark.parametrize(
    "typed", ["", "abc", "x" * 400, "ABCD-EFGH-JKLM-NPQR-STUV-WXY", "ÂBCD-EFGH-JKLM-NPQR-STUV-WXYZ"]
)
def test_what_is_no_receipt_is_none(typed: str) -> None:
    assert sealing.read_receipt(typed) == ""


def test_a_receipt_is_read_as_people_type_it() -> None:
    receipt = sealing.new_receipt()
    assert sealing.read_receipt(f"  {receipt.lower().replace('-', ' ')} ") == receipt
    assert len({sealing.new_receipt() for _ in range(50)}) == 50


def png(*extra: tuple[bytes, bytes], tail: bytes = b"") -> bytes:
    parts = [(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 2, 0, 0, 0)), *extra, (b"IDAT", zlib.compress(b"\0abc")), (b"IEND", b"")]  # fmt: skip
    chunks = b"".join(struct.pack(">I", len(d)) + k + d + struct.pack(">I", zlib.crc32(k + d)) for k, d in parts)
    return b"\x89PNG\r\n\x1a\n" + chunks + tail


def jpeg(*extra: bytes, tail: bytes = b"") -> bytes:
    scan = b"\xff\xda\x00\x08\x01\x01\x00\x00\x3f\x00" + b"\x12\xff\x00\x34\xff\xd0\x56"
    return b"\xff\xd8\xff\xe0\x00\x10JFIF\0\x01\x01\0\0\x01\0\x01\0\0" + b"".join(extra) + b"\xff\xdb\x00\x05\x00ab" + scan + b"\xff\xd9" + tail  # fmt: skip


def test_what_tells_of_the_sender_goes_and_the_picture_stays() -> None:
    place = b"Exif\0\0 GPS 21.01,107.29 Canon"
    segment = b"\xff\xe1" + struct.pack(">H", len(place) + 2) + place
    note = b"\xff\xfe" + struct.pack(">H", 12) + b"anh cua toi"[:10]
    body, kind = cleaned(jpeg(segment, note, tail=b"hidden second picture"))
    assert kind == "image/jpeg"
    assert not any(word in body for word in (b"GPS", b"Canon", b"JFIF", b"cua toi", b"hidden"))
    assert b"\x12\xff\x00\x34\xff\xd0\x56\xff\xd9" in body
    assert cleaned(body)[0] == body
    body, kind = cleaned(png((b"tEXt", b"Author\0Lan"), (b"eXIf", place), tail=b"more"))
    assert (body, kind) == (png(), "image/png")


@pytest.mark.parametrize(
    "body",
    [b"", b"%PDF-1.7", b"PK\x03\x04", b"<svg/>", b"GIF89a", jpeg()[:-6], png()[:-3], b"\xff\xd8\xff\xe0\x00",
     b"\xff\xd8\xff\xd9", png()[:20] + b"x" + png()[21:], b"\x89PNG\r\n\x1a\n" + b"\0" * 40],
)  # fmt: skip
def test_other_files_and_broken_pictures_are_refused(body: bytes) -> None:
    with pytest.raises(VoiceFault) as fault:
        cleaned(body)
    assert fault.value.english


def test_a_picture_too_large_is_refused() -> None:
    with pytest.raises(VoiceFault, match="5 MB"):
        cleaned(b"\xff\xd8\xff" + b"\0" * (5 * 1024 * 1024))


READER = {"N1": ("Trần Thị Ngọc Mai", "Chánh Thanh tra thành phố")}


@pytest.mark.parametrize(
    ("words", "meant"),
    [
        ("Bà Trần Thị Ngọc Mai nhận tiền", True),
        ("ba tran thi ngoc mia nhan tien", True),  # two letters exchanged
        ("Trần Thị Ngọ Mai", True),
        ("TRẦN THỊ NGỌCMAI!", True),
        ("Trần Thị Ngọcc Mai", True),
        ("chị Trần Mai ở phòng ấy", True),
        ("gửi chánh thanh tra Thành phố xem", True),
        ("Trần Thị Hoa Mai", False),
        ("thanh tra thành phố đã về", False),
        ("Trần Thị Ngọc", False),
        ("mai tôi đến, trần nhà dột", False),
        ("", False),
    ],
)
def test_a_reader_named_with_a_slip_of_the_pen_or_by_title_is_passed_over(words: str, meant: bool) -> None:
    assert nearly_named(words, READER) == (frozenset({"N1"}) if meant else frozenset())


FILE = {"tran thi an": ["N3", "N4"], "tran thi anh": ["N9"], "bui van dung": ["N5"], "pham ha": ["N6"], "le o": ["N7"]}


@pytest.mark.parametrize(
    ("words", "meant"),
    [
        ("Bùi Văn Dungx đòi tiền", {"N5"}), ("bui vn dung", {"N5"}), ("Bùi Văn Dugn", {"N5"}), ("BùiVăn Dũng", {"N5"}), ("Bùi Vă n Dũng", {"N5"}),
        ("Bùi Vân Đồng x", {"N5"}), ("Bùi Vân Đồngg", set()), ("Bui Van Dxgnn", set()),
        ("Trần Thị An thu tiền", set()),  # a name as it stands: its namesakes are people_in's, its neighbour is not meant
        ("Trần Thị Am thu tiền", {"N3", "N4"}), ("Trần Thị Ann", {"N3", "N4", "N9"}),
        ("Trần Thị An, cùng Bùi Văn Dug", {"N5"}), ("Lê Ơi", set()), ("", set()), ("x " * 500, set()),
    ],
)  # fmt: skip
def test_one_slip_in_anybody_s_name_still_names_them(words: str, meant: set[str]) -> None:
    assert misspelt_in(words, FILE) == meant


def test_fifty_thousand_names_are_asked_in_a_breath() -> None:
    import time

    letters = "abcdeghiklmnopqrstuvxy"
    names = {
        f"nguyen {a}{b}i {c}{d}n": [f"{a}{b}{c}{d}"]
        for a in letters
        for b in letters[:10]
        for c in letters
        for d in letters[:10]
    }
    text = "Tôi nộp hồ sơ ở quầy số hai, gặp ông Nguyễn Abi Cdxn, ông ấy nói phải chờ thêm " * 8
    began = time.process_time()
    assert "abcd" in misspelt_in(text, names)
    assert time.process_time() - began < 8, len(names)

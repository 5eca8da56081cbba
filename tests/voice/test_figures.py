"""Indices of the service: a part without data has no points, a file with contradictions is refused line by line, no text no figure."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest

from dungviec.law import LawBook
from dungviec.voice import DossierResult, VoiceFault, on_time_index, read_results, service_index
from dungviec.voice.results import HEADINGS
from dungviec.voice.service_index import part_maxima

BOOK = LawBook.load()
NOW = BOOK.on(date(2026, 9, 1))
ONE = DossierResult("Q1", date(2026, 7, 1), date(2026, 7, 31), 100, 80, 20, 30, 42, 8)


def table(**other: object) -> list[list[object]]:
    values = {
        "Mã quầy": "Q1", "Từ ngày": "01/07/2026", "Đến ngày": "31/07/2026", "Tổng số": 100, "Đã giải quyết": 80, "Đang giải quyết": 20,
        "Trước hạn": 30, "Đúng hạn": 42, "Trễ hạn": 8,
    } | other  # fmt: skip
    return [["Kết quả tháng 7"], list(values), list(values.values())]


def test_parts_without_data_have_no_points_and_the_sum_says_of_how_much() -> None:
    found = service_index(NOW, ONE, (45, 50))
    parts = {p.key: p for p in found.parts}
    assert parts["progress"].points == Fraction(72, 80) * 20
    assert parts["satisfaction"].points == Fraction(45, 50) * 6
    assert {key for key, p in parts.items() if p.points is None} == {"transparency", "digitised", "online"}
    assert (found.points, found.out_of) == (Fraction(18) + Fraction(27, 5), 26)
    assert parts["online"].how == ("không có số liệu", "no data")


def test_nothing_known_is_no_zero() -> None:
    found = service_index(NOW, None, None)
    assert found.points is None
    assert [p.points for p in found.parts] == [None] * 5
    assert service_index(NOW, DossierResult("Q", ONE.first, ONE.last, 5, 0, 5, 0, 0, 0), (0, 0)).points is None


def test_before_the_decision_there_is_no_index() -> None:
    found = service_index(BOOK.on(date(2020, 12, 10)), ONE, (45, 50))
    assert (found.parts, found.answer.known) == ((), False)
    assert part_maxima(BOOK.on(date(2020, 12, 10))) == {}


def test_the_one_stop_index_has_one_decimal_while_its_text_stands() -> None:
    assert on_time_index(BOOK.on(date(2020, 12, 10)), ONE).value == "1.3"  # (60 + 42) / 80 = 1.275
    assert on_time_index(BOOK.on(date(2020, 12, 10)), ONE, (3, 2, 0)).value == "2.2"
    assert not on_time_index(NOW, ONE).known, "no rule on file since NĐ 118/2025"
    empty = DossierResult("Q", ONE.first, ONE.last, 1, 0, 1, 0, 0, 0)
    assert on_time_index(BOOK.on(date(2020, 12, 10)), empty).lacks == ("one_stop.dossier_points",)


def test_a_file_is_read_by_its_headings() -> None:
    (one,), refused = read_results(table(**{"Phải công khai": "40", "Công khai đúng hạn": 36, "Điểm số hóa": "20,5"}), part_maxima(NOW))  # fmt: skip
    assert refused == []
    assert (one.first, one.late, one.published_on_time) == (date(2026, 7, 1), 8, 36)
    assert one.points == {"digitised": Fraction(41, 2)}
    parts = {p.key: p.points for p in service_index(NOW, one, None).parts}
    assert (parts["digitised"], parts["transparency"]) == (Fraction(41, 2), Fraction(36, 40) * 4)
    assert len(HEADINGS) == 16


@pytest.mark.parametrize(
    ("wrong", "told"),
    [({"Tổng số": 101}, "«Tổng số» là 101"), ({"Trễ hạn": 9}, "«Đã giải quyết» là 80"), ({"Đúng hạn": "-1"}, "không phải số hồ sơ"),
     ({"Đúng hạn": "mười"}, "không phải số hồ sơ"), ({"Từ ngày": "31/02/2026"}, "không phải ngày"), ({"Đến ngày": "30/06/2026"}, "trước «Từ ngày»"),
     ({"Mã quầy": " "}, "Thiếu mã quầy"), ({"Điểm số hóa": "23"}, "phải từ 0 đến 22"), ({"Điểm số hóa": "nhiều"}, "không phải số điểm"),
     ({"Phải công khai": 3}, "cùng có hoặc cùng trống"), ({"Phải công khai": 3, "Công khai đúng hạn": 4}, "lớn hơn"),
     ({"Tổng số": None}, "không phải số hồ sơ")],
)  # fmt: skip
def test_a_line_that_cannot_be_is_refused_with_its_number_and_why(wrong: dict[str, object], told: str) -> None:
    good = table()
    rows = [*good, table(**wrong)[2]] if len(table(**wrong)[1]) == len(good[1]) else table(**wrong)
    found, refused = read_results(rows, part_maxima(NOW))
    assert len(found) == len(rows) - 3
    assert (refused[-1].line, told in refused[-1].vi, bool(refused[-1].english)) == (len(rows), True, True)


def test_the_same_period_twice_is_refused_and_a_table_without_its_columns_too() -> None:
    rows = table()
    found, refused = read_results([*rows, rows[2]], part_maxima(NOW))
    assert (len(found), [r.line for r in refused]) == (1, [4])
    for rows in ([], [["Tên", "Tuổi"], ["A", 3]], [["Mã quầy"]]):
        with pytest.raises(VoiceFault, match="thiếu cột"):
            read_results(rows, {})

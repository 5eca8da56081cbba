"""Reading awards as people write them: titles apart from forms, and nothing guessed."""

from __future__ import annotations

import pytest

from dungviec.emulation import Calendar, judge_collectives, read_award, standards_of
from dungviec.law import LawBook
from dungviec.law.rules import Verdict

TITLES = {
    "Lao động tiên tiến": "advanced", "Danh hiệu LĐTT năm 2019": "advanced", "lao dong tien tien": "advanced",
    "Chiến sĩ thi đua cơ sở": "base", "Chiến sỹ thi đua cấp cơ sở": "base", "CSTĐCS": "base", "CSTĐ cơ sở": "base",
    "Chiến sĩ thi đua cấp tỉnh": "provincial", "CSTĐ Bộ, ban, ngành": "provincial", "Chiến sĩ thi đua cấp Bộ": "provincial",
    "Chiến sĩ thi đua toàn quốc": "national", "Tập thể Lao động xuất sắc": "collective_excellent", "Tập thể LĐTT": "collective_advanced",
}  # fmt: skip
FORMS = {
    "Bằng khen của UBND tỉnh": "merit", "Giấy khen của UBND thành phố": "certificate", "Huân chương Lao động hạng Ba": "order",
    "Kỷ niệm chương Vì sự nghiệp giáo dục": "commemorative", "Bằng khen Chiến sĩ thi đua cơ sở 5 năm": "merit",
}  # fmt: skip
UNREAD = ("Chiến sĩ thi đua", "Đề nghị Chiến sĩ thi đua cơ sở", "Thu hồi danh hiệu Lao động tiên tiến", "Học sinh giỏi", "", "Tập thể vững mạnh")  # fmt: skip


@pytest.mark.parametrize(("text", "key"), TITLES.items())
def test_a_title_is_read_with_its_level(text: str, key: str) -> None:
    assert (read_award(text).kind, read_award(text).key) == ("title", key)


@pytest.mark.parametrize(("text", "key"), FORMS.items())
def test_a_form_never_stands_in_for_a_title(text: str, key: str) -> None:
    assert (read_award(text).kind, read_award(text).key) == ("form", key)


@pytest.mark.parametrize("text", UNREAD)
def test_what_names_no_level_or_was_only_asked_for_is_left_unread(text: str) -> None:
    assert read_award(text).kind == "unread"


def test_titles_of_units_are_unknown_and_their_bonus_is_that_of_the_day() -> None:
    from datetime import date

    book = LawBook.load()
    before, after = (judge_collectives(standards_of(book.on(day))) for day in (date(2025, 6, 30), date(2025, 7, 1)))
    assert {a.verdict for a in (*before, *after)} == {Verdict.UNKNOWN}
    assert [a.times for a in before] == [None, None]
    assert [a.times for a in after] == [0.8, 1.5]
    assert Calendar(book.on).on(date(2020, 1, 1)).money is None

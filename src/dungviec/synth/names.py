"""Made-up Vietnamese names, distributed like real ones: surnames by ethnic group, given names by sex and decade of birth."""

from __future__ import annotations

from random import Random

KINH_SURNAMES: dict[str, float] = {
    "Nguyễn": 38.4, "Trần": 11.0, "Lê": 9.5, "Phạm": 7.1, "Hoàng": 4.1, "Huỳnh": 0.6, "Vũ": 4.0, "Phan": 3.2, "Đặng": 2.1,
    "Bùi": 2.4, "Đỗ": 2.2, "Ngô": 1.4, "Võ": 0.5, "Hồ": 0.8, "Dương": 1.1, "Đinh": 1.2, "Lý": 0.5, "Đào": 1.0, "Đoàn": 1.0,
    "Lương": 0.9, "Mai": 0.7, "Trịnh": 0.9, "Tô": 0.5, "Cao": 0.7, "Hà": 0.6, "Tạ": 0.5, "Phùng": 0.5, "Lưu": 0.4,
    "Chu": 0.5, "Vương": 0.3, "Tống": 0.3, "Thái": 0.2, "Quách": 0.2, "Nghiêm": 0.2, "Đàm": 0.2,
}  # fmt: skip
SURNAMES: dict[str, dict[str, float]] = {
    "Kinh": KINH_SURNAMES,
    "Tày": {"Hoàng": 22, "Nông": 20, "Lý": 9, "Bế": 8, "Hà": 8, "Đàm": 6, "Lương": 7, "Vi": 9, "La": 5, "Ma": 6},
    "Sán Dìu": {"Trương": 18, "Lý": 15, "Tạ": 13, "Từ": 12, "Diệp": 10, "Lục": 9, "Ninh": 8, "Trần": 8, "Hoàng": 7},
    "Dao": {"Triệu": 24, "Đặng": 22, "Bàn": 20, "Chíu": 10, "Phùng": 9, "Lý": 8, "Tằng": 7},
    "Hoa": {"Trần": 16, "Lý": 15, "Hoàng": 13, "Voòng": 10, "Lâm": 12, "Vương": 9, "Phùng": 9, "Trương": 10, "Quan": 6},
}
ETHNIC_WEIGHTS: dict[str, float] = {"Kinh": 93.4, "Sán Dìu": 2.6, "Tày": 1.6, "Dao": 1.4, "Hoa": 1.0}
"""Shares of the ethnic groups among a coastal city's officials (made up, of the right order)."""

_MALE_MIDDLE = {
    1970: {"Văn": 46, "Đức": 9, "Xuân": 8, "Quang": 7, "Ngọc": 6, "Hữu": 6, "Đình": 7, "Minh": 4, "Thanh": 4, "Bá": 3},
    1985: {"Văn": 30, "Đức": 10, "Quang": 9, "Xuân": 5, "Ngọc": 7, "Minh": 9, "Thanh": 6, "Anh": 5, "Mạnh": 8, "Hữu": 4, "Đình": 4, "Tuấn": 3},
    2100: {"Văn": 16, "Đức": 11, "Quang": 9, "Minh": 13, "Anh": 9, "Tuấn": 7, "Hoàng": 8, "Mạnh": 8, "Thành": 7, "Ngọc": 5, "Hải": 4, "Việt": 3},
}  # fmt: skip
_FEMALE_MIDDLE = {
    1970: {"Thị": 68, "Thị Thanh": 4, "Thị Kim": 4, "Thị Hồng": 5, "Thị Bích": 3, "Kim": 4, "Thanh": 5, "Thị Minh": 4, "Ngọc": 3},
    1985: {"Thị": 44, "Thị Thu": 8, "Thị Thanh": 7, "Thị Hồng": 5, "Thị Ngọc": 5, "Thu": 6, "Thanh": 7, "Bích": 5, "Thị Minh": 4, "Ngọc": 5, "Kim": 4},
    2100: {"Thị": 25, "Thị Thu": 8, "Thu": 10, "Thanh": 8, "Ngọc": 10, "Thùy": 8, "Phương": 7, "Thị Thanh": 5, "Khánh": 5, "Minh": 7, "Hồng": 4, "Quỳnh": 3},
}  # fmt: skip
_MALE_GIVEN = {
    1970: "Hùng Dũng Thắng Hải Sơn Tuấn Bình Minh Long Thành Hòa Cường Tiến Chiến Quyết Thủy Khánh Lợi Phúc Chính Toàn Tình Nghĩa Hưng Tân",
    1985: "Hùng Tuấn Dũng Cường Thắng Hải Sơn Nam Hiếu Trung Kiên Thành Hưng Quân Đạt Hoàn Tùng Linh Việt Hà Phương Quyền Khoa Thịnh Tú",
    2100: "Tuấn Anh Tùng Nam Hiếu Đạt Hoàng Huy Long Duy Sơn Linh Trung Kiên Quân Thành Khánh Phong Tú Việt Thắng Bách Minh Hải Lâm",
}  # fmt: skip
_FEMALE_GIVEN = {
    1970: "Hoa Lan Hương Thủy Hà Hằng Nga Mai Hải Bình Thanh Oanh Liên Tuyết Hiền Loan Yến Vân Thu Dung Nhung Minh Thơm Huệ Xuân",
    1985: "Hương Hà Hằng Huyền Thủy Nga Hoa Lan Mai Hạnh Hiền Nhung Ngọc Thảo Trang Yến Vân Dung Phương Oanh Thu Hồng Giang Ánh Loan",
    2100: "Trang Linh Huyền Hương Thảo Hà Ngọc Phương Anh Thu Nhung Hằng Mai Quỳnh Vân Yến Thủy My Ly Giang Ánh Chi Hạnh Duyên Ngân",
}  # fmt: skip


class Namer:
    """Draws names from one random stream; the same stream always gives the same names."""

    def __init__(self, rng: Random) -> None:
        self._rng = rng
        self._surnames = {group: _table(weights) for group, weights in SURNAMES.items()}
        self._groups = _table(ETHNIC_WEIGHTS)
        self._middles = {
            (sex, era): _table(weights)
            for sex, eras in (("male", _MALE_MIDDLE), ("female", _FEMALE_MIDDLE))
            for era, weights in eras.items()
        }
        self._givens = {
            (sex, era): _falling(words)
            for sex, eras in (("male", _MALE_GIVEN), ("female", _FEMALE_GIVEN))
            for era, words in eras.items()
        }

    def ethnicity(self) -> str:
        """An ethnic group."""
        return self._draw(self._groups)

    def name(self, sex: str, born_year: int, ethnicity: str, surname: str | None = None) -> str:
        """A full name, surname first, in NFC; ``surname`` is kept when given (a child's from the father)."""
        era = 1970 if born_year < 1970 else 1985 if born_year < 1985 else 2100
        last = surname or self._draw(self._surnames[ethnicity])
        middle = self._draw(self._middles[sex, era])
        given = self._draw(self._givens[sex, era])
        for _ in range(8):
            if given not in middle.split(" ") and given != last:
                break
            given = self._draw(self._givens[sex, era])
        return f"{last} {middle} {given}"

    def _draw(self, table: tuple[list[str], list[float]]) -> str:
        words, cumulated = table
        return self._rng.choices(words, cum_weights=cumulated)[0]


def _table(weights: dict[str, float] | dict[str, int]) -> tuple[list[str], list[float]]:
    total, cumulated = 0.0, []
    for weight in weights.values():
        total += weight
        cumulated.append(total)
    return list(weights), cumulated


def _falling(words: str) -> tuple[list[str], list[float]]:
    """Names listed from the most to the least common, with weights that fall off slowly."""
    return _table({word: 1.0 / (i + 6) for i, word in enumerate(words.split())})

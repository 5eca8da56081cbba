"""Rosters of made-up people in many layouts: each a list of column blocks, a way to tell the unit, and a file format.

``make_people`` gives the truth, ``Layout.random`` one office's habits, ``write`` the file. Nothing of the reader is used.
"""

from __future__ import annotations

import random
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from tests.exchange.roster_people import DEGREES, RATINGS, THEORY, Value


@dataclass
class Block:
    """Columns that stay together: heading paths, and the cells of a person."""

    paths: list[tuple[str, ...]]
    cells: Callable[[dict[str, Any]], list[Value]]


@dataclass
class Layout:
    """One office's habits."""

    rng: random.Random
    years: list[str]
    options: dict[str, Any] = field(default_factory=dict)

    @classmethod
    def random(cls, rng: random.Random, **fixed: Any) -> Layout:
        """Random habits; ``fixed`` overrides."""
        pick = rng.choice
        options = {
            "name": pick(["full", "two", "merged", "caps", "nfd", "spaces", "three"]),
            "sex": pick(["column", "x_female", "x_two", "born_two", "m_f", "column_small"]),
            "unit": pick(["groups", "groups_number", "groups_plain", "groups_nested", "column", "sheet", "title", "sheet_caps"]),
            "date": pick(["mixed", "real", "serial", "serial_text", "slash", "dots", "iso", "words"]),
            "degree": pick(["column", "combined", "matrix", "matrix_major", "two_header"]),
            "theory": pick(["column", "matrix", "grouped"]),
            "rating": pick(["merged", "single", "xl"]),
            "id": pick(["text", "number", "spaced", "dotted"]),
            "coefficient": pick(["number", "comma", "point"]),
            "merge": rng.random() < 0.6,
            "number_row": pick([None, None, "plain", "brackets", "letters"]),
            "blank_rows": rng.randint(0, 4),
            "blank_columns": pick([0, 0, 1, 2]),
            "titles": rng.random() < 0.7,
            "totals": rng.random() < 0.6,
            "signature": rng.random() < 0.6,
            "repeat_header": rng.random() < 0.3,
            "extra": rng.sample(["Ghi chú", "Số điện thoại", "Chức vụ", "Quê quán", "Ngày cấp CCCD", "Mã ngạch", "Ngoại ngữ", "Thâm niên nghề đặc thù"], rng.randint(0, 4)),
            "cover": rng.random() < 0.3,
            "shuffle": rng.random() < 0.7,
        }  # fmt: skip
        return cls(rng, [], options | fixed)

    def blocks(self) -> list[Block]:
        """The columns, in this office's order."""
        o, rng, pick = self.options, self.rng, self.rng.choice
        name = _name_block(o["name"], rng)
        rest = [*_sex_and_birth(o, rng, self.day)]
        rest.append(Block([(pick(["Dân tộc", "DT", "Thành phần dân tộc"]),)], lambda p: [p["ethnicity"]]))
        rest.append(
            Block(
                [(pick(["Số CCCD", "Số CMND/CCCD", "Số định danh cá nhân", "Số căn cước công dân", "CMND/ CCCD"]),)],
                lambda p: [_id(o["id"], p["citizen_id"])],
            )
        )
        rest += _degree_blocks(o["degree"], rng)
        rest.append(_theory_block(o["theory"], rng))
        rest.append(
            Block(
                [
                    (
                        pick(
                            [
                                "Ngày vào ngành",
                                "Ngày tuyển dụng",
                                "Ngày, tháng, năm tuyển dụng",
                                "Ngày vào cơ quan",
                                "Ngày bắt đầu công tác",
                            ]
                        ),
                    )
                ],
                lambda p: [self.day(p["joined"])],
            )
        )
        rest.append(
            Block(
                [(pick(["Hệ số lương", "HSL", "Hệ số", "Hệ số lương hiện hưởng"]),)],
                lambda p: [_coefficient(o["coefficient"], p["coefficient"])],
            )
        )
        rest.append(_rating_block(o["rating"], self.years, rng))
        if o["unit"] == "column":
            rest.append(
                Block(
                    [(pick(["Đơn vị công tác", "Đơn vị", "Phòng/ban", "Cơ quan, đơn vị", "Nơi công tác"]),)],
                    lambda p: [p["unit"]],
                )
            )
        rest += [Block([(header,)], lambda p, h=header: [_extra(h, rng)]) for header in o["extra"]]
        if o["shuffle"]:
            rng.shuffle(rest)
        stt = Block([(pick(["STT", "TT", "Số TT"]),)], lambda p: [p["no"]])
        return [stt, name, *rest]

    def day(self, iso: str) -> Value:
        """A date in this office's dress."""
        day = date.fromisoformat(iso)
        way = self.options["date"]
        if way == "mixed":
            way = self.rng.choice(["real", "slash", "dots", "dash", "short"])
        return {
            "real": lambda: day,
            "serial": lambda: (day - date(1899, 12, 30)).days,
            "serial_text": lambda: str((day - date(1899, 12, 30)).days),
            "slash": lambda: day.strftime("%d/%m/%Y"),
            "dots": lambda: day.strftime("%d.%m.%Y"),
            "dash": lambda: day.strftime("%d-%m-%Y"),
            "short": lambda: f"{day.day}/{day.month}/{day.year}",
            "iso": lambda: iso,
            "words": lambda: unicodedata.normalize("NFD", f"ngày {day.day} tháng {day.month} năm {day.year}"),
        }[way]()


def _name_block(way: str, rng: random.Random) -> Block:
    full = rng.choice(["Họ và tên", "Họ tên", "Họ và tên CBCC", "Họ, chữ đệm và tên khai sinh", "HỌ VÀ TÊN"])

    def split(p: dict[str, Any]) -> list[Value]:
        head, _, tail = p["name"].rpartition(" ")
        return [head, tail]

    if way == "two":
        return Block([(rng.choice(["Họ và tên đệm", "Họ đệm", "Họ"]),), ("Tên",)], split)
    if way == "merged":
        return Block([("Họ và tên",), ("Họ và tên",)], split)
    if way == "three":
        return Block([("Họ và tên", "Họ đệm"), ("Họ và tên", "Tên")], split)
    shape: Callable[[str], str] = {
        "caps": str.upper, "nfd": lambda t: unicodedata.normalize("NFD", t), "spaces": lambda t: "  " + t.replace(" ", "\u00a0 ") + " ",
    }.get(way, str)  # fmt: skip
    return Block([(full,)], lambda p: [shape(p["name"])])


def _sex_and_birth(o: dict[str, Any], rng: random.Random, day: Callable[[str], Value]) -> list[Block]:
    birth = rng.choice(["Ngày sinh", "Ngày, tháng, năm sinh", "Năm sinh", "NTNS", "Sinh ngày"])
    plain = Block([(birth,)], lambda p: [day(p["born"])])
    female = lambda p: p["sex"] == "female"  # noqa: E731
    way = o["sex"]
    if way == "born_two":
        return [
            Block(
                [(birth, "Nam"), (birth, "Nữ")],
                lambda p: [None, day(p["born"])] if female(p) else [day(p["born"]), None],
            )
        ]
    if way == "x_female":
        return [plain, Block([(rng.choice(["Nữ", "Nữ "]),)], lambda p: ["x" if female(p) else None])]
    if way == "x_two":
        return [
            plain,
            Block([("Giới tính", "Nam"), ("Giới tính", "Nữ")], lambda p: [None, "X"] if female(p) else ["X", None]),
        ]
    words = {"column": ("Nữ", "Nam"), "m_f": ("F", "M"), "column_small": ("nữ", "nam")}[way]
    return [plain, Block([(rng.choice(["Giới tính", "GT", "Phái"]),)], lambda p: [words[0] if female(p) else words[1]])]


def _degree_blocks(way: str, rng: random.Random) -> list[Block]:
    major = Block([(rng.choice(["Chuyên ngành", "Chuyên ngành đào tạo", "Ngành đào tạo"]),)], lambda p: [p["major"]])
    if way == "column":
        return [
            Block(
                [
                    (
                        rng.choice(
                            ["Trình độ chuyên môn", "Trình độ", "TĐCM", "Bằng cấp", "Trình độ chuyên môn cao nhất"]
                        ),
                    )
                ],
                lambda p: [rng.choice(DEGREES[p["degree"]])],
            ),
            major,
        ]
    if way == "combined":
        return [Block([("Trình độ chuyên môn",)], lambda p: [f"{DEGREES[p['degree']][0]} {p['major']}"])]
    if way == "two_header":
        return [
            Block(
                [("Trình độ chuyên môn", "Bằng cấp"), ("Trình độ chuyên môn", "Chuyên ngành")],
                lambda p: [rng.choice(DEGREES[p["degree"]]), p["major"]],
            )
        ]
    levels = list(DEGREES)
    paths = [("Trình độ chuyên môn", DEGREES[v][0]) for v in levels]
    if way == "matrix_major":
        return [Block(paths, lambda p: [p["major"] if p["degree"] == v else None for v in levels])]
    return [Block(paths, lambda p: ["x" if p["degree"] == v else None for v in levels]), major]


def _theory_block(way: str, rng: random.Random) -> Block:
    if way == "matrix":
        levels = ["bachelor", "advanced", "intermediate", "elementary"]
        return Block(
            [("Lý luận chính trị", THEORY[v][0]) for v in levels],
            lambda p: ["x" if p["theory"] == v else None for v in levels],
        )
    path = (
        ("Trình độ", "LLCT")
        if way == "grouped"
        else (rng.choice(["Trình độ LLCT", "Lý luận chính trị", "LLCT", "Trình độ lý luận"]),)
    )
    return Block([path], lambda p: [rng.choice(THEORY[p["theory"]])])


def _rating_block(way: str, years: list[str], rng: random.Random) -> Block:
    def cells(p: dict[str, Any]) -> list[Value]:
        return [rng.choice(RATINGS[p["ratings"][y]]) for y in years]

    if way == "merged":
        return Block([("Đánh giá, xếp loại", y) for y in years], cells)
    return Block([(f"XL {y}" if way == "xl" else f"Xếp loại năm {y}",) for y in years], cells)


def _id(way: str, number: str) -> Value:
    return {
        "text": number,
        "number": int(number),
        "spaced": f"{number[:3]} {number[3:6]} {number[6:]}",
        "dotted": f"{number[:3]}.{number[3:6]}.{number[6:9]}.{number[9:]}",
    }[way]


def _coefficient(way: str, number: float) -> Value:
    return {"number": number, "comma": f"{number:.2f}".replace(".", ","), "point": f"{number:.2f}"}[way]


def _extra(header: str, rng: random.Random) -> Value:
    return {
        "Ghi chú": rng.choice([None, None, "Nghỉ thai sản"]), "Số điện thoại": f"09{rng.randint(0, 99999999):08d}",
        "Chức vụ": rng.choice(["Trưởng phòng", "Chuyên viên", "Phó Trưởng phòng"]), "Quê quán": rng.choice(["Cẩm Phả", "Hạ Long"]),
        "Ngày cấp CCCD": "12/05/2021", "Mã ngạch": rng.choice(["01.003", "01.004"]), "Ngoại ngữ": rng.choice(["Anh B", "TOEIC 450", None]),
        "Thâm niên nghề đặc thù": rng.choice(["5%", "7%"]),
    }[header]  # fmt: skip


Cell = tuple[int, int, Value]


@dataclass
class Page:
    """A sheet to be written: cells and merged ranges (r0, c0, r1, c1)."""

    name: str
    cells: dict[tuple[int, int], Value] = field(default_factory=dict)
    merges: list[tuple[int, int, int, int]] = field(default_factory=list)


def pages(layout: Layout, people: list[dict[str, Any]]) -> list[Page]:
    """The sheets of the workbook."""
    o = layout.options
    out: list[Page] = []
    if o["cover"]:
        out.append(Page("Bìa", {(3, 2): "DANH SÁCH CÁN BỘ", (5, 2): "Năm 2020"}))
    blocks = layout.blocks()
    units = sorted({p["unit"] for p in people})
    if o["unit"] in {"sheet", "sheet_caps", "title"}:
        for i, unit in enumerate(units):
            mine = [p for p in people if p["unit"] == unit]
            name = f"Biểu {i + 1}" if o["unit"] == "title" else unit.upper() if o["unit"] == "sheet_caps" else unit
            out.append(_page(layout, blocks, mine, name[:31], unit))
    else:
        out.append(_page(layout, blocks, people, "Danh sách", None))
    return out


def _page(layout: Layout, blocks: list[Block], people: list[dict[str, Any]], name: str, unit: str | None) -> Page:
    o, rng = layout.options, layout.rng
    page = Page(name)
    r, left = o["blank_rows"], o["blank_columns"]
    paths = [path for b in blocks for path in b.paths]
    width = len(paths)
    if o["titles"]:
        page.cells[(r, left)] = "ỦY BAN NHÂN DÂN THÀNH PHỐ CẨM PHẢ"
        page.cells[(r + 1, left)] = "DANH SÁCH CÁN BỘ, CÔNG CHỨC NĂM 2020"
        r += 3
    if o["unit"] == "title":
        page.cells[(r, left)] = f"Đơn vị: {unit}"
        r += 1
    r = _heading(page, layout, paths, r, left)
    grouped: list[tuple[str | None, list[dict[str, Any]]]] = [(None, people)]
    if o["unit"].startswith("groups"):
        grouped = [(u, [p for p in people if p["unit"] == u]) for u in sorted({p["unit"] for p in people})]
    for g, (group, members) in enumerate(grouped):
        if group is not None:
            if o["unit"] == "groups_nested" and g % 2 == 0:
                page.cells[(r, left)] = f"{'ABCDE'[g // 2]}. KHỐI {'QUẢN LÝ NHÀ NƯỚC' if g == 0 else 'SỰ NGHIỆP'}"
                r += 1
            _group(page, layout, group, g, r, left, width)
            r += 1
        for k, person in enumerate(members):
            if o["repeat_header"] and k and k % 9 == 0:
                r = _heading(page, layout, paths, r, left)
            c = left
            for block in blocks:
                for value in block.cells(person):
                    if value is not None:
                        page.cells[(r, c)] = value
                    c += 1
            r += 1
        if o["totals"] and group is not None and rng.random() < 0.5:
            page.cells[(r, left)] = f"Cộng: {len(members)} người"
            r += 1
    if o["totals"]:
        page.cells[(r, left)] = f"Tổng cộng: {len(people)} người"
        r += 1
    if o["signature"]:
        page.cells[(r + 1, left + width - 3)] = "Cẩm Phả, ngày 30 tháng 11 năm 2020"
        page.cells[(r + 2, left + 1)] = "NGƯỜI LẬP BIỂU"
        page.cells[(r + 2, left + width - 3)] = "TM. ỦY BAN NHÂN DÂN"
        page.cells[(r + 5, left + 1)] = "Nguyễn Thị Lan"
        page.cells[(r + 5, left + width - 3)] = "Trần Văn Hùng"
    return page


def _heading(page: Page, layout: Layout, paths: list[tuple[str, ...]], r: int, left: int) -> int:
    deep = max(len(p) for p in paths)
    for c, path in enumerate(paths):
        same_left = c > 0 and paths[c - 1][0] == path[0] and (len(path) > 1 or path[0] == "Họ và tên")
        if not same_left:
            end = c
            while end + 1 < len(paths) and paths[end + 1][0] == path[0] and (len(path) > 1 or path[0] == "Họ và tên"):
                end += 1
            page.cells[(r, left + c)] = path[0]
            bottom = r if len(path) > 1 else r + deep - 1
            if layout.options["merge"] and (end > c or bottom > r):
                page.merges.append((r, left + c, bottom, left + end))
        if len(path) > 1:
            page.cells[(r + 1, left + c)] = path[1]
    r += deep
    way = layout.options["number_row"]
    if way:
        for c in range(len(paths)):
            page.cells[(r, left + c)] = {
                "plain": c + 1,
                "brackets": f"({c + 1})",
                "letters": "AB"[c] if c < 2 else c - 1,
            }[way]
        r += 1
    return r


def _group(page: Page, layout: Layout, group: str, g: int, r: int, left: int, width: int) -> None:
    roman = ["I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX"][g]
    way = layout.options["unit"]
    if way == "groups_number":
        page.cells[(r, left)] = roman
        page.cells[(r, left + 1)] = group
    else:
        page.cells[(r, left)] = group if way == "groups_plain" else f"{roman}. {group}"
        if layout.options["merge"]:
            page.merges.append((r, left, r, left + width - 1))

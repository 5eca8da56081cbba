"""Good files of every kind, made by the house itself: what the broken ones are made from."""

from __future__ import annotations

import json
import random
import re
import tempfile
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def _made(ending: str, *writers: object) -> list[bytes]:
    with tempfile.TemporaryDirectory() as folder:
        found = []
        for n, write in enumerate(writers):
            path = Path(folder) / f"{n}{ending}"
            write(path)  # type: ignore[operator]
            found.append(path.read_bytes())
        return found


def city() -> list[bytes]:
    """The town of the office's tests as the documented workbook."""
    from tests.office.cast import town

    from dungviec.exchange import write_city

    return _made(".xlsx", lambda path: write_city(town(), path))


def _rosters(ending: str) -> list[bytes]:
    from tests.exchange import roster_files, roster_layouts, roster_people

    def one(seed: int, path: Path) -> None:
        chance = random.Random(seed)
        years = ["2019", "2020"]
        people = roster_people.make_people(chance, 6, years)
        layout = roster_layouts.Layout.random(chance)
        layout.years = years
        if ending == ".csv":
            layout.options["cover"] = False
            if layout.options["unit"] in {"sheet", "sheet_caps", "title"}:
                layout.options["unit"] = "column"
        roster_files.write(roster_layouts.pages(layout, people), path)

    return _made(ending, *[lambda path, seed=seed: one(seed, path) for seed in range(6)])


def rosters_xlsx() -> list[bytes]:
    """Six layouts of other offices."""
    return _rosters(".xlsx")


def rosters_ods() -> list[bytes]:
    """The same as LibreOffice keeps them."""
    return _rosters(".ods")


def rosters_csv() -> list[bytes]:
    """The same as text."""
    return _rosters(".csv")


def rosters_xls() -> list[bytes]:
    """The same as Excel 97 kept them."""
    from tests.exchange.roster_xls import write_xls

    rows: list[list[str | int | float | None]] = [
        ["TT", "Họ và tên", "Ngày sinh", "Chức vụ", "Trình độ"],
        [1, "Nguyễn Thị Hạnh", "15/08/1975", "Trưởng phòng", "Thạc sĩ"],
        [2, "Lê Văn Đức", "03/04/1985", "=#REF!", "Đại học"],
    ]
    old = {(1, 1): ".VnTime"}
    return _made(
        ".xls", lambda p: write_xls(p, "DS", rows), lambda p: write_xls(p, "DS", rows, padding=5000, fonts=old)
    )


def tasks() -> list[bytes]:
    """A list of tasks as a document system exports it."""
    return _made(".xlsx", lambda path: _book(path, {"Việc": [
        ["Số/ký hiệu", "Trích yếu", "Người xử lý", "Loại sản phẩm", "Hạn xử lý", "Ngày hoàn thành", "Số lần làm lại", "Khách quan"],
        ["12/UBND", "Báo cáo tháng", "Vũ Thị An", "CV", "10/03/2026", "09/03/2026", 1, "x"],
        ["13/UBND", "Tờ trình", "an", "CV", "20/03/2026", None, 2, None],
    ]}))  # fmt: skip


def book(sheets: dict[str, list[list[object]]]) -> list[bytes]:
    """A workbook of these sheets."""
    return _made(".xlsx", lambda path: _book(path, sheets))


def _book(path: Path, sheets: dict[str, list[list[object]]]) -> None:
    import xlsxwriter

    with xlsxwriter.Workbook(str(path)) as book:
        for name, rows in sheets.items():
            page = book.add_worksheet(name)
            for n, row in enumerate(rows):
                page.write_row(n, 0, row)


@cache
def dossier():  # type: ignore[no-untyped-def]
    """The made-up head of division whose papers are read."""
    from tests.documents.cast import anh

    return anh()


def lists() -> list[bytes]:
    """The list of basics of one person."""
    from dungviec.documents import write_list
    from dungviec.documents.listing_columns import LIST_COLUMNS

    return [write_list([dossier()], tuple(LIST_COLUMNS.values()))]


def words() -> list[bytes]:
    """Both record forms."""
    from dungviec.documents import FORMS, fill, write_word

    return [write_word(fill(form, dossier())) for form in FORMS.values()]


def records() -> list[bytes]:
    """The national record."""
    from dungviec.documents import write_json_text

    return [write_json_text([dossier()]).encode()]


def sheets() -> list[bytes]:
    """An appraisal sheet of one official."""
    example = re.search(
        r"```json\n(\{.*?\n\})\n```",
        (ROOT / "docs/reference/appraisal-sheet.md").read_text(encoding="utf-8"),
        re.DOTALL,
    )
    return [(example[1] if example else json.dumps({"sheet": 1, "year": 2026, "officials": []})).encode()]


def courses() -> list[bytes]:
    """The example catalogue."""
    from tests.exchange.test_course_files import GOOD

    return [GOOD.encode(), (ROOT / "src/dungviec/synth/courses.yaml").read_bytes()[:6000]]


def courses_xlsx() -> list[bytes]:
    """A catalogue and requests as workbooks."""
    return _made(".xlsx", lambda path: _book(path, {
        "Thông tin": [["Năm", 2021]],
        "Khóa học": [["Mã khóa", "Tên khóa", "Loại", "Số người ít nhất một lớp", "most", "classes", "class_cost", "seat_cost", "days", "Đối tượng", "Từ ngày", "Đến ngày"], ["A", "Khóa A", "skills", 10, 40, 2, 1_000_000, 200_000, 3, "Viên chức; Cán bộ", "01/03/2021", "05/03/2021"]],
        "Khóa đóng gì": [["Mã khóa", "Nội dung", "Từ mức", "Đến mức"], ["A", "G4", 1, 3], ["A", "Lý luận chính trị", None, "Trung cấp"]],
        "Tiêu chuẩn chức danh": [["ranks", "kind", "vi", "basis", "months"], ["V.07.*", "professional_title", "chứng chỉ", "thử", 60]],
    }))  # fmt: skip


def _files(pattern: str, most: int = 5000) -> list[bytes]:
    """Beginnings of files, cut at an entry, so that a mutation is quick to read."""
    found = []
    for path in sorted(ROOT.glob(pattern)):
        text = path.read_bytes()
        cut = text.rfind(b"\n- ", 0, most) if len(text) > most else len(text)
        found.append(text[: cut + 1 if cut > 0 else most])
    return found


def cases() -> list[bytes]:
    """Law cases."""
    return _files("tests/law_cases/*.yaml", 2500)


def packs() -> list[bytes]:
    """Rule packs."""
    return _files("src/dungviec/law/packs/vn/*.yaml", 4000)


def overlays() -> list[bytes]:
    """The example of the guide."""
    return [b.encode() for b in _blocks("docs/how-to/tighten-the-rules.md")]


def policies() -> list[bytes]:
    """The examples of the guide and of the reference."""
    return [b.encode() for b in (*_blocks("docs/how-to/set-a-policy.md"), *_blocks("docs/reference/policy.md"))]


def _blocks(page: str) -> list[str]:
    return re.findall(r"```yaml\n(.*?)```", (ROOT / page).read_text(encoding="utf-8"), re.DOTALL)


def scenarios() -> list[bytes]:
    """The scenarios on the shelf."""
    return _files("src/dungviec/placement/scenario/ready/*.yaml", 6000)


def frameworks() -> list[bytes]:
    """The competency frameworks, whole: a part of one is none."""
    return _files("src/dungviec/competency/frameworks/*.yaml", 10**7)


def procedures() -> list[bytes]:
    """Runs of procedures, one each."""
    return [
        b"procedure: appointment\ndate: 2026-09-01\nstarted: 2026-08-01\n"
        b"steps: [{step: policy, held: 2026-08-20}, {step: leaders, held: 2026-08-25, summoned: 9, present: 6, votes: {A: 5}}]\n"
        b"expect: {known: true, outcomes: {leaders: passes}, chosen: [A], stopped: false}\n"
    ]


def stated() -> list[bytes]:
    """Facts per person."""
    return [
        b"CB00001: {monthly_pay: 9500000, insured_months: 288, voluntary: true}\nCB00002: {pregnant: false}\n",
        b"CB00001:\n  takes_part: [2024, 2025]\n  judged: {2020: true}\n  works:\n"
        b"    - {kind: initiative, year: 2024, scope: province, title: R\xc3\xbat g\xe1\xbb\x8dn, recognised_by: UBND}\n",
    ]

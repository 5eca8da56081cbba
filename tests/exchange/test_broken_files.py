"""Files that fuzzing found: each hung a reader, ended the process or came out as something else than a sentence. And a short, seeded fuzz."""

from __future__ import annotations

import io
import random
import re
import struct
import zipfile
from collections.abc import Callable
from importlib import resources
from pathlib import Path

import pytest
import xlsxwriter
from benchmarks.fuzz.__main__ import broken
from benchmarks.fuzz.importers import IMPORTERS
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.exchange.roster_xls import write_xls

from dungviec.competency.framework import FrameworkFault, read_framework
from dungviec.documents import read_list
from dungviec.emulation.faults import EmulationFault
from dungviec.emulation.stated_file import read_stated as of_emulation
from dungviec.exchange import UnreadableFileError
from dungviec.exchange.course_files import catalogue_from
from dungviec.exchange.extents import refuse_far
from dungviec.exchange.grid import load_sheets, sheet_names
from dungviec.exchange.marks import read_marks
from dungviec.law.reading import PackError, read_packs
from dungviec.placement import Policy, PolicyFault
from dungviec.procedures.file import read_run
from dungviec.procedures.model import ProcedureFault
from dungviec.streamlining.faults import StreamliningFault
from dungviec.streamlining.stated_file import read_stated as of_streamlining
from dungviec.training import TrainingFault

SEEDS = {name: one.seeds() for name, one in IMPORTERS.items()}


def _far(path: Path, row: int, column: int) -> Path:
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet("DS")
        sheet.write(0, 0, "Họ và tên")
        sheet.write(row, column, "x")
    return path


def test_one_mark_in_the_last_cell_of_excel_does_not_end_the_process(tmp_path: Path) -> None:
    """The reader makes room for every cell up to it: half a terabyte, and the allocator calls abort."""
    path = _far(tmp_path / "xa.xlsx", 1048575, 16383)
    with pytest.raises(UnreadableFileError, match=r"XFD1048576.*Ctrl\+End") as told:
        load_sheets(path)
    assert "XFD1048576" in told.value.en
    with pytest.raises(UnreadableFileError):
        read_list(path.read_bytes(), name="xa.xlsx")
    assert sheet_names(path) == []
    near = load_sheets(_far(tmp_path / "gan.xlsx", 300, 100))
    assert near[0].cell(300, 100) == "x"


@pytest.mark.parametrize("place", ["dddddddddddddd1", "A99999999999", "a1", "1A", "&#65;1", ""])
def test_a_cell_in_a_place_that_does_not_exist_is_told(tmp_path: Path, place: str) -> None:
    good, bad = _far(tmp_path / "a.xlsx", 5, 5), tmp_path / "b.xlsx"
    with zipfile.ZipFile(good) as old, zipfile.ZipFile(bad, "w") as new:
        for part in old.infolist():
            body = old.read(part)
            new.writestr(part.filename, body.replace(b'r="F6"', f'r="{place}"'.encode()) if "sheet1" in part.filename else body)  # fmt: skip
    with pytest.raises(UnreadableFileError, match="bảng tính đọc được"):
        load_sheets(bad)


def _ods(path: Path, rows: str) -> Path:
    names = " ".join(f'xmlns:{k}="urn:oasis:names:tc:opendocument:xmlns:{k}:1.0"' for k in ("office", "table", "text"))
    body = f'<office:document-content {names}><office:body><office:spreadsheet><table:table table:name="DS">{rows}</table:table></office:spreadsheet></office:body></office:document-content>'
    with zipfile.ZipFile(path, "w") as packed:
        packed.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        packed.writestr("content.xml", body)
        packed.writestr("META-INF/manifest.xml", '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>')  # fmt: skip
    return path


def test_repeated_rows_of_an_ods_count_only_up_to_the_last_filled_cell(tmp_path: Path) -> None:
    cell = '<table:table-cell office:value-type="string"><text:p>Họ tên</text:p></table:table-cell>'
    empty = '<table:table-row table:number-rows-repeated="1048000"><table:table-cell table:number-columns-repeated="16384"/></table:table-row>'
    usual = load_sheets(_ods(tmp_path / "thuong.ods", f"<table:table-row>{cell}</table:table-row>{empty}"))
    assert usual[0].cell(0, 0) == "Họ tên"
    far = f'{empty}<table:table-row><table:table-cell table:number-columns-repeated="900"/>{cell}</table:table-row>'
    with pytest.raises(UnreadableFileError, match="triệu ô"):
        load_sheets(_ods(tmp_path / "xa.ods", far))


def test_an_ods_in_an_encoding_that_nobody_knows_is_told(tmp_path: Path) -> None:
    good, bad = tmp_path / "good.ods", tmp_path / "bad.ods"
    good.write_bytes(IMPORTERS["roster-ods"].seeds()[0])
    with zipfile.ZipFile(good) as old, zipfile.ZipFile(bad, "w") as new:
        for name in old.namelist():
            new.writestr(name, old.read(name).replace(b"UTF-8", b"XFD1UTF-8", 1))
    with pytest.raises(UnreadableFileError):
        load_sheets(bad)


@pytest.mark.parametrize("part", ["content.xml", "META-INF/manifest.xml"])
def test_an_ods_whose_text_was_cut_off_is_told_and_not_waited_for(tmp_path: Path, part: str) -> None:
    good, bad = IMPORTERS["roster-ods"].seeds()[0], tmp_path / "cut.ods"
    (tmp_path / "good.ods").write_bytes(good)
    with zipfile.ZipFile(tmp_path / "good.ods") as old, zipfile.ZipFile(bad, "w") as new:
        for name in old.namelist():
            body = old.read(name)
            new.writestr(name, body[: len(body) * 2 // 3] if name == part else body)
    with pytest.raises(UnreadableFileError, match="hỏng"):
        load_sheets(bad)


@pytest.mark.parametrize(
    "part",
    ["[Content_Types].xml", "_rels/.rels", "word/document.xml", "word/_rels/document.xml.rels", "docProps/core.xml"],
)
def test_a_word_file_whose_parts_are_of_another_kind_is_refused_or_read(tmp_path: Path, part: str) -> None:
    """python-docx stumbles over parts that are well-formed but not what it takes them for (AttributeError, TypeError)."""
    good, bad = tmp_path / "good.docx", tmp_path / "bad.docx"
    good.write_bytes(SEEDS["record-docx"][0])
    with zipfile.ZipFile(good) as old, zipfile.ZipFile(bad, "w") as new:
        for name in old.namelist():
            new.writestr(name, b"<a><b/></a>" if name == part else old.read(name))
    IMPORTERS["record-docx"].feed(bad.read_bytes())


def test_a_ring_of_sectors_in_an_old_workbook_is_told_and_not_followed(tmp_path: Path) -> None:
    path = write_xls(tmp_path / "cu.xls", "DS", [["Họ và tên"], ["Nguyễn Thị Hạnh"]], padding=5000)
    whole = path.read_bytes()
    (first,) = struct.unpack_from("<I", whole, 48)
    for at, value in ((512 + 4 * first, first), (48, 10**6), (512 + 4 * 3, 3)):
        path.write_bytes(whole[:at] + struct.pack("<I", value) + whole[at + 4 :])
        with pytest.raises(UnreadableFileError):
            load_sheets(path)
        with pytest.raises(UnreadableFileError):
            read_list(path.read_bytes(), name="cu.xls")
    path.write_bytes(whole)
    assert load_sheets(path)[0].cell(1, 0) == "Nguyễn Thị Hạnh"


@pytest.mark.parametrize("text", ["? {a: 1}\n: 2\n", "a: 2026-02-31\n", "- " * 5000, "a: *b\n", "\x01"])
def test_a_text_the_yaml_library_stumbles_over_is_refused_in_a_sentence(text: str) -> None:
    readers: list[tuple[Callable[[], object], type[Exception]]] = [
        (lambda: Policy.from_yaml(text), PolicyFault), (lambda: read_framework(text, "k.yaml"), FrameworkFault),
        (lambda: read_run(text, "q.yaml"), ProcedureFault), (lambda: read_packs({"own.yaml": text}), PackError),
        (lambda: catalogue_from(text, "c.yaml"), TrainingFault),
    ]  # fmt: skip
    for read, fault in readers:
        with pytest.raises(fault):
            read()


def test_facts_under_a_name_that_is_no_word_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "f.yaml"
    path.write_text("CB1: {1: 2}\n", encoding="utf-8")
    with pytest.raises(StreamliningFault):
        of_streamlining(path)
    with pytest.raises(EmulationFault):
        of_emulation(path)


@pytest.mark.parametrize(
    ("old", "new"), [("    en: ", "    ne: "), ("groups:\n", "groups: abc\nother:\n"), ("pay: ", "yap: ")]
)
def test_a_framework_with_an_entry_of_a_wrong_shape_is_told(old: str, new: str) -> None:
    text = next(t for t in (seed.decode() for seed in SEEDS["framework-yaml"]) if old in t)
    with pytest.raises(FrameworkFault, match="khung năng lực"):
        read_framework(text.replace(old, new, 1), "k.yaml")


@pytest.mark.parametrize("name", sorted(IMPORTERS))
@given(seed=st.integers(0, 2**32))
@settings(max_examples=6)
def test_a_broken_file_is_read_or_refused_in_a_sentence(name: str, seed: int) -> None:
    """Six files an importer in every run; ``python -m benchmarks.fuzz`` makes millions."""
    chance = random.Random(seed)
    IMPORTERS[name].feed(broken(IMPORTERS[name], chance.choice(SEEDS[name]), chance))


@pytest.mark.parametrize("part", ["xl/_rels/workbook.xml.rels", "xl/workbook.xml"])
def test_a_part_in_an_encoding_nobody_knows_costs_its_marks_alone(tmp_path: Path, part: str) -> None:
    """Found by eleven million broken files: expat knows no «WTF-8» and says so as a LookupError."""
    whole = _far(tmp_path / "l.xlsx", 1, 0)
    with zipfile.ZipFile(whole) as packed:
        parts = {name: packed.read(name) for name in packed.namelist()}
    parts[part] = parts[part].replace(b"UTF-8", b"WTF-8")
    assert read_marks(_packed(parts)) == {}


def _packed(parts: dict[str, bytes]) -> bytes:
    body = io.BytesIO()
    with zipfile.ZipFile(body, "w") as packed:
        for name, data in parts.items():
            packed.writestr(name, data)
    return body.getvalue()


def test_a_sheet_that_claims_more_cells_than_are_taken_is_refused_before_they_are_made() -> None:
    """A damaged xls of three kilobytes claimed 4,098 × 41,218 cells and took over a minute."""
    with pytest.raises(UnreadableFileError, match="168 triệu ô"):
        refuse_far("l.xls", "DS", (4_097, 41_217))
    refuse_far("l.xls", "DS", (65_535, 255))
    refuse_far("l.xls", "DS", None)


def test_endless_levels_in_a_framework_are_a_sentence() -> None:
    text = (resources.files("dungviec.competency") / "frameworks/civil_servant.yaml").read_text(encoding="utf-8")
    example = re.search(r"\[\d, \d\]", text)
    assert example
    with pytest.raises(FrameworkFault):
        read_framework(text.replace(example.group(), "[1, .inf]"), "k.yaml")

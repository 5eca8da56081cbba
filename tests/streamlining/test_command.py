"""``dungviec streamline`` and ``dungviec concurrent``: what they print and write, and the sentences with exit code 2."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
from tests.placement.cast import edited, tenure, ward
from tests.streamlining.test_review import office
from typer.testing import CliRunner, Result

from dungviec.cli.app import app
from dungviec.exchange import write_city
from dungviec.records import Snapshot


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return written(office(), tmp_path_factory.mktemp("streamline") / "office.xlsx")


def written(snapshot: Snapshot, path: Path) -> Path:
    write_city(snapshot, path)
    return path


def run(*words: object) -> Result:
    return CliRunner().invoke(app, [str(w) for w in words])


def test_the_review_of_one_person_takes_stated_facts_from_a_file(book: Path, tmp_path: Path) -> None:
    facts = tmp_path / "facts.yaml"
    facts.write_text("LAN: {monthly_pay: 10000000, insured_months: 120, confirmed: true}\n", encoding="utf-8")
    told = json.loads(run("streamline", "review", book, "--as-of", "2025-07-01", "--facts", facts, "--json").stdout)
    lan = next(p for p in told["people"] if p["person_id"] == "LAN")
    sums = {e["scheme"]: e["amount"] for e in lan["exits"]}
    assert sums["streamlining_severance"] == 180_000_000
    assert "Phòng Đất đai" in run("streamline", "review", book, "--as-of", "2025-07-01").stdout
    one = run(
        "streamline", "review", book, "--as-of", "2025-07-01", "--facts", facts, "--person", "LAN", "--lang", "en"
    ).stdout
    assert "180,000,000" in one
    assert "surplus after restructuring" in one


@pytest.mark.parametrize(
    ("line", "said"),
    [("LAN: {pay: 1}", "«pay»"), ("LAN: 5", "khóa: giá trị"), ("LAN: {insured_months: nhiều}", "insured_months"), ("LAN: [", "dòng")],
)  # fmt: skip
def test_a_file_of_facts_that_cannot_be_used_is_refused_in_a_sentence(
    book: Path, tmp_path: Path, line: str, said: str
) -> None:
    facts = tmp_path / "facts.yaml"
    facts.write_text(line + "\n", encoding="utf-8")
    done = run("streamline", "review", book, "--facts", facts)
    assert (done.exit_code, said in done.output) == (2, True), done.output


def test_files_of_every_kind(book: Path, tmp_path: Path) -> None:
    asked = ("--as-of", "2025-07-01", "-o")
    for kind, start in (("xlsx", b"PK"), ("docx", b"PK"), ("pdf", b"%PDF")):
        for words in (
            ("streamline", "review", book),
            ("streamline", "glide", book, "--to", "2027"),
            ("concurrent", book),
        ):
            path = tmp_path / f"x.{kind}"
            done = run(*words, *asked, path)
            assert done.exit_code == 0, done.output
            assert path.read_bytes().startswith(start)


def test_the_path_is_told_and_what_cannot_be_asked_is_refused(book: Path) -> None:
    told = run("streamline", "glide", book, "--as-of", "2025-07-01", "--to", "2027", "--leave", "0")
    assert "Chỉ nghỉ hưu" in told.stdout
    assert "1.000 lượt mô phỏng" in told.stdout
    for wrong in (("--to", "1999"), ("--to", "2027", "--leave", "x"), ("--to", "2027", "--deputies", "x"), ("--to", "2027", "--unit", "KHONG")):  # fmt: skip
        assert run("streamline", "glide", book, "--as-of", "2025-07-01", *wrong).exit_code == 2, wrong


def test_unified_posts_are_counted_and_the_duty_follows_the_post(tmp_path: Path) -> None:
    base = ward()
    rows = [*base["tenures"].to_dicts(), tenure("TOAN", "PH.HDND", kind="concurrent", from_date=date(2019, 7, 1), decision="7/QĐ", share=30)]  # fmt: skip
    path = written(edited(ward(tenures=rows), "people", "TOAN", state_management="senior"), tmp_path / "ward.xlsx")
    told = run("concurrent", path).stdout
    assert "Bí thư đồng thời là Chủ tịch HĐND: 1" in told
    assert "phần việc: 30 %" in told
    assert "50 %" in told
    who = run("concurrent", path, "--who-signs", "chu tich hdnd").stdout
    assert "Bùi Văn Toàn (kiêm nhiệm, từ 01/07/2019, 7/QĐ, đồng thời Bí thư Đảng ủy phường" in who.replace("\n", " ")
    assert "chưa có ai; cần quyết định giao quyền" in run("concurrent", path, "--who-signs", "PH.UBND").stdout
    assert run("concurrent", path, "--who-signs", "Vua").exit_code == 2

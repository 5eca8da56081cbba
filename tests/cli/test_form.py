"""``dungviec form`` and ``dungviec readiness`` on a town with dossiers."""

from __future__ import annotations

import json

import pytest
from tests.placement.cast import town
from typer.testing import CliRunner

from dungviec.cli.app import app
from dungviec.exchange import read_city, read_dossiers, write_city
from dungviec.synth import build_dossiers


@pytest.fixture(scope="module")
def city(tmp_path_factory):
    path = tmp_path_factory.mktemp("form") / "town.xlsx"
    write_city(town(), path, dossiers=build_dossiers(town(), 7))
    return path


def run(*words, code=0):
    result = CliRunner().invoke(app, [str(w) for w in words])
    assert result.exit_code == code, result.output
    return result


@pytest.fixture(scope="module")
def somebody(city):
    return read_city(city).snapshot.people["person_id"][0]


def test_dossier_sheets_come_back_as_they_went(city):
    made = build_dossiers(town(), 7)
    read = read_dossiers(city, read_city(city).snapshot)
    assert read.rejected == ()
    for name, frame in made.items():
        assert read.tables[name].sort(frame.columns).equals(frame.sort(frame.columns)), name


@pytest.mark.parametrize("form", ["syll", "2c"])
def test_a_form_goes_out_and_comes_back_without_a_change(city, somebody, tmp_path, form):
    out = tmp_path / "x.docx"
    run("form", form, city, somebody, "-o", out)
    result = run("form", "read", city, out, "--json", "-")
    told = json.loads(result.stdout)
    assert [(p["person_id"], p["changes"], p["not_taken"]) for p in told["papers"]] == [(somebody, [], [])]


def test_pdf_and_many_into_a_folder(city, somebody, tmp_path):
    run("form", "syll", city, somebody, "-o", tmp_path / "x.pdf")
    assert (tmp_path / "x.pdf").read_bytes().startswith(b"%PDF-")
    run("form", "2c", city, "-o", tmp_path / "all")
    assert len(list((tmp_path / "all").glob("2c-*.docx"))) == len(town().people)


def test_a_list_and_json_of_everybody_come_back_without_a_change(city, tmp_path):
    run("form", "trich-ngang", city, "-o", tmp_path / "l.xlsx", "--columns", "born, Tôn giáo,post")
    assert "0 thay đổi" in run("form", "read", city, tmp_path / "l.xlsx").stdout
    ended = CliRunner().invoke(app, ["form", "json", str(city), "-o", str(tmp_path / "r.json")])
    assert ended.exit_code in (0, 1)
    assert "0 changes" in run("form", "read", city, tmp_path / "r.json", "--lang", "en").stdout
    run("form", "json", city, "-o", tmp_path / "ready.json", "--ready", code=ended.exit_code)
    assert len(json.loads((tmp_path / "ready.json").read_text())["records"]) <= len(town().people)


def test_readiness_in_words_and_in_json(city):
    assert "hồ sơ sẵn sàng" in run("readiness", city).stdout
    told = json.loads(run("readiness", city, "--json", "-").stdout)
    assert told["people"] == len(town().people) == len(told["records"])
    assert len(told["fixes"]) <= 5


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("syll", "{city}", "NOBODY", "-o", "{out}/x.docx"), "Không có cán bộ «NOBODY»"),
        (("syll", "{city}", "-o", "{out}/x.docx"), "Một tệp chỉ chứa một người"),
        (("syll", "{city}", "{who}", "-o", "{out}/x.odt"), "ghi tên tệp .docx, .pdf hoặc một thư mục"),
        (("syll", "{out}/none.xlsx", "{who}", "-o", "{out}/x.docx"), "none.xlsx"),
        (("trich-ngang", "{city}", "-o", "{out}/l.xlsx", "--columns", "tuổi"), "không có cột «tuổi»"),
        (("read", "{city}", "{city}"), "không có dòng tiêu đề"),
        (("read", "{city}", "{out}/none.docx"), "Không đọc được"),
    ],
)  # fmt: skip
def test_what_cannot_be_used_ends_with_a_sentence(city, somebody, tmp_path, words, said):
    filled = [w.format(city=city, out=tmp_path, who=somebody) for w in words]
    result = run("form", *filled, code=2)
    assert said in result.stderr
    assert "Traceback" not in result.output

"""`dungviec inspection`: a frame of three desks and two divisions, drawn, published, checked, tampered with."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from dungviec.cli.app import app
from dungviec.inspection import (
    Frame,
    PublishedDraw,
    Stratum,
    Target,
    commitment_of,
    digest_of,
    draw,
    frame_to_json,
    seed_of,
)

FRAME = Frame(
    "Đợt thử", date(2020, 12, 10), (Stratum("desk", "Một cửa", 1), Stratum("division", "Phòng", 1)),
    (Target("MC-1", "Một cửa phường 1", "desk"), Target("MC-2", "Một cửa phường 2", "desk", date(2020, 9, 10)),
     Target("MC-3", "Một cửa xã 3", "desk", date(2020, 6, 1)), Target("P-1", "Phòng 1", "division"), Target("P-2", "Phòng 2", "division")),
)  # fmt: skip
SECRET, SOURCE, WORD = "ab" * 32, "Số do giám sát đọc", "2718"


@pytest.fixture
def frame(tmp_path: Path) -> Path:
    path = tmp_path / "khung.json"
    path.write_text(json.dumps(frame_to_json(FRAME)), encoding="utf-8")
    return path


def run(*words: object) -> Any:
    return CliRunner().invoke(app, ["inspection", *map(str, words)])


def test_chances_tell_each_one_s_share_and_sum(frame: Path) -> None:
    told = run("chances", frame)
    assert told.exit_code == 0
    assert "69,4 %" in told.output  # 250 of 250 + 40 + 70
    data = json.loads(run("chances", frame, "--json", "-").output)
    assert data["frame_digest"] == digest_of(FRAME)
    assert {r["target_id"]: r["chance"] for r in data["chances"]}["P-1"] == "1/2"


def test_drawing_by_the_seed_or_by_its_parts_is_the_same(frame: Path) -> None:
    by_parts = run("draw", frame, "--secret", SECRET, "--word", WORD, "--json", "-")
    by_seed = run("draw", frame, "--seed", seed_of(SECRET, WORD), "--json", "-")
    assert json.loads(by_parts.output) == json.loads(by_seed.output)
    assert json.loads(by_seed.output)["selected"] == list(draw(FRAME, seed_of(SECRET, WORD)))
    assert "1. Một cửa" in run("draw", frame, "--seed", "x").output


def test_a_published_draw_is_checked_and_tampering_ends_with_one(tmp_path: Path) -> None:
    drawn = draw(FRAME, seed_of(SECRET, WORD))
    promised = commitment_of(FRAME, SECRET, SOURCE)
    path = tmp_path / "cong-bo.json"
    told = PublishedDraw(FRAME, SECRET, SOURCE, WORD, promised, drawn).to_json()
    path.write_text(json.dumps(told), encoding="utf-8")
    good = run("verify", path, "--promised", promised)
    assert good.exit_code == 0
    assert "Khớp" in good.output
    assert "--promised" in run("verify", path).output
    told["selected"] = [t.target_id for t in FRAME.targets if t.target_id not in drawn][:2]
    path.write_text(json.dumps(told), encoding="utf-8")
    bad = run("verify", path, "--promised", promised, "--lang", "en")
    assert bad.exit_code == 1
    assert "Drawing again gives" in bad.output


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("draw", "{frame}"), "--seed"),
        (("draw", "{frame}", "--seed", "x", "--secret", "y", "--word", "z"), "--seed"),
        (("draw", "{frame}", "--seed", " "), "trống"),
        (("chances", "{absent}"), "Không đọc được"),
        (("verify", "{frame}"), "không phải kết quả"),
        (("chances", "{broken}"), "không phải JSON"),
    ],
)
def test_bad_input_ends_with_a_sentence(frame: Path, tmp_path: Path, words: tuple[str, ...], said: str) -> None:
    broken = tmp_path / "hong.json"
    broken.write_text("{\n x", encoding="utf-8")
    places = {"frame": str(frame), "absent": str(tmp_path / "khong-co.json"), "broken": str(broken)}
    told = run(*(w.format(**places) for w in words))
    assert told.exit_code == 2
    assert said in told.output

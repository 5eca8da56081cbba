"""``dungviec solve`` as its user meets it: exit codes, where the answer goes, sentences on stderr."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from tools.solve_shapes import EXAMPLE, ResultShape
from typer.testing import CliRunner, Result

from dungviec.cli.app import app
from dungviec.cli.solve import _stdout_kept_clean


def run(*words: object) -> Result:
    return CliRunner().invoke(app, [str(w) for w in words])


@pytest.fixture
def problem(tmp_path: Path) -> Path:
    return written(tmp_path, EXAMPLE)


def written(folder: Path, data: dict[str, Any]) -> Path:
    path = folder / "problem.json"
    path.write_text(json.dumps(data), encoding="utf-8")
    return path


def test_the_answer_goes_to_stdout_alone(problem: Path) -> None:
    result = run("solve", problem)
    assert result.exit_code == 0
    answer = ResultShape.model_validate_json(result.stdout)
    assert (answer.status, answer.value, answer.checked) == ("optimal", 16.5, True)
    assert result.stderr == ""


def test_the_answer_goes_to_a_file_and_is_told(problem: Path, tmp_path: Path) -> None:
    out = tmp_path / "result.json"
    result = run("solve", problem, "-o", out)
    assert result.exit_code == 0
    assert json.loads(out.read_text(encoding="utf-8"))["placements"] == {"LAN": "DD", "TAM": "KT"}
    assert result.stdout.splitlines() == [
        "Đã chứng minh tốt nhất: giá trị 16,5.",
        "Xếp 2 người, 2 người đổi vị trí, 1 người chưa có vị trí, 1 chỗ còn trống.",
        f"Kết quả ở: {out}",
    ]
    assert "Proven best: value 16.5." in run("solve", problem, "-o", out, "--lang", "en").stdout


def test_no_plan_is_exit_code_3_with_the_conflict(tmp_path: Path) -> None:
    fixes = [{"kind": "fix", "person": p, "post": "KT"} for p in ("LAN", "TAM")]
    path, out = written(tmp_path, {**EXAMPLE, "constraints": fixes}), tmp_path / "result.json"
    result = run("solve", path, "-o", out)
    assert result.exit_code == 3
    answer = json.loads(out.read_text(encoding="utf-8"))
    assert (answer["status"], answer["conflict"], answer["checked"]) == ("infeasible", [0, 1], True)
    assert "Không phương án nào giữ được cùng lúc" in result.stderr
    assert run("solve", path).stdout.startswith("{")


def test_bad_input_is_exit_code_2_and_writes_nothing(tmp_path: Path) -> None:
    path, out = written(tmp_path, {**EXAMPLE, "must_place": ["AI"]}), tmp_path / "result.json"
    result = run("solve", path, "-o", out)
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.startswith("dungviec: must_place[0]: không có người")
    assert not out.exists()
    assert "there is no person" in run("solve", path, "--lang", "en").stderr
    assert run("solve", tmp_path / "missing.json").exit_code == 2
    assert run("solve", path, "-o", tmp_path / "nowhere" / "r.json").exit_code == 2
    assert run("solve", path, "-o", path).exit_code == 2


def test_no_time_at_all_still_gives_a_plan(problem: Path) -> None:
    result = run("solve", problem, "--time-limit", "0")
    assert result.exit_code == 0
    answer = json.loads(result.stdout)
    assert answer["bound"] >= answer["value"]
    assert answer["checked"]


def test_what_machine_code_prints_is_kept_off_stdout(capfd: pytest.CaptureFixture[str]) -> None:
    with _stdout_kept_clean():
        os.write(1, b"a word of the solver")
    assert capfd.readouterr() == ("", "a word of the solver")


def test_importing_the_package_loads_no_solver() -> None:
    code = "import dungviec, sys; assert callable(dungviec.solve); print([m for m in ('numpy', 'scipy', 'polars', 'numba') if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"

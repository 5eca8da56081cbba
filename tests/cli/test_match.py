"""``dungviec match``: free choice against the best plan, on the small office."""

from __future__ import annotations

import json
from pathlib import Path

from tests.placement.cast import town
from typer.testing import CliRunner, Result

from dungviec.cli.app import app
from dungviec.exchange import write_city
from dungviec.placement.preferences import compare_with_choice


def run(*words: object) -> Result:
    return CliRunner().invoke(app, [str(w) for w in words])


def test_both_outcomes_stand_side_by_side(tmp_path: Path) -> None:
    city, out = write_city(town(), tmp_path / "city.xlsx"), tmp_path / "match.json"
    result = run("match", city, "--json", out)
    assert result.exit_code == 0, result.output
    for word in ("Tự chọn (ổn định)", "Phương án tốt nhất", "không ai có lý do chính đáng để so bì"):
        assert word in result.stdout
    data = json.loads(out.read_text(encoding="utf-8"))
    assert data["stable"]["justified"] == data["stable"]["could_move"] == 0
    assert data["stable"]["value"] <= data["best"]["value"]
    assert "Chosen (stable)" in run("match", city, "--lang", "en").stdout


def test_nobody_loses_a_post_by_choosing() -> None:
    found = compare_with_choice(town())
    assert found.stable.unplaced <= found.best.unplaced
    assert found.stable.envious <= found.best.envious
    assert len(found.words("vi")) == len(found.words("en")) >= 3

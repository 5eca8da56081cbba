"""``dungviec robust``: the small office's proposals when weights move."""

from __future__ import annotations

import json
from pathlib import Path

from tests.placement.cast import town
from typer.testing import CliRunner, Result

from dungviec.cli.app import app
from dungviec.exchange import write_city
from dungviec.placement import Policy, Round, place, solve_round
from dungviec.placement.robust import how_firm


def run(*words: object) -> Result:
    return CliRunner().invoke(app, [str(w) for w in words])


def test_proposals_that_stand_in_every_scenario_are_counted(tmp_path: Path) -> None:
    city, out = write_city(town(), tmp_path / "city.xlsx"), tmp_path / "robust.json"
    result = run("robust", city, "--json", out)
    assert result.exit_code == 0, result.output
    data = json.loads(out.read_text(encoding="utf-8"))
    assert data["scenarios"] == 22
    assert {p["person_id"] for p in data["proposals"]} == {m.person_id for m in place(town()).moves}
    assert f"{data['firm']}/{len(data['proposals'])} đề xuất giữ nguyên" in result.stdout
    assert "22 scenarios" in run("robust", city, "--lang", "en").stdout


def fit_of(round_: Round, person: str, post: str) -> int:
    pair = round_.pair(round_.field.people.index(person), round_.field.posts.index(post))
    assert pair is not None
    return int(pair["fit"])


def test_a_proposal_that_hangs_on_its_price_is_not_firm() -> None:
    """With moves priced just below what the best exchange brings, a tenth more ends it."""
    free = solve_round(town(), Policy())
    rise = fit_of(free.round, "LAN", "DD.CV") - fit_of(free.round, "LAN", "TC.KT")
    rise += fit_of(free.round, "TAM", "TC.KT") - fit_of(free.round, "TAM", "DD.CV")
    edge = rise // 2 - 1
    priced = Policy.model_validate({"prices": {"move": {"same_unit": edge, "same_place": edge, "other_place": edge}}})
    report = how_firm(town(), priced)
    kept = {p.person_id: p.kept for p in report.proposals}
    assert {"LAN", "TAM"} <= set(kept)
    assert 0 < kept["LAN"] == kept["TAM"] < report.scenarios
    assert {(p.otherwise, p.otherwise_title) for p in report.proposals if p.person_id == "LAN"} == {
        ("TC.KT", "Kế toán, Phòng Tài chính")
    }

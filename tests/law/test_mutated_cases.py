"""Two hundred mutated case files: each is judged or refused in a sentence with its file, never a traceback."""

import copy
import io
import random
from datetime import date
from pathlib import Path

import pytest
from ruamel.yaml import YAML
from typer.testing import CliRunner

from dungviec.cli.app import app

FOLDER = Path(__file__).parent.parent / "law_cases"
SAFE = YAML(typ="safe")
WHOLE = [c for path in sorted(FOLDER.glob("*.yaml")) for c in SAFE.load(path.read_text("utf-8")) if "like" not in c]
POOL = [
    None, True, -1, 0, 3.5, 10**30, float("nan"), float("inf"), 1e308, "", "x", "2026-02-30", "31/02/2026", [], {}, [1, [2]], {"a": {"b": 1}},
    "500 %", "-3 %", "🙂", ["spouse"], date(9999, 12, 31), date(1, 1, 1), date(2026, 2, 28),
]  # fmt: skip
SCRAPS = ["\t", ":", "{", "[", "\n", "'", "&a", "*a", "!!python/object", "%", "\x07", "- "]


def places(node, found):
    keys = list(node) if isinstance(node, dict) else range(len(node))
    for key in keys:
        found.append((node, key))
        if isinstance(node[key], (dict, list)):
            places(node[key], found)
    return found


def mutated(seed: int) -> str:
    """One case with a key changed, removed or renamed, or its text cut, torn or swapped."""
    rng = random.Random(seed)
    case = copy.deepcopy(rng.choice(WHOLE))
    case.pop("variants", None)
    if rng.random() > 0.25:
        for _ in range(rng.choice([1, 1, 2])):
            node, key = rng.choice(places(case, []))
            if rng.random() < 0.7 or isinstance(node, list):
                node[key] = copy.deepcopy(rng.choice(POOL))
            elif rng.random() < 0.5:
                del node[key]
            else:
                node[f"{key}{rng.choice(['x', '_', 's'])}"] = node.pop(key)
    out = io.StringIO()
    YAML().dump([case], out)
    text = out.getvalue()
    at = rng.randrange(len(text))
    if rng.random() > 0.75:
        text = rng.choice([text[:at] + text[at + 3 :], text[:at] + rng.choice(SCRAPS) + text[at:], text[:at]])
    return text


@pytest.mark.parametrize("seeds", [range(start, start + 20) for start in range(0, 200, 20)], ids=lambda r: f"{r.start}")
def test_a_mutated_case_is_judged_or_refused_in_a_sentence(seeds, tmp_path):
    path = tmp_path / "case.yaml"
    for seed in seeds:
        path.write_bytes(mutated(seed).encode("utf-8", "replace"))
        result = CliRunner().invoke(app, ["law", "check", str(path), "--json"])
        told = (seed, path.read_text("utf-8"), result.output)
        assert result.exception is None or isinstance(result.exception, SystemExit), (result.exception, *told)
        assert result.exit_code in (0, 1, 2), told
        assert result.exit_code == 0 or result.stderr.startswith("dungviec: "), told
        assert result.exit_code != 2 or "case.yaml" in result.stderr, told


@pytest.mark.parametrize("value", [".nan", ".inf", "-.inf", "1e308", "-1e308", "1e-320"])
@pytest.mark.parametrize(
    ("facts", "action"),
    [
        ("one_stop: {dossier_points: [VALUE, 1]}", "kind: one_stop_index, date: 2024-01-10"),
        ("one_stop: {indices: {1: VALUE, 2: VALUE, 3: 1, 4: 1, 7: 1}}", "kind: one_stop_index, date: 2024-01-10"),
        ("one_stop: {scores: {progress: VALUE, online: VALUE}}", "kind: service_index, date: 2024-01-10"),
        ("category: civil_servant, appraisal: {general: VALUE, tasks: [{assigned: 1, done: 1}]}", "kind: score_period, date: 2026-03-31"),
        ("category: civil_servant, appraisal: {general: 30, tasks: [{assigned: 1, done: 1, coefficient: VALUE}]}", "kind: score_period, date: 2026-03-31"),
        ("category: civil_servant, appraisal: {standard_points: VALUE, tasks: [{points: 1e-9}]}", "kind: convert_product, date: 2026-03-31"),
        ("category: civil_servant, appraisal: {months: [VALUE, 80]}", "kind: average_points, date: 2026-03-31"),
        ("category: civil_servant, training: {commitment_times: VALUE}", "kind: send_to_study, date: 2026-03-31"),
        ("category: civil_servant", "kind: course_length, course: leader, weeks: VALUE, date: 2024-03-31"),
        ("category: civil_servant, low_confidence: VALUE", "kind: leave_post_review, date: 2026-09-01"),
    ],
)  # fmt: skip
def test_a_number_nobody_can_mean_is_judged_or_refused_in_a_sentence(facts, action, value, tmp_path):
    path = tmp_path / "case.yaml"
    path.write_text(f"id: A\nfacts: {{{facts}}}\naction: {{{action}}}\n".replace("VALUE", value), "utf-8")
    result = CliRunner().invoke(app, ["law", "check", str(path)])
    assert result.exception is None or isinstance(result.exception, SystemExit), (result.exception, value)
    assert result.exit_code in (0, 2), result.output

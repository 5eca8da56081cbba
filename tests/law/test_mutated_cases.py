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
    None, True, -1, 0, 3.5, 10**30, float("nan"), float("inf"), "", "x", "2026-02-30", "31/02/2026", [], {}, [1, [2]], {"a": {"b": 1}},
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

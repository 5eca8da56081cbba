"""Examples in the pages can be used as they stand."""

import re
from pathlib import Path

import pytest
from tools.write_reference import ROOT
from tools.write_tutorial import BLOCK, trimmed

from dungviec.exchange import write_city
from dungviec.placement import Policy
from dungviec.placement.scenario import Scenario
from dungviec.records import Snapshot

DOCS = ROOT / "docs"
YAML = [
    pytest.param(block, id=f"{page.relative_to(DOCS)}:{k}")
    for page in sorted(DOCS.rglob("*.md"))
    for k, block in enumerate(re.findall(r"```yaml\n(.*?)```", page.read_text(encoding="utf-8"), re.DOTALL))
]


@pytest.mark.parametrize("block", YAML)
def test_a_policy_or_scenario_in_a_page_is_one(block: str) -> None:
    if "\nchanges:" in block and "rule:" in block:
        return  # own rules of an office: tests/law/test_overlay.py reads them
    if "effective:" in block:
        assert Scenario.from_yaml(block).changes
    else:
        assert Policy.from_yaml(block) != Policy()


CASES = re.findall(
    r"```yaml case\n(.*?)```", (DOCS / "reference" / "law-cases.md").read_text(encoding="utf-8"), re.DOTALL
)


@pytest.mark.parametrize("block", CASES)
def test_a_law_case_in_a_page_is_answered_as_it_expects(block: str) -> None:
    from dungviec.law.cases import judge_case, read_cases, unmet

    assert [miss for case in read_cases(block) for miss in unmet(case, judge_case(case))] == []


def test_the_page_on_law_cases_has_examples() -> None:
    assert len(CASES) >= 3


def test_the_certificate_is_recomputed_as_the_page_says(
    district: Snapshot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    page = (DOCS / "explanation" / "engine.md").read_text(encoding="utf-8")
    (code,) = re.findall(r"```python\n(.*?)```", page, re.DOTALL)
    write_city(district, tmp_path / "cam-pha-2020.xlsx")
    monkeypatch.chdir(tmp_path)
    exec(compile(code, "engine.md", "exec"), {})
    value, bound, *faults = capsys.readouterr().out.split(maxsplit=2)
    assert int(value) == int(bound) > 0
    assert faults == ["()\n"]


def test_every_setting_of_the_office_is_in_the_page_on_installing() -> None:
    source = "\n".join(p.read_text(encoding="utf-8") for p in (ROOT / "src" / "dungviec" / "office").rglob("*.py"))
    page = (DOCS / "how-to" / "install.md").read_text(encoding="utf-8")
    read = set(re.findall(r"environ(?:\.get)?[(\[]\s*\"(DUNGVIEC_\w+|DATABASE_\w+)\"", source)) | {"DATABASE_URL"}
    first = re.findall(r"^\| (`\w+`(?:, `\w+`)*) \|", page, re.MULTILINE)  # a row may tell of several that go together
    told = {name for names in first for name in re.findall(r"`(\w+)`", names)}
    assert told == read


def test_the_tutorial_shows_real_outputs() -> None:
    page = (DOCS / "tutorial" / "first-plan.md").read_text(encoding="utf-8")
    blocks = list(BLOCK.finditer(page))
    assert [b["command"].split()[1] for b in blocks] == ["synth", "read", "place", "why", "why"]
    for found in blocks:
        shown = found[0].split(found["command"] + "\n")[1].removesuffix("```").splitlines()
        assert len(shown) >= 3, f"no output under {found['command']}: python tools/write_tutorial.py"
        assert trimmed("\n".join(line for line in shown if line != "…"), found["keep"]) == [
            x for x in shown if x != "…"
        ]
    assert "Đã chứng minh: không có phương án nào tốt hơn" in page
    assert "✓ Được phép" in blocks[3][0]
    assert "đã xếp đúng như vậy" in blocks[3][0], "the person of step 4 is not in the plan: choose another"
    assert "✕ Không được" in blocks[4][0]
    assert "Traceback" not in page

"""The pages hang together: every one is reached from the index, links and anchors lead somewhere, decisions have their parts."""

import re
from pathlib import Path

import pytest
from tools.write_reference import ROOT

DOCS = ROOT / "docs"
PAGES = sorted(DOCS.rglob("*.md"))
LINK = re.compile(r"\]\((?!https?:|mailto:)([^)\s]*)\)")
ADRS = sorted((DOCS / "adr").glob("*.md"))
PARTS = ("Context", "Options", "Decision", "Consequences", "Security")


def prose(path: Path) -> str:
    """The page without its code."""
    return re.sub(r"```.*?```", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)


def anchor(heading: str) -> str:
    """The anchor a heading gets: small letters, spaces to hyphens, other punctuation out."""
    return re.sub(r"[^\w\- ]", "", heading.strip().lower()).replace(" ", "-")


@pytest.mark.parametrize("page", PAGES, ids=lambda p: str(p.relative_to(DOCS)))
def test_links_and_anchors_lead_somewhere(page: Path) -> None:
    lost = []
    for link in LINK.findall(prose(page)):
        target, _, part = link.partition("#")
        file = (page.parent / target).resolve() if target else page
        if not file.exists() or (
            part and part not in {anchor(h) for h in re.findall(r"^#+ (.+)$", prose(file), re.MULTILINE)}
        ):
            lost.append(link)
    assert lost == []


def test_every_page_is_reached_from_the_index() -> None:
    reached, queue = {DOCS / "index.md"}, [DOCS / "index.md"]
    while queue:
        page = queue.pop()
        for link in LINK.findall(prose(page)):
            file = (page.parent / link.partition("#")[0]).resolve()
            if file.suffix == ".md" and file.is_relative_to(DOCS) and file not in reached and file.is_file():
                reached.add(file)
                queue.append(file)
    assert [str(p.relative_to(DOCS)) for p in PAGES if p not in reached] == []


@pytest.mark.parametrize("page", ADRS, ids=lambda p: p.stem)
def test_a_decision_has_its_parts_and_fits_a_page(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    assert re.match(rf"# {int(page.stem[:4])}\. ", text)
    missing = [part for part in PARTS if f"\n**{part}.** " not in text]
    assert missing == []
    prose = "\n".join(line for line in text.splitlines() if not line.startswith("|"))
    assert len(prose.split()) <= 700, "tables of figures do not count"


def test_decisions_are_numbered_without_a_hole() -> None:
    assert [int(page.stem[:4]) for page in ADRS] == list(range(1, len(ADRS) + 1))
    assert len(ADRS) >= 10


@pytest.mark.parametrize("page", PAGES, ids=lambda p: str(p.relative_to(DOCS)))
def test_nothing_is_left_to_fill_in(page: Path) -> None:
    assert not re.search(r"@@|\{\{|T" + r"BD|lorem", page.read_text(encoding="utf-8"))


def test_the_default_policy_is_told_as_it_is() -> None:
    """Numbers quoted in the explanations are the code's."""
    from dungviec.competency import FULL, NEUTRAL, Weights
    from dungviec.placement.place import TIME_LIMIT
    from dungviec.placement.round_rows import KINSHIP_PRICE

    fit = (DOCS / "explanation" / "fit.md").read_text(encoding="utf-8")
    engine = (DOCS / "explanation" / "engine.md").read_text(encoding="utf-8")
    w = Weights()
    assert f"default weights {w.competence}, {w.strengths}, {w.record}, {w.wishes}" in fit
    assert (FULL, NEUTRAL) == (10_000, 5_000)
    assert f"{KINSHIP_PRICE:,} points".replace(",", " ") in engine
    assert f"Time limit of a round: {TIME_LIMIT:.0f} s" in engine


def test_the_formulas_of_fit_use_the_shares_of_the_code() -> None:
    from dungviec.competency import scores

    fit = (DOCS / "explanation" / "fit.md").read_text(encoding="utf-8")
    assert f"({scores.PROFILE_SHARE}·profile + {scores.TRAINED_SHARE}·trained)" in fit
    assert f"({scores.RATING_SHARE}·ratings + {scores.YEARS_SHARE}·years + {scores.AWARDS_SHARE}·awards)" in fit
    assert f"min(awards, {scores.AWARDS_IN_FULL})" in fit
    assert f"÷ {scores.YEARS_IN_FULL * 36525 // 100:,})".replace(",", " ") in fit
    for value in (*scores.RATING_SCORE.values(), *scores.CONFIDENCE_SCORE.values()):
        assert (f"{value:,}".replace(",", " ") if value else " 0;") in fit

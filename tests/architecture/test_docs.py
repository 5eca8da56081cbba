"""The pages name only commands and files that exist."""

import re
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
COMMAND = re.compile(r"(?<![\w./-])dungviec((?: [a-z][a-z0-9-]*)+)")
MAKE_TARGET = re.compile(r"`make ([a-z-]+)")
LINK = re.compile(r"\]\((?!https?:|mailto:|#)([^)#\s]+)")


@cache
def known_commands() -> frozenset[str]:
    """`place`, `office serve`, …: everything the command line answers to."""
    code = (
        "import typer.main\nfrom dungviec.cli.app import app\n"
        "def walk(command, before):\n"
        "    for name, sub in getattr(command, 'commands', {}).items():\n"
        "        print(' '.join([*before, name])); walk(sub, [*before, name])\n"
        "walk(typer.main.get_command(app), [])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return frozenset(done.stdout.split("\n")) - {""}


def in_code(text: str) -> str:
    """The parts of a page that are commands: fenced blocks and inline code."""
    fenced = re.findall(r"```[^\n]*\n(.*?)```", text, re.DOTALL)
    return "\n".join([*fenced, *re.findall(r"`([^`\n]+)`", re.sub(r"```.*?```", "", text, flags=re.DOTALL))])


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_commands_in_the_pages_exist(page: Path) -> None:
    for words in COMMAND.findall(in_code(page.read_text(encoding="utf-8"))):
        first, *rest = words.split()
        groups = {name.split()[0] for name in known_commands() if " " in name}
        named = f"{first} {rest[0]}" if first in groups and rest else first
        assert named in known_commands() or named in groups, (
            f"{page.name} names `dungviec {named}`, which does not exist"
        )


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_make_targets_in_the_pages_exist(page: Path) -> None:
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    assert set(MAKE_TARGET.findall(page.read_text(encoding="utf-8"))) - targets == set()


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_links_between_pages_lead_somewhere(page: Path) -> None:
    links = LINK.findall(page.read_text(encoding="utf-8"))
    assert [link for link in links if not (page.parent / link).exists()] == []

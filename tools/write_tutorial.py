"""Runs the commands of docs/tutorial/first-plan.md on the demo city and puts their real output under them.

    python tools/write_tutorial.py        takes a few minutes on a busy machine

A block that begins with ``$ dungviec …`` is run in a temporary folder, in the order of the page. The comment before it,
``<!-- keep: PATTERN -->``, says which lines of the output are shown; what is left out between them becomes ``…``.
"""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PAGE = ROOT / "docs" / "tutorial" / "first-plan.md"
BLOCK = re.compile(r"(<!-- keep: (?P<keep>.+?) -->\n```\n)\$ (?P<command>dungviec [^\n]+)\n.*?```", re.DOTALL)


def filled(page: str, folder: Path) -> str:
    """The page with the output of every command renewed. Raises RuntimeError when a command fails."""

    def run(found: re.Match[str]) -> str:
        command = shlex.split(found["command"])
        program = Path(sys.executable).parent / command[0]
        done = subprocess.run(
            [str(program), *command[1:]], cwd=folder, capture_output=True, text=True, check=False,
            env={**os.environ, "COLUMNS": "180", "NO_COLOR": "1"},
        )  # fmt: skip
        if done.returncode:
            raise RuntimeError(f"{found['command']} ended with {done.returncode}: {done.stderr.strip()[-500:]}")
        shown = "\n".join(trimmed(done.stdout, found["keep"]))
        return f"{found[1]}$ {found['command']}\n{shown}\n```"

    return BLOCK.sub(run, page)


def trimmed(output: str, keep: str) -> list[str]:
    """The lines that match, with ``…`` where others were left out; empty lines do not count.

    >>> trimmed("a\\nb\\nc", "a|c")
    ['a', '…', 'c']
    """
    lines: list[str] = []
    for line in (raw.rstrip() for raw in output.splitlines()):
        if re.search(keep, line) and line:
            lines.append(line)
        elif line and (not lines or lines[-1] != "…"):
            lines.append("…")
    return lines


def main() -> int:
    """Rewrite the page."""
    text = PAGE.read_text(encoding="utf-8")
    with tempfile.TemporaryDirectory() as folder:
        PAGE.write_text(filled(text, Path(folder)), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())

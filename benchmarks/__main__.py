"""`python -m benchmarks [name …]`: everything there is to measure, one table after the other, or only what is named.

Options go to the one that is named: `python -m benchmarks law --people 10000`.
"""

import sys
from importlib import import_module
from itertools import takewhile

NAMES = (
    "city",
    "core",
    "scoring",
    "interactive",
    "law",
    "impact",
    "appraisal",
    "thermometer",
    "radar",
    "strengths",
    "search",
    "answers",
    "doubles",
    "training",
    "voice",
)
"""Modules of this folder with a ``main`` that prints tables and raises SystemExit where something disagrees."""

BY_NAME = (
    "api",
    "country",
    "growth",
    "rounds",
    "outside",
    "intake",
    "load",
    "pages",
    "pages_chart",
    "pages_feed",
    "slates",
    "statutory",
    "mutation",
    "soak",
    "explore",
    "export",
)
"""Those that take long or much memory, and run only when named."""


def main(arguments: list[str]) -> int:
    """Run the benchmarks named (default: all of NAMES); 1 where one of them found a disagreement."""
    named = list(takewhile(lambda a: a in NAMES + BY_NAME, arguments))
    options = arguments[len(named) :]
    if options and len(named) != 1:
        print(f"python -m benchmarks [{' | '.join(NAMES + BY_NAME)}] [tùy chọn của một tên / options of a single name]")
        return 2
    worst = 0
    for name in named or NAMES:
        try:
            import_module(f"benchmarks.{name}").main(options)
        except SystemExit as stop:
            worst = max(worst, int(stop.code or 0))
    return worst


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

"""Import once what every later command needs, so that its compiled modules lie ready even where Python may not write them."""

from __future__ import annotations

import importlib

MODULES = (
    "dungviec.cli.app",
    "dungviec.exchange",
    "dungviec.exchange.plan_book",
    "dungviec.exchange.roster",
    "dungviec.engine",
    "dungviec.placement",
    "dungviec.synth",
    "ortools.graph.python.min_cost_flow",
    "scipy.optimize",
    "scipy.sparse.csgraph",
)


def main() -> None:
    """Import everything named, then what the office loads at its start."""
    for name in MODULES:
        importlib.import_module(name)
    from dungviec.law import LawBook
    from dungviec.office.demo import set_up

    LawBook.load()
    set_up()
    importlib.import_module("dungviec.office.urls")


if __name__ == "__main__":
    main()

"""``dungviec …``: the command line. Nothing heavy is imported before a command needs it."""

from __future__ import annotations


def main() -> None:
    """Entry point of the ``dungviec`` command."""
    import gc

    gc.set_threshold(200_000, 20, 20)  # a workbook is half a million small objects, none of them in a cycle
    from dungviec.cli.app import app
    from dungviec.cli.usage import run

    run(app)

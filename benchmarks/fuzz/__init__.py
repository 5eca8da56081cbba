"""Broken files for the importers: `python -m benchmarks.fuzz --list`. See docs/how-to/fuzz-the-importers.md."""

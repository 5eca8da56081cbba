"""`python -m benchmarks.fuzz cells|grids --seconds 600`: the runs without files; each fault once, with the input that shows it."""

from __future__ import annotations

import json
import resource
import time
import traceback
from collections import Counter
from pathlib import Path
from random import Random

from benchmarks.fuzz.cells import Reader


def run(
    name: str, readers: list[Reader], *, inputs: int, seconds: float, seed: int, out: Path, slow: float
) -> dict[str, object]:
    """Draw and read until so many inputs or processor seconds are spent; the counts, also written to ``out``."""
    chance, asked, found = Random(seed), Counter[str](), dict[str, int]()
    out.mkdir(parents=True, exist_ok=True)
    began, told = time.process_time(), 0.0
    total = 0
    while total < inputs and time.process_time() - began < seconds:
        for what, draw, read in readers:
            value, start = draw(chance), time.process_time()
            try:
                read(value)
            except (KeyboardInterrupt, SystemExit):
                raise
            except BaseException as bad:  # a panic of a Rust library is no Exception
                frames = traceback.extract_tb(bad.__traceback__)
                ours = [f for f in frames if "dungviec" in f.filename and "fuzz" not in f.filename] or list(frames)
                _keep(
                    out,
                    found,
                    f"{type(bad).__name__} {Path(ours[-1].filename).name}:{ours[-1].lineno} in {what}",
                    value,
                )
            if (spent := time.process_time() - start) > slow:
                _keep(out, found, f"slow ({spent:.0f} s) in {what}", value)
            asked[what] += 1
        total += len(readers)
        if time.monotonic() - told > 60:
            told = time.monotonic()
            _tell(out, name, asked, found, began)
    return _tell(out, name, asked, found, began)


def _keep(out: Path, found: dict[str, int], what: str, value: object) -> None:
    found[what] = found.get(what, 0) + 1
    if found[what] == 1:
        with (out / "found.txt").open("a", encoding="utf-8") as file:
            file.write(
                f"{what}: {value!r:.4000}\n{traceback.format_exc()}\n".encode("utf-8", "backslashreplace").decode()
            )
        print(f"FOUND {what}: {ascii(value)[:200]}", flush=True)


def _tell(out: Path, name: str, asked: Counter[str], found: dict[str, int], began: float) -> dict[str, object]:
    line: dict[str, object] = {
        "importer": name,
        "inputs": asked.total(),
        "processor_seconds": round(time.process_time() - began),
        "peak_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
        "found": found,
    }
    (out / f"{name}.json").write_text(json.dumps(line), encoding="utf-8")
    return line

"""`python -m benchmarks.fuzz NAME --seconds 600`: atheris breaks files for one importer; crashes are kept and told, the run goes on.

Needs the extra `fuzz` (atheris). Without `--atheris` the house's own mutations alone are used: they need nothing and repeat by `--seed`.
`cells` and `grids` ask the functions that read one value, and the readers of tables, without packing a file each time.
Ends with 1 when something was found: an exception that is no sentence of the house, a file read for longer than `--slow` seconds,
or memory beyond `--memory` megabytes.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import random
import resource
import sys
import time
import traceback
from importlib import import_module
from pathlib import Path

from benchmarks.fuzz.breaking import break_packed, break_text
from benchmarks.fuzz.counted import run
from benchmarks.fuzz.importers import IMPORTERS, Importer

LARGEST = 200_000
WITHOUT_FILES = ("cells", "grids")


class Notes:
    """What a run has seen: number of inputs, and each crash once by its place."""

    def __init__(self, one: Importer, folder: Path, *, slow: float) -> None:
        self.one, self.folder, self.slow = one, folder, slow
        self.inputs, self.found = 0, dict[str, int]()
        self.began, self.told = time.monotonic(), 0.0

    def feed(self, data: bytes) -> None:
        """One input; whatever is raised is a crash."""
        self.inputs += 1
        start = time.process_time()
        try:
            self.one.feed(data)
        except (KeyboardInterrupt, SystemExit):
            raise
        except BaseException as bad:  # a panic of a Rust library is no Exception
            frames = traceback.extract_tb(bad.__traceback__)
            ours = [f for f in frames if "dungviec" in f.filename] or list(frames)
            self._keep(
                f"{type(bad).__name__} {Path(ours[-1].filename).name}:{ours[-1].lineno}", data, traceback.format_exc()
            )
        if (spent := time.process_time() - start) > self.slow:
            self._keep(f"slow ({int(spent)} s)", data, "")
        if time.monotonic() - self.told > 60:
            self.tell()

    def _keep(self, what: str, data: bytes, trace: str) -> None:
        self.found[what] = self.found.get(what, 0) + 1
        if self.found[what] > 1:
            return
        self.folder.mkdir(parents=True, exist_ok=True)
        name = f"{self.one.name}-{hashlib.sha256(data).hexdigest()[:12]}"
        (self.folder / name).write_bytes(data)
        (self.folder / f"{name}.txt").write_text(f"{what}\n{trace}", encoding="utf-8")
        print(f"FOUND {self.one.name}: {what} -> {self.folder / name}", flush=True)

    def tell(self) -> None:
        """A line of figures into the folder."""
        self.told = time.monotonic()
        self.folder.mkdir(parents=True, exist_ok=True)
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
        line = {
            "importer": self.one.name,
            "inputs": self.inputs,
            "seconds": round(time.monotonic() - self.began),
            "peak_mb": peak,
            "found": self.found,
        }
        (self.folder / f"{self.one.name}.json").write_text(json.dumps(line), encoding="utf-8")


def own_run(one: Importer, notes: Notes, *, inputs: int, seconds: float, seed: int) -> None:
    """The house's own mutations: repeatable by seed; breaks of breaks up to four deep."""
    chance, seeds = random.Random(seed), one.seeds()
    alive = list(seeds)
    end = time.monotonic() + seconds
    while notes.inputs < inputs and time.monotonic() < end:
        data = broken(one, chance.choice(alive), chance)
        notes.feed(data)
        if chance.random() < 0.02:
            alive = [*seeds, *alive[len(seeds) :][-40:], data]


def broken(one: Importer, data: bytes, chance: random.Random, largest: int = LARGEST) -> bytes:
    """One broken file."""
    if one.packed:
        return break_packed(data, lambda body, most: break_text(body, chance, most), chance, largest)
    return break_text(data, chance, largest)


def guided_run(one: Importer, notes: Notes, *, inputs: int, seconds: float, seed: int, corpus: Path) -> None:
    """Atheris: mutations guided by which lines of the house they reach."""
    import atheris

    corpus.mkdir(parents=True, exist_ok=True)
    for data in one.seeds():
        (corpus / hashlib.sha256(data).hexdigest()[:16]).write_bytes(data)

    def mutator(data: bytes, largest: int, turn: int) -> bytes:
        chance = random.Random(turn)

        def mix(body: bytes, most: int) -> bytes:
            return break_text(body, chance, most) if chance.random() < 0.5 else atheris.Mutate(body, most)

        made = break_packed(data, mix, chance, largest // 4) if one.packed else mix(data, largest)
        return made if len(made) <= largest else data[:largest]

    words = [
        f"-runs={inputs}",
        f"-max_total_time={int(seconds)}",
        f"-seed={seed}",
        f"-max_len={5 * LARGEST}",
        "-timeout=60",
        "-rss_limit_mb=3000",
        "-print_final_stats=1",
        "-verbosity=0",
    ]
    atheris.Setup([sys.argv[0], *words, str(corpus)], notes.feed, custom_mutator=mutator)
    atheris.Fuzz()


def main(arguments: list[str]) -> int:
    """Run one importer; see the module."""
    ask = argparse.ArgumentParser(prog="python -m benchmarks.fuzz", description=__doc__)
    ask.add_argument("name", nargs="?", choices=sorted([*IMPORTERS, *WITHOUT_FILES]))
    ask.add_argument("--list", action="store_true", help="name the importers")
    ask.add_argument("--inputs", type=int, default=10_000_000)
    ask.add_argument("--seconds", type=float, default=600)
    ask.add_argument("--seed", type=int, default=20261123)
    ask.add_argument("--slow", type=float, default=20, help="processor seconds for one file")
    ask.add_argument("--atheris", action="store_true")
    ask.add_argument("--out", type=Path, default=Path("/tmp/dungviec-fuzz"))
    given = ask.parse_args(arguments)
    if given.list or not given.name:
        print("\n".join([*IMPORTERS, *WITHOUT_FILES]))
        return 0
    if given.name in WITHOUT_FILES:
        readers = import_module(f"benchmarks.fuzz.{given.name}").readers()
        told = run(
            given.name,
            readers,
            inputs=given.inputs,
            seconds=given.seconds,
            seed=given.seed,
            out=given.out,
            slow=given.slow,
        )
        print(json.dumps(told))
        return 1 if told["found"] else 0
    one = IMPORTERS[given.name]
    notes = Notes(one, given.out, slow=given.slow)
    chosen = {"inputs": given.inputs, "seconds": given.seconds, "seed": given.seed}
    try:
        if given.atheris:
            import atexit

            atexit.register(notes.tell)  # libFuzzer leaves by itself
            guided_run(one, notes, **chosen, corpus=given.out / "corpus" / one.name)
        else:
            own_run(one, notes, **chosen)
    finally:
        notes.tell()
    print(json.dumps({"importer": one.name, "inputs": notes.inputs, "found": notes.found}))
    return 1 if notes.found else 0


if __name__ == "__main__":
    if "--atheris" in sys.argv:
        import atheris

        with atheris.instrument_imports(include=["dungviec"]):
            for imported in IMPORTERS.values():
                imported.feed(b"")
    sys.exit(main(sys.argv[1:]))

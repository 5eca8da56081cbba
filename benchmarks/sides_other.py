"""`python -m benchmarks.sides_other`: cities of other makes (sides_makes) through `dungviec.solve`, loose and tight, several seeds.

Processor time counts; the clock depends on what else the machine does. Every answer has been through the independent checker. With
``--monolith`` the first seeds are also given to one HiGHS model of everything, with a limit: its ratio is then "at least".
"""

from __future__ import annotations

import argparse
import os
import statistics
import time
from typing import Any

import numpy as np

from benchmarks import baselines
from benchmarks.sides_makes import MAKES, Plain, plain_city
from benchmarks.sides_makes_shared import exact_city, quota_city
from dungviec.engine.outside import get_ready, solve_outside, understand
from dungviec.engine.outside.amounts import whole_gains
from dungviec.engine.outside.model import engine_problem, model_of

LATER = {"quotas": quota_city, "exact": exact_city}
"""Makes written after the engine was fitted to the others."""


def main() -> None:
    """A line per city and a summary per make."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.sides_other", description=__doc__)
    parser.add_argument(
        "makes", nargs="*", default=[*MAKES, *LATER], help=f"of {', '.join([*MAKES, *LATER])} (default: all)"
    )
    parser.add_argument("--seeds", type=int, default=2)
    parser.add_argument("--first", type=int, default=700, help="the first seed")
    parser.add_argument("--time-limit", type=float, default=20.0)
    parser.add_argument("--monolith", type=int, default=0, help="seeds on which one HiGHS model is timed too")
    parser.add_argument("--limit", type=float, default=120.0, help="seconds for the HiGHS model")
    chosen = parser.parse_args()
    get_ready()
    for make in chosen.makes:
        cpus, gaps = [], []
        for tight in (False, True):
            for seed in range(chosen.first, chosen.first + chosen.seeds):
                later = LATER.get(make)
                city = later(seed=seed, tight=tight) if later else plain_city(make, seed=seed, tight=tight)
                wall, cpu = time.perf_counter(), time.process_time()
                result = solve_outside(understand(city), city, time_limit=chosen.time_limit)
                wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
                cpus.append(cpu)
                gaps.append(result["gap"])
                report(f"{make} {'tight' if tight else 'loose'} {seed}", city, result, wall, cpu)
                if seed - chosen.first < chosen.monolith:
                    beside(city, result, cpu, limit=chosen.limit)
        known = [gap for gap in gaps if gap is not None]
        print(
            f"{make}: cpu median {statistics.median(cpus):.2f} s, worst {max(cpus):.2f} s; proven optimal "
            f"{sum(gap == 0 for gap in known)} of {len(gaps)}, largest gap {max(known, default=0.0):.1e}; load {os.getloadavg()[0]:.1f}",
            flush=True,
        )


def report(name: str, city: Plain, result: dict[str, Any], wall: float, cpu: float) -> None:
    """One line per city."""
    print(
        f"{name:20} {len(city['constraints'])} rules {wall:6.2f} s wall {cpu:6.2f} s cpu  {result['status']}  gap {result['gap']}  "
        f"faults {len(result['faults'])}  conflict {str(result.get('conflict', ''))[:60]}",
        flush=True,
    )


def beside(city: Plain, result: dict[str, Any], cpu: float, *, limit: float) -> None:
    """The same city as one HiGHS model."""
    town = understand(city)
    model = model_of(town)
    gains = whole_gains(town)
    gain = np.asarray(gains.gain.numbers[model.kept])
    if gain.dtype != np.int64:
        return
    began = time.process_time()
    whole = baselines.milp(engine_problem(town, model, gain, rows=model.rows), time_limit=limit)
    spent = time.process_time() - began
    value = None if whole.value is None else float(gains.base + gains.gain.unit * whole.value)
    capped = "at least " if whole.solve >= limit or value is None else ""
    print(
        f"    one HiGHS model: value {value} beside {result['value']}, {spent:.1f} s cpu, {capped}{spent / cpu:.0f} x",
        flush=True,
    )


if __name__ == "__main__":
    main()

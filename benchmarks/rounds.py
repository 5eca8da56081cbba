"""`python -m benchmarks rounds`: a whole placement round, records to explained plan, by size: time, memory, pairs and the proof.

Each size runs in a process of its own. Baseline for growth: the smallest size, per considered pair.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys

from benchmarks.report import console, machine, mark, number, table

SIZES = (2_400, 10_000, 50_000)
_RUN = """
import json, resource, sys, time
from dungviec.placement import Policy
from dungviec.placement.place import _load_solver, _report, solve_round
from dungviec.synth import build_province

city = build_province(int(sys.argv[1]), 1)
_load_solver()
began = time.process_time()
solved = solve_round(city, Policy())
between = time.process_time()
plan = _report(solved, None, 0)
print(json.dumps({
    "solved": between - began, "told": time.process_time() - between, "status": plan.status, "gap": plan.gap, "faults": len(plan.checks),
    "considered": int(solved.round.considered.of_post.sum()), "pairs": plan.pairs, "moves": len(plan.moves),
    "memory": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024**2, "solve": solved.seconds["solve"],
}))
"""


def main(arguments: list[str] | None = None) -> None:
    """Print the table; exit code 1 where a plan is not proven or a check finds a fault."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks rounds", description=__doc__)
    parser.add_argument("--people", type=int, nargs="+", default=list(SIZES), help="sizes (default 2400 10000 50000)")
    chosen = parser.parse_args(arguments)
    screen = console()
    screen.print("\n[bold]Đúng Việc – cả một đợt bố trí theo quy mô[/] [dim](rounds)[/]", machine())
    heads = ["Người (people)", "Cặp được xét (considered)", "Cặp trong bài toán (edges)", "Lập và giải, s (build, solve)", "Lý do, s (reasons)", "GB", "µs/cặp", "Lượt chuyển (moves)", "Khoảng cách (gap)"]  # fmt: skip
    made = table("Giây xử lý (processor seconds)", heads, left=())
    proven = []
    for people in chosen.people:
        done = subprocess.run([sys.executable, "-c", _RUN, str(people)], capture_output=True, text=True, check=True)
        f = json.loads(done.stdout.splitlines()[-1])
        each = 1e6 * f["solved"] / f["considered"]
        made.add_row(number(people), number(f["considered"]), number(f["pairs"]), number(f["solved"], 1), number(f["told"], 1), number(f["memory"], 2), number(each, 2), number(f["moves"]), number(f["gap"]))  # fmt: skip
        proven.append(f["status"] == "optimal" and not f["faults"])
    screen.print(made)
    screen.print(f"  tối ưu, kiểm lại không sai sót (optimal, rechecked) {mark(all(proven))}")
    if not all(proven):
        raise SystemExit(1)


if __name__ == "__main__":
    main()

"""docs/reference/solve.md and its two JSON Schemas, from the shapes of the contract."""

from __future__ import annotations

import json
from typing import Any

from pydantic import BaseModel
from tools.markdown import shapes, table
from tools.solve_shapes import EXAMPLE, ProblemShape, ResultShape

BASIC = ("people", "posts", "pairs", "current", "move_cost", "must_place", "constraints")
EXIT_CODES = (
    ("0", "solved: `optimal` or `feasible`"),
    ("1", "time ran out before a plan was found or proven not to exist; or a check failed"),
    (
        "2",
        "the input cannot be used; one sentence says what, where (key and index), which value, what to do; nothing is written",
    ),
    ("3", "`infeasible`; the answer is written, with the conflict"),
)


def solve_page(note: str) -> str:
    """The reference page of `dungviec solve`."""
    import dungviec

    answer = {k: v for k, v in dungviec.solve(EXAMPLE).items() if k != "seconds"}
    shown = "\n".join(f"{json.dumps(k)}: {json.dumps(EXAMPLE[k], ensure_ascii=False)}," for k in BASIC).rstrip(",")
    told = "\n".join(f"{json.dumps(k)}: {json.dumps(v, ensure_ascii=False)}," for k, v in answer.items())
    return "\n".join([
        "# Problems from outside: `dungviec solve`", note,
        "A placement problem of your own, as plain data: no records, no law, only people, posts, allowed pairs with a score, and constraints. The answer is a plan "
        "with its value, a bound that no plan exceeds, and who goes where; or a smallest set of constraints that cannot hold together.", "",
        "```", "dungviec solve PROBLEM.json [-o RESULT.json] [--time-limit S] [--lang vi|en]", "```", "",
        "Without `-o` the answer goes to stdout and nothing else does; with it, the file is written whole or not at all. From Python: `dungviec.solve(problem)`, with a "
        "dictionary or a path, returns the same answer; bad input raises `dungviec.engine.ProblemFault`.", "",
        "## What is maximised", "",
        "```", "sum of the scores of placed pairs - move_cost x moves - sum over posts of vacancy_cost x unfilled places", "```", "",
        "Each person holds at most one post, each post at most `capacity` people. A *move* places somebody who has a current post into another one; a first placement is "
        "none, nor is staying out. Somebody whose current post is not an allowed pair cannot stay there.", "",
        "Scores, costs and weights are read as the decimals they are written as, and summed exactly. Where they are too fine for exact whole numbers (17 digits beside "
        "large ones), the bound is rounded outward, `exact` is false, and `optimal` means a gap below 5e-10; the value is always recomputed from what was written.", "",
        "## Exit codes", "", *table(("Code", "Meaning"), EXIT_CODES), "",
        "## Time", "",
        "`--time-limit` (default 60 seconds) counts reading, searching and checking (not loading the program); then the best plan so far is returned with its "
        "gap. Where none was found by then, or why there is none is not settled, the answer says so. No search starts after its time. What cannot be cut short is reading "
        "the problem, the first bound and one pass for a first plan: for a city of 2,400 people about a second and a half of processor time in all, also where less was allowed (1.0 to 1.3 s beside loading the program on 23/11/2026); "
        "beyond that an answer is at most half a second late on a machine that is not overloaded.", "",
        "A post that is gone, but that somebody still holds in `current`, is listed with `capacity` 0.", "",
        "## An example", "", "```json", "{", shown, "}", "```", "", "gives", "", "```json", "{", told.rstrip(","), "}", "```", "",
        "## PROBLEM.json", "", "Schema: [problem.schema.json](problem.schema.json). A key that is not listed is refused, so that a misspelt one is not lost.", "",
        *shapes(ProblemShape),
        "## RESULT.json", "", "Schema: [result.schema.json](result.schema.json).", "", *shapes(ResultShape),
        "## Large problems: Parquet", "",
        "In place of the file, a folder: `people.parquet` (`id`), `posts.parquet` (`id`, and perhaps `capacity`, `vacancy_cost`), `pairs.parquet` (`person`, `post`, "
        "`score`), perhaps `current.parquet` (`person`, `post`), and perhaps `problem.json` with the keys that remain.", "",
    ])  # fmt: skip


def problem_schema() -> str:
    """JSON Schema (draft 2020-12) of PROBLEM.json."""
    return _schema(ProblemShape, "dungviec-problem/1", "validation")


def result_schema() -> str:
    """JSON Schema (draft 2020-12) of RESULT.json."""
    return _schema(ResultShape, "dungviec-result/1", "validation")


def _schema(shape: type[BaseModel], title: str, mode: Any) -> str:
    schema = shape.model_json_schema(mode=mode)
    head = {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": title}
    return (
        json.dumps({**head, **{k: v for k, v in schema.items() if k != "title"}}, ensure_ascii=False, indent=1) + "\n"
    )

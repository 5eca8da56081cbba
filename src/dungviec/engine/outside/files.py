"""Problems in files: one JSON object, or a folder of Parquet tables beside a small problem.json for large ones."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dungviec.engine.outside.problem import Id, OutsideProblem
from dungviec.engine.outside.reading import from_columns, understand
from dungviec.engine.outside.values import refuse
from dungviec.engine.problem import ProblemFault

if TYPE_CHECKING:
    import polars as pl


def read_problem(source: Mapping[str, Any] | str | Path) -> tuple[OutsideProblem, Mapping[str, Any]]:
    """The problem, and its plain data for the checker, from a parsed object, a JSON file or a folder of Parquet tables.

    Raises ProblemFault: what is wrong, where, and what to do.
    """
    if isinstance(source, str | Path):
        path = Path(source)
        if path.is_dir():
            return _read_folder(path)
        data = _read_json(path)
        return understand(data), data
    return understand(source), source


def _read_json(path: Path) -> Any:
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        raise refuse(
            f"«{path}»",
            "không phải văn bản UTF-8; hãy lưu lại dạng JSON UTF-8",
            f"'{path}'",
            "is not UTF-8 text; save it as JSON in UTF-8",
        ) from None
    except OSError as problem:
        reason = problem.strerror or str(problem)
        raise refuse(f"«{path}»", f"không đọc được: {reason}", f"'{path}'", f"cannot be read: {reason}") from None
    try:
        return json.loads(text, parse_constant=_not_finite, object_pairs_hook=_once)
    except json.JSONDecodeError as bad:
        raise refuse(
            f"«{path}» dòng {bad.lineno}, cột {bad.colno}", f"không đúng cú pháp JSON ({bad.msg}); hãy sửa chỗ đó",
            f"'{path}' line {bad.lineno}, column {bad.colno}", f"is not valid JSON ({bad.msg}); correct it there",
        ) from None  # fmt: skip
    except RecursionError:
        raise refuse(
            f"«{path}»",
            "lồng nhau quá sâu, không phải một bài toán",
            f"'{path}'",
            "is nested too deeply to be a problem",
        ) from None
    except ValueError as bad:  # a number of thousands of digits
        if isinstance(bad, ProblemFault):
            raise
        raise refuse(
            f"«{path}»", f"có số không đọc được ({bad})", f"'{path}'", f"holds a number that cannot be read ({bad})"
        ) from None


def _not_finite(word: str) -> Any:
    raise refuse(
        "JSON",
        f"có số «{word}»; mọi số phải hữu hạn",
        "JSON",
        f"holds the number '{word}'; every number must be finite",
    )


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for k, name in enumerate(names) if name in names[:k])
        raise refuse(
            "JSON",
            f"mục «{twice}» có hai lần trong cùng một đối tượng; giữ một",
            "JSON",
            f"the key '{twice}' appears twice in one object; keep one",
        )
    return found


class _Rows:
    """The pairs of two or three columns, row by row, as often as asked."""

    def __init__(self, frame: pl.DataFrame) -> None:
        self.frame = frame

    def __iter__(self) -> Iterator[tuple[Any, ...]]:
        return zip(*(self.frame[name].to_list() for name in self.frame.columns), strict=True)


def _read_folder(folder: Path) -> tuple[OutsideProblem, Mapping[str, Any]]:
    """people.parquet (id), posts.parquet (id, capacity, vacancy_cost), pairs.parquet (person, post, score), perhaps
    current.parquet (person, post); what is left of the JSON keys stands in problem.json, which may be missing."""
    import numpy as np
    import polars as pl

    rest = _read_json(folder / "problem.json") if (folder / "problem.json").is_file() else {}
    if not isinstance(rest, Mapping):
        raise refuse("problem.json", "phải là một đối tượng JSON", "problem.json", "must be a JSON object")
    for key in ("people", "posts", "pairs", *(["current"] if (folder / "current.parquet").is_file() else [])):
        if key in rest:
            raise refuse(
                "problem.json",
                f"mục «{key}» đã có trong {key}.parquet; bỏ một trong hai",
                "problem.json",
                f"the key '{key}' stands in {key}.parquet; drop one of them",
            )
    people = _column_ids(_table(folder, "people", ("id",)), "id", "people")
    posts = _table(folder, "posts", ("id",))
    columns: dict[str, list[Any]] = {"id": _column_ids(posts, "id", "posts")}
    for name, usual in (("capacity", 1), ("vacancy_cost", 0)):
        columns[name] = posts[name].to_list() if name in posts.columns else [usual] * posts.height
    pairs = _table(folder, "pairs", ("person", "post", "score")).select("person", "post", "score")
    if not pairs["score"].dtype.is_numeric():
        raise refuse(
            "pairs.parquet",
            f"cột «score» phải là số, không phải {pairs['score'].dtype}",
            "pairs.parquet",
            f"the column 'score' must hold numbers, not {pairs['score'].dtype}",
        )
    if pairs["score"].null_count():
        k = int(np.flatnonzero(pairs["score"].is_null().to_numpy())[0])
        raise refuse(f"pairs.parquet[{k}]", "thiếu điểm", f"pairs.parquet[{k}]", "has no score")
    if pairs["score"].dtype.is_decimal():
        pairs = pairs.with_columns(pl.col("score").cast(pl.Float64))
    score = pairs["score"].to_numpy()
    score = score.astype(np.int64 if pairs["score"].dtype.is_integer() else np.float64)
    current: tuple[list[Id], list[Id]] | None = None
    if (folder / "current.parquet").is_file():
        held = _table(folder, "current", ("person", "post"))
        current = _column_ids(held, "person", "current"), _column_ids(held, "post", "current")
        if len(set(current[0])) < len(current[0]):
            first = {person: k for k, person in reversed(list(enumerate(current[0])))}
            k = next(k for k, person in enumerate(current[0]) if first[person] < k)
            raise refuse(
                f"current.parquet[{k}]",
                f"người {current[0][k]!r} đã có ở trên; mỗi người một vị trí hiện tại",
                f"current.parquet[{k}]",
                f"the person {current[0][k]!r} stands above already; one current post each",
            )
    problem = from_columns(
        rest, people=people, posts=columns,
        pairs=(_column_ids(pairs, "person", "pairs"), _column_ids(pairs, "post", "pairs"), score), current=current,
    )  # fmt: skip
    data = {
        **rest,
        "people": people,
        "posts": [dict(zip(columns, row, strict=True)) for row in zip(*columns.values(), strict=True)],
        "pairs": _Rows(pairs),
        "current": dict(zip(*current, strict=True)) if current is not None else rest.get("current") or {},
    }
    return problem, data


def _table(folder: Path, name: str, wanted: tuple[str, ...]) -> pl.DataFrame:
    import polars as pl

    path = folder / f"{name}.parquet"
    if not path.is_file():
        raise refuse(f"«{folder}»", f"thiếu tệp {name}.parquet", f"'{folder}'", f"has no file {name}.parquet")
    try:
        frame = pl.read_parquet(path)
    except (OSError, pl.exceptions.PolarsError) as problem:
        reason = getattr(problem, "strerror", None) or "không phải tệp Parquet"
        reason_en = getattr(problem, "strerror", None) or "not a Parquet file"
        raise refuse(f"«{path}»", f"không đọc được: {reason}", f"'{path}'", f"cannot be read: {reason_en}") from None
    for column in wanted:
        if column not in frame.columns:
            raise refuse(f"«{path}»", f"thiếu cột «{column}»", f"'{path}'", f"has no column '{column}'")
    return frame


def _column_ids(frame: pl.DataFrame, column: str, name: str) -> list[Id]:
    dtype = frame[column].dtype
    if frame[column].null_count() or not (dtype.is_integer() or str(dtype) in ("String", "Categorical")):
        raise refuse(
            f"{name}.parquet", f"cột «{column}» phải là mã (chữ hoặc số nguyên), không được trống",
            f"{name}.parquet", f"the column '{column}' must hold ids (text or whole numbers), none empty",
        )  # fmt: skip
    found: list[Id] = frame[column].to_list()
    return found

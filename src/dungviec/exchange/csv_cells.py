"""Tables as CSV that neither a spreadsheet nor a reader can take for something else, and back without loss.

UTF-8 with a byte-order mark (spreadsheets ask for it), RFC 4180, days as ISO, lists as JSON, an empty field for *not known*. A text that a
spreadsheet would run as a formula, and the empty text, get one apostrophe in front; reading takes exactly one away.
"""

from __future__ import annotations

import io

import polars as pl

RISKY = r"^\s*[=+\-@＝＋－＠'\t\r\n]"
"""How a text begins that needs the guard: formula signs (also the wide ones), the guard itself, blank signs some programs drop."""


def to_csv(frame: pl.DataFrame, *, guard: str) -> bytes:
    """The frame as CSV bytes."""
    shown = []
    for name, kind in frame.schema.items():
        value = pl.col(name)
        if kind == pl.String:
            risky = value.str.contains(RISKY) | (value == "")
            value = pl.when(risky).then(pl.concat_str(pl.lit(guard), value)).otherwise(value)
        elif isinstance(kind, pl.List):
            value = pl.Series(name, [None if v is None else _json(v) for v in frame[name].to_list()], dtype=pl.String)  # type: ignore[assignment]
        shown.append(value.alias(name))
    buffer = io.BytesIO()
    frame.select(shown).write_csv(
        buffer, include_bom=True, line_terminator="\r\n", date_format="%Y-%m-%d", quote_style="necessary"
    )
    return buffer.getvalue()


def from_csv(body: bytes, schema: dict[str, pl.DataType], *, guard: str) -> pl.DataFrame:
    """The frame in the types of ``schema``. Raises ``polars`` errors or ValueError where the bytes do not hold such columns."""
    raw = _read(body, list(schema))
    if raw.columns != list(schema):
        raise ValueError(f"columns {', '.join(raw.columns)} instead of {', '.join(schema)}")
    read = []
    for name, kind in schema.items():
        value = pl.when(pl.col(name) == "").then(None).otherwise(pl.col(name))
        if kind == pl.String:
            value = pl.when(value.str.starts_with(guard)).then(value.str.slice(1)).otherwise(value)
        elif isinstance(kind, pl.List):
            value = value.str.json_decode(kind)
        elif kind == pl.Boolean:
            value = value.replace_strict({"true": True, "false": False}, return_dtype=pl.Boolean)
        elif kind == pl.Date:
            value = value.str.to_date("%Y-%m-%d", strict=True)
        else:
            value = value.cast(kind, strict=True)
        read.append(value.alias(name))
    return raw.select(read)


def _json(values: list[str]) -> str:
    import json

    return json.dumps(values, ensure_ascii=False)


def _read(body: bytes, columns: list[str]) -> pl.DataFrame:
    """Every field as text. Python's reader: the fast one splits quoted fields at bare carriage returns."""
    import csv

    rows = csv.reader(io.StringIO(body.decode("utf-8-sig"), newline=""), strict=True)
    head = next(rows, [])
    if head != columns:
        return pl.DataFrame(schema={name: pl.String() for name in head})
    return pl.DataFrame([tuple(row) for row in rows], schema={name: pl.String() for name in columns}, orient="row")

"""The records as Parquet with their schema, masked, then asked with Polars like any other data."""

import json
import secrets
import tempfile
from pathlib import Path

import polars as pl
from district import open_city

import dungviec

city = open_city()
with tempfile.TemporaryDirectory() as folder:
    target = Path(folder) / "district"
    package = dungviec.mask_package(dungviec.package_of(city), key=secrets.token_bytes(32))
    dungviec.write_package(package, target, "parquet")

    schema = json.loads((target / "datapackage.json").read_text(encoding="utf-8"))
    masked = [f["name"] for f in schema["resources"][2]["schema"]["fields"] if f["x-dungviec"].get("masked")]
    print(f"{len(schema['resources'])} tables; masked columns of people: {', '.join(masked[:4])} …")

    people = pl.scan_parquet(target / "data" / "people.parquet")
    codes = pl.scan_parquet(target / "data" / "code_lists.parquet").filter(pl.col("list") == "degree")
    by_degree = (
        people.join(codes, left_on="degree", right_on="value", how="left", maintain_order="left")
        .group_by("en", "rank").agg(people=pl.len(), mean_birth_year=pl.col("born_year_only").mean().round(1))
        .sort("rank", descending=True, nulls_last=True).collect()
    )  # fmt: skip
    for degree, _rank, count, year in by_degree.iter_rows():
        print(f"  {degree or 'not on file'}: {count} people, born {year} on average")

    back = dungviec.read_package(target)  # checks every file against its digest
    print(f"read back: {back.rows} rows, names there: {back.tables['people']['name'].drop_nulls().len()}")

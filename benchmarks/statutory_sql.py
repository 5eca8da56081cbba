"""BM01 in plain SQL on PostgreSQL: tables with indexes, one query with FILTER and ROLLUP, its processor time as the server counts it."""

from __future__ import annotations

import os
from contextlib import ExitStack
from datetime import date
from typing import Any

import polars as pl
import psycopg
from tools.postgres import postgres

from dungviec.records import Snapshot

_TYPES = {pl.String: "text", pl.Date: "date", pl.Int32: "integer", pl.Boolean: "boolean"}
_INDEXES = (
    "CREATE INDEX ON tenures (person_id, from_date)", "CREATE INDEX ON tenures (from_date, to_date)", "CREATE UNIQUE INDEX ON people (person_id)",
    "CREATE UNIQUE INDEX ON posts (post_id)", "CREATE UNIQUE INDEX ON units (unit_id)", "ANALYZE",
)  # fmt: skip
_WHO = """
WITH live_units AS (
  SELECT unit_id, name FROM units WHERE (valid_from IS NULL OR valid_from <= %(day)s) AND (valid_to IS NULL OR valid_to >= %(day)s)
), live_posts AS (
  SELECT post_id, unit_id FROM posts JOIN live_units USING (unit_id)
  WHERE (posts.valid_from IS NULL OR posts.valid_from <= %(day)s) AND (posts.valid_to IS NULL OR posts.valid_to >= %(day)s)
), now AS (
  SELECT * FROM tenures WHERE from_date <= %(day)s AND (to_date IS NULL OR to_date >= %(day)s)
), main AS (
  SELECT DISTINCT ON (person_id) person_id, unit_id FROM now JOIN live_posts USING (post_id)
  ORDER BY person_id, array_position(ARRAY['main','seconded','acting','concurrent'], kind), from_date DESC, post_id
), named AS (
  SELECT lower(name) AS name, min(unit_id) AS unit_id FROM units GROUP BY 1 HAVING count(*) = 1
), loose AS (
  SELECT DISTINCT ON (person_id) person_id, unit_name FROM now
  WHERE post_id IS NULL AND kind <> 'concurrent' AND NOT EXISTS (SELECT 1 FROM main WHERE main.person_id = now.person_id)
  ORDER BY person_id, from_date DESC
), rolls AS (
  SELECT person_id, unit_id FROM main
  UNION ALL SELECT person_id, named.unit_id FROM loose JOIN named ON named.name = lower(unit_name) JOIN live_units ON live_units.unit_id = named.unit_id
), aged AS (
  SELECT rolls.unit_id, people.*, coalesce(party_member, party_joined IS NOT NULL) AND coalesce(party_joined <= %(day)s, true) AS party,
    CASE WHEN born IS NOT NULL THEN extract(year FROM age(%(day)s::date, born))::int
         WHEN extract(year FROM %(day)s::date)::int - born_year_only NOT IN (31, 41, 51, 56, 61) THEN extract(year FROM %(day)s::date)::int - born_year_only - 1 END AS years
  FROM rolls JOIN people USING (person_id)
)
"""
_BM01 = "SELECT coalesce(unit_id, ''), count(*), {counts} FROM aged GROUP BY ROLLUP (unit_id)"
_CROSS = """, keyed AS (
  SELECT unit_id AS u, coalesce(degree, '-') AS d, CASE WHEN years <= 30 THEN '0-30' WHEN years <= 40 THEN '31-40' WHEN years <= 50 THEN '41-50'
    WHEN years <= 55 THEN '51-55' WHEN years <= 60 THEN '56-60' WHEN years > 60 THEN '61+' ELSE '-' END AS a FROM aged
)
SELECT coalesce(u, ''), coalesce(d, ''), coalesce(a, ''), count(*) FROM keyed GROUP BY CUBE (u, d, a)
"""
_TESTS = (
    "sex = 'female'", "party", "ethnicity IS NOT NULL AND btrim(ethnicity) <> '' AND ethnicity NOT IN ('56','Không rõ','Kinh','1','01')",
    "rank_class = 'A3.1'", "rank_class IN ('A2.1','A2.2')", "rank_class = 'A1'", "rank_class = 'A0'", "rank_class = 'B'",
    *(f"degree = '{v}'" for v in ("doctor", "master", "university", "college", "intermediate", "elementary")),
    *(f"theory = '{v}'" for v in ("bachelor", "advanced", "intermediate", "elementary")),
    *(f"state_management = '{v}'" for v in ("senior", "principal", "specialist")),
    "years <= 30", "years BETWEEN 31 AND 40", "years BETWEEN 41 AND 50", "years BETWEEN 51 AND 60", "sex = 'female' AND years BETWEEN 51 AND 55",
    "sex = 'male' AND years BETWEEN 56 AND 60", "retire_on < %(day)s",
)  # fmt: skip


class SqlRecords:
    """A temporary server with the records, as a context manager."""

    def __init__(self, province: Snapshot, retire: pl.DataFrame, ranks: dict[str, str]) -> None:
        from benchmarks.statutory import frames_of

        self._frames, self._open = frames_of(province, retire, ranks), ExitStack()

    def __enter__(self) -> SqlRecords:
        self._db: psycopg.Connection[Any] = self._open.enter_context(
            psycopg.connect(self._open.enter_context(postgres()))
        )
        for name, frame in self._frames.items():
            columns = ", ".join(f"{c} {_TYPES[type(t)]}" for c, t in frame.schema.items())
            self._db.execute(f"CREATE TABLE {name} ({columns})")
            with self._db.cursor().copy(f"COPY {name} FROM STDIN") as copy:
                for row in frame.iter_rows():
                    copy.write_row(row)
        for statement in _INDEXES:
            self._db.execute(statement)
        # One process, so that its processor time is all that is spent; the others run on as many threads as they like.
        self._db.execute("SET max_parallel_workers_per_gather = 0")
        self._db.execute("SET work_mem = '256MB'")
        return self

    def __exit__(self, *_: object) -> None:
        self._open.close()

    def spent(self) -> float:
        """Processor seconds of the server's process so far."""
        with open(f"/proc/{self._db.info.backend_pid}/stat") as stat:
            words = stat.read().rsplit(")", 1)[1].split()
        return (int(words[11]) + int(words[12])) / os.sysconf("SC_CLK_TCK")

    def bm01(self, day: date) -> dict[tuple[str, int], int]:
        """Every cell compared, by unit and column."""
        from benchmarks.statutory import COLUMNS

        counts = ", ".join(f"count(*) FILTER (WHERE {t})" for t in _TESTS)
        rows = self._db.execute(_WHO + _BM01.format(counts=counts), {"day": day}).fetchall()
        return {(row[0], n): value for row in rows for n, value in zip(COLUMNS, row[1:], strict=True)}

    def cross(self, day: date) -> dict[tuple[str, ...], int]:
        """Unit × degree × age band with every subtotal; '-' where not stated, '' for all together."""
        rows = self._db.execute(_WHO + _CROSS, {"day": day}).fetchall()
        return {tuple(row[:3]): row[3] for row in rows}

    def megabytes(self) -> float:
        """Tables with their indexes."""
        found = self._db.execute("SELECT sum(pg_total_relation_size(c.oid)) FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname = 'public' AND c.relkind = 'r'").fetchone()  # fmt: skip
        assert found is not None
        return float(found[0]) / 2**20

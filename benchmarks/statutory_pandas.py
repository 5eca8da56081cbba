"""BM01 in pandas, as somebody who knows it would write it: vectorised filters, one group-by."""

from __future__ import annotations

import time
from datetime import date
from typing import Any

import polars as pl

from dungviec.records import Snapshot

_ORDER = {"main": 0, "seconded": 1, "acting": 2, "concurrent": 3}


class PandasRecords:
    """The records as pandas frames, as a context manager."""

    def __init__(self, province: Snapshot, retire: pl.DataFrame, ranks: dict[str, str]) -> None:
        from benchmarks.statutory import frames_of

        self._given = frames_of(province, retire, ranks)

    def __enter__(self) -> PandasRecords:
        import pandas as pd

        self._f: dict[str, Any] = {}
        for name, frame in self._given.items():
            made = pd.DataFrame(frame.to_dict(as_series=False))
            for column in ("born", "retire_on", "from_date", "to_date", "valid_from", "valid_to", "party_joined"):
                if column in made:
                    made[column] = pd.to_datetime(made[column])
            self._f[name] = made
        return self

    def __exit__(self, *_: object) -> None:
        self._f.clear()

    def spent(self) -> float:
        """Processor seconds of this process so far."""
        return time.process_time()

    def megabytes(self) -> float:
        """The frames with their strings."""
        return float(sum(f.memory_usage(deep=True).sum() for f in self._f.values())) / 2**20

    def people_on(self, day: date) -> Any:
        """Everybody on the rolls with unit and age, one row each."""
        import pandas as pd

        at = pd.Timestamp(day)
        units, posts, tenures = self._f["units"], self._f["posts"], self._f["tenures"]
        live = units[_within(units, "valid_from", "valid_to", at)]
        seats = posts[_within(posts, "valid_from", "valid_to", at) & posts["unit_id"].isin(live["unit_id"])]
        now = tenures[_within(tenures, "from_date", "to_date", at)]
        main = now.merge(seats[["post_id", "unit_id"]], on="post_id").assign(order=lambda f: f["kind"].map(_ORDER))
        main = main.sort_values(
            ["person_id", "order", "from_date", "post_id"], ascending=[True, True, False, True]
        ).drop_duplicates("person_id")
        loose = now[now["post_id"].isna() & (now["kind"] != "concurrent") & ~now["person_id"].isin(main["person_id"])]
        loose = loose.sort_values(["person_id", "from_date"]).drop_duplicates("person_id", keep="last")
        lowered = units.assign(key=units["name"].str.lower()).drop_duplicates("key", keep=False)
        named = loose.assign(key=loose["unit_name"].str.lower()).merge(lowered[["key", "unit_id"]], on="key")
        rolls = pd.concat(
            [
                main[["person_id", "unit_id"]],
                named.loc[named["unit_id"].isin(live["unit_id"]), ["person_id", "unit_id"]],
            ]
        )
        p = rolls.merge(self._f["people"], on="person_id")
        born = p["born"]
        exact = (
            day.year
            - born.dt.year
            - ((born.dt.month > day.month) | ((born.dt.month == day.month) & (born.dt.day > day.day)))
        )
        older = day.year - p["born_year_only"]
        return p.assign(age=exact.where(born.notna(), (older - 1).where(~older.isin([31, 41, 51, 56, 61]))))

    def cross(self, day: date) -> dict[tuple[str, ...], int]:
        """Unit × degree × age band with every subtotal; '-' where not stated, '' for all together."""
        import pandas as pd

        p = self.people_on(day)
        band = pd.cut(
            p["age"], [-1, 30, 40, 50, 55, 60, 200], labels=["0-30", "31-40", "41-50", "51-55", "56-60", "61+"]
        )
        keys = pd.DataFrame({"u": p["unit_id"], "d": p["degree"].fillna("-"), "a": band.astype(object).fillna("-")})
        base = keys.groupby(["u", "d", "a"], sort=False).size()
        found = {("", "", ""): int(base.sum())}
        for kept in (("u", "d", "a"), ("u", "d"), ("u", "a"), ("d", "a"), ("u",), ("d",), ("a",)):
            part = base if len(kept) == 3 else base.groupby(level=list(kept)).sum()
            for key, n in part.items():
                given = dict(zip(kept, key if isinstance(key, tuple) else (key,), strict=True))
                found[tuple(given.get(k, "") for k in ("u", "d", "a"))] = int(n)
        return found

    def bm01(self, day: date) -> dict[tuple[str, int], int]:
        """Every cell compared, by unit and column."""
        import pandas as pd

        from benchmarks.statutory import COLUMNS

        at, p = pd.Timestamp(day), self.people_on(day)
        age = p["age"]
        ethnic = (
            p["ethnicity"].notna()
            & (p["ethnicity"].str.strip() != "")
            & ~p["ethnicity"].isin(["56", "Không rõ", "Kinh", "1", "01"])
        )
        party = p["party_member"].where(p["party_member"].notna(), p["party_joined"].notna()).astype(bool) & ~(
            p["party_joined"] > at
        )
        women, men, rank = p["sex"] == "female", p["sex"] == "male", p["rank_class"]
        tests = [
            p["person_id"].notna(), women, party, ethnic, rank == "A3.1", rank.isin(["A2.1", "A2.2"]), rank == "A1", rank == "A0", rank == "B",
            *(p["degree"] == v for v in ("doctor", "master", "university", "college", "intermediate", "elementary")),
            *(p["theory"] == v for v in ("bachelor", "advanced", "intermediate", "elementary")),
            *(p["state_management"] == v for v in ("senior", "principal", "specialist")),
            age <= 30, age.between(31, 40), age.between(41, 50), age.between(51, 60), women & age.between(51, 55), men & age.between(56, 60),
            p["retire_on"] < at,
        ]  # fmt: skip
        grid = pd.concat([t.astype("int64") for t in tests], axis=1, keys=COLUMNS)
        by_unit = grid.groupby(p["unit_id"]).sum()
        found = {(str(u), n): int(v) for n in COLUMNS for u, v in by_unit[n].items()}
        return found | {("", n): int(v) for n, v in grid.sum().items()}


def _within(frame: Any, start: str, end: str, day: Any) -> Any:
    return (frame[start].isna() | (frame[start] <= day)) & (frame[end].isna() | (frame[end] >= day))

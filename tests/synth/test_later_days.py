"""The demo city carried forward to 2025, and the province of communes: published figures met, the same seed the same tables."""

import polars as pl

from dungviec.synth import build_city, build_city_2025, build_communes
from dungviec.synth.communes import COMMUNES, EXACT, MOST_OVER, MOST_SHORT, OVER, OVER_IN_ALL, PEOPLE, SHORT


def test_the_province_of_communes_has_the_published_figures() -> None:
    province = build_communes()
    held = province.main_posts.join(province.posts.select("post_id", "unit_id", "field"), on="post_id")
    gap = (
        held.group_by("unit_id").len().join(province.units.select("unit_id", "norm"), on="unit_id")
        .select(gap=pl.col("len").cast(pl.Int64) - pl.col("norm"))["gap"]
    )  # fmt: skip
    assert (province.people.height, gap.len(), gap.sum()) == (PEOPLE, COMMUNES, OVER_IN_ALL)
    assert ((gap > 0).sum(), (gap < 0).sum(), (gap == 0).sum()) == (OVER, SHORT, EXACT)
    assert (gap.max(), gap.min()) == (MOST_OVER, -MOST_SHORT)
    with_it, with_land = (held.filter(pl.col("field") == f)["unit_id"].n_unique() for f in ("it", "land"))
    assert (COMMUNES - with_it, COMMUNES - with_land) == (48, 19)


def test_the_same_seed_makes_the_same_province() -> None:
    assert build_communes(7).people.equals(build_communes(7).people)
    assert not build_communes(7).people.equals(build_communes(8).people)


def test_five_years_on_everybody_is_rated_and_nobody_is_past_retirement() -> None:
    city = build_city_2025()
    years = city["ratings"].filter(pl.col("system") == "state")["year"].unique().sort().to_list()
    assert years == [2016, 2017, 2018, 2019, 2020, 2021, 2022, 2023, 2024]
    left = city["tenures"].filter((pl.col("left_because") == "retired") & (pl.col("to_date") < city.as_of))
    assert left.height > 0
    assert city.people["person_id"].equals(build_city().people["person_id"])

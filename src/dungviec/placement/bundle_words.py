"""A second post in words: main post, ground for holding both, clauses of the appointment, allowance, price."""

from __future__ import annotations

import polars as pl

from dungviec.engine.pricing import Loss
from dungviec.placement.build import Round
from dungviec.placement.concurrent import Option
from dungviec.placement.plan import Basis, SecondPost
from dungviec.placement.together import allowance_for


def second_post_of(
    round_: Round, *, person: int, bundle: int, option: Option, basis: tuple[Basis, ...], loss: Loss | None
) -> SecondPost:
    """One second post as the plan tells it; ``loss``: what the plan loses without it, None where it is held today."""
    field, snapshot, facts = round_.field, round_.snapshot, round_.bundles.all_options.facts
    units = dict(snapshot.units.select("unit_id", "name").iter_rows())
    main, second = facts[option.main], facts[option.second]
    allowance = allowance_for(round_.view, main, second)
    row = round_.bundles.seconds.pairs.filter((pl.col("i") == person) & (pl.col("c") == option.second)).row(
        0, named=True
    )
    line = option.line
    return SecondPost(
        person_id=field.people[person],
        person_name=dict(snapshot.people.select("person_id", "name").iter_rows())[field.people[person]],
        main_post_id=main.post_id,
        main_title=main.title,
        main_unit=units.get(main.unit, main.unit),
        post_id=second.post_id,
        title=second.title,
        unit=units.get(second.unit, second.unit),
        already=loss is None,
        fit=int(row["fit"]),
        verdict=max(int(row["verdict"]), int(option.ground.verdict)),
        titles=sum(round_.bundles.all_options.titles[p] for p in round_.bundles.posts[bundle]) + int(row["titles"]),
        share=line.share,
        holder_share=line.holder_share,
        ground_vi=option.ground.vi,
        ground_en=option.ground.en,
        ground=option.ground.basis,
        basis=basis,
        allowance_vi=allowance.vi,
        allowance_en=allowance.en,
        allowance=allowance.basis,
        because=line.because,
        margin=None if loss is None else loss.loss,
        margin_exact=loss is None or loss.exact,
    )

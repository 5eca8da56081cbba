"""Made-up dossiers: complete enough to look at, consistent with the city, the same on every machine."""

from __future__ import annotations

import polars as pl
import pytest
from tests.placement.cast import town

from dungviec.documents import office_readiness
from dungviec.records.dossiers import Dossiers
from dungviec.synth import build_dossiers


@pytest.fixture(scope="module")
def made():
    return build_dossiers(town(), 7)


def test_everybody_has_one_row_of_particulars(made):
    assert sorted(made["particulars"]["person_id"]) == sorted(town().people["person_id"])


def test_the_same_seed_gives_the_same_rows_and_another_gives_others(made):
    again = build_dossiers(town(), 7)
    assert all(made[name].equals(again[name]) for name in made)
    assert not build_dossiers(town(), 8)["particulars"].equals(made["particulars"])


def test_one_person_more_changes_nobody_elses_dossier(made):
    fewer = town().with_table("people", town().people.tail(-1))
    rest = build_dossiers(fewer, 7)["particulars"]
    assert rest.equals(made["particulars"].filter(pl.col("person_id").is_in(fewer.people["person_id"].to_list())))


def test_nothing_made_up_contradicts_itself_or_the_lists(made):
    state = office_readiness(Dossiers(town(), made))
    kinds = {f.check.partition(":")[0] for r in state.records for f in r.findings}
    assert kinds <= {"missing", "shape", "unlisted", "coefficient"}
    assert not {
        f.check
        for r in state.records
        for f in r.findings
        if f.place.startswith("particulars") and not f.check.startswith("missing")
    }

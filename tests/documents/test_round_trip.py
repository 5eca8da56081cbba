"""What a paper says is what is on file: out and in again, in every spelling, nothing is lost and nothing is changed."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from tests.documents.cast import anh
from tests.documents.made_up import dossiers

from dungviec.documents import (
    FORMS,
    apply,
    changes,
    fill,
    list_columns,
    read_json_text,
    read_list,
    read_word,
    write_json_text,
    write_list,
    write_word,
)
from dungviec.documents.listing_columns import LIST_COLUMNS
from dungviec.documents.paper import FilledGrid, FilledLine, Paper
from dungviec.records.dossiers import Dossier

slow = settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    phases=(Phase.explicit, Phase.reuse, Phase.generate),
)
"""Without shrinking: a record has two hundred fields, making it smaller takes longer than reading the differences."""


def held(paper: Paper) -> list[object]:
    """The values on a paper: not the words composed from them."""
    lines = [b for b in (*paper.head, *paper.numbers, *paper.blocks) if isinstance(b, FilledLine)]
    singles = [w for line in lines for w in line.words if w.tag and not w.tag.startswith("derived.")]
    return singles + [
        (b.grid.key, sorted(tuple(w.text for w in row) for row in b.rows))
        for b in paper.blocks
        if isinstance(b, FilledGrid)
    ]


def blank(dossier: Dossier) -> Dossier:
    """Somebody of whom only number and name are on file."""
    return Dossier(dossier.as_of, {"person_id": dossier.person_id, "name": "?"})


@pytest.mark.parametrize("form", FORMS.values(), ids=lambda f: f.key)
@slow
@given(dossier=dossiers())
def test_a_form_in_word_changes_nothing_and_restores_all_it_shows(form, dossier):
    paper = fill(form, dossier)
    read = read_word(write_word(paper))
    assert read.person_id == " ".join(dossier.person_id.split())
    assert changes(dossier, read) == []
    restored = apply(blank(dossier), changes(blank(dossier), read))
    assert held(fill(form, restored)) == held(paper)


@slow
@given(dossier=dossiers())
def test_json_restores_the_whole_record(dossier):
    [read] = read_json_text(write_json_text([dossier]))
    assert read.notes == () or list(read.notes) == []
    assert changes(dossier, read) == []
    restored = apply(blank(dossier), changes(blank(dossier), read))
    assert write_json_text([restored]) == write_json_text([dossier])


@slow
@given(dossier=dossiers())
def test_a_list_changes_nothing(dossier):
    columns = list_columns(tuple(LIST_COLUMNS))
    [read] = read_list(write_list([dossier], columns, as_of=dossier.as_of))
    assert list(read.notes) == []
    assert changes(dossier, read) == []
    shown = {(c.holds.table, c.holds.column) for c in columns if hasattr(c.holds, "table")} - {("people", "person_id")}
    assert {k for k in shown if dossier.one(*k) is not None} <= set(read.values)


def test_a_full_life_through_every_paper():
    dossier = anh()
    for form in FORMS.values():
        assert changes(dossier, read_word(write_word(fill(form, dossier)))) == []
    assert changes(dossier, read_json_text(write_json_text([dossier]))[0]) == []
    assert changes(dossier, read_list(write_list([dossier], list_columns(())))[0]) == []

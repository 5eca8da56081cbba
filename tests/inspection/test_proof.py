"""A published draw is checked; whatever is changed afterwards shows."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from dungviec.inspection import (
    Frame,
    InspectionFault,
    PublishedDraw,
    Sign,
    Stratum,
    Target,
    commitment_of,
    digest_of,
    draw,
    frame_from_json,
    frame_to_json,
    published_from_json,
    seed_of,
    verify,
)

FRAME = Frame(
    "Đợt 12/2020", date(2020, 12, 10), (Stratum("desk", "Một cửa", 2),),
    tuple(Target(f"MC-{n}", f"Một cửa {n}", "desk", date(2020, n, 5), (Sign(n, "thử", "test"),)) for n in range(1, 8)),
)  # fmt: skip
SECRET, SOURCE, WORD = "5b1c" * 16, "Giải đặc biệt xổ số ngày 11/12/2020", "48213"
COMMITTED = commitment_of(FRAME, SECRET, SOURCE)


def published() -> dict[str, Any]:
    told = PublishedDraw(FRAME, SECRET, SOURCE, WORD, COMMITTED, draw(FRAME, seed_of(SECRET, WORD)))
    return json.loads(json.dumps(told.to_json()))  # type: ignore[no-any-return]


def test_an_honest_draw_holds_and_survives_the_file() -> None:
    assert verify(published_from_json(published()), promised=COMMITTED) == []
    assert frame_from_json(frame_to_json(FRAME)) == FRAME


TRICKS: dict[str, tuple[Callable[[dict[str, Any]], None], set[str]]] = {
    "another place put in": (lambda d: d["selected"].__setitem__(0, "MC-9"), {"selected"}),
    "one left out": (lambda d: d["selected"].pop(), {"selected"}),
    "order changed": (lambda d: d["selected"].reverse(), {"selected"}),
    "another secret": (lambda d: d.update(secret="0" * 64), {"commitment", "selected"}),
    "a sign made heavier": (lambda d: d["frame"]["targets"][0]["signs"][0].update(points=900), {"commitment", "selected"}),
    "a name changed": (lambda d: d["frame"]["targets"][0].update(name="Khác"), {"commitment"}),
    "another source told": (lambda d: d.update(source="Số do trưởng đoàn nói"), {"commitment"}),
    "another commitment": (lambda d: d.update(commitment="f" * 64), {"commitment", "promised"}),
}  # fmt: skip


@pytest.mark.parametrize("trick", TRICKS)
def test_tampering_is_found(trick: str) -> None:
    told = copy.deepcopy(published())
    do, expected = TRICKS[trick]
    do(told)
    assert expected <= {w.key for w in verify(published_from_json(told), promised=COMMITTED)}


def test_another_word_gives_another_draw_so_a_changed_word_shows() -> None:
    told = published()
    honest = tuple(told["selected"])
    words = [w for w in map(str, range(50)) if draw(FRAME, seed_of(SECRET, w)) != honest]
    told["word"] = words[0]
    assert [w.key for w in verify(published_from_json(told))] == ["selected"]


def test_a_whole_new_story_passes_alone_but_not_beside_the_promise() -> None:
    """Why the commitment is kept elsewhere: a file can be made up as a whole afterwards."""
    secret = "1" * 64
    lie = PublishedDraw(FRAME, secret, SOURCE, WORD, commitment_of(FRAME, secret, SOURCE), draw(FRAME, seed_of(secret, WORD)))  # fmt: skip
    assert verify(lie) == []
    assert [w.key for w in verify(lie, promised=COMMITTED)] == ["promised"]


def test_the_digest_does_not_depend_on_the_file_s_order_of_keys() -> None:
    turned = dict(reversed(list(frame_to_json(FRAME).items())))
    assert digest_of(frame_from_json(turned)) == digest_of(FRAME)


BAD: dict[str, tuple[Callable[[dict[str, Any]], None], str]] = {
    "no format": (lambda d: d.pop("format"), "format"),
    "a day that is none": (lambda d: d.update(as_of="10/12/2020"), "2020-12-10"),
    "take below nought": (lambda d: d["strata"][0].update(take=-1), "số nguyên"),
    "take as text": (lambda d: d["strata"][0].update(take="2"), "số nguyên"),
    "yes for a number": (lambda d: d["targets"][0]["signs"][0].update(points=True), "số nguyên"),
    "twice the same": (lambda d: d["targets"].append(d["targets"][0]), "hai lần"),
    "unknown stratum": (lambda d: d["targets"][0].update(stratum="x"), "không có trong khung"),
    "visited tomorrow": (lambda d: d["targets"][0].update(last_visited="2021-01-01"), "sau ngày lập khung"),
    "no targets": (lambda d: d.update(targets=[]), "không có đơn vị"),
    "targets are a word": (lambda d: d.update(targets="x"), "danh sách"),
    "a target is a word": (lambda d: d["targets"].__setitem__(0, "x"), "đối tượng"),
    "an endless name": (lambda d: d.update(name="x" * 301), "300"),
    "nobody taken": (lambda d: d["strata"][0].update(take=0), "ít nhất một"),
}  # fmt: skip


@pytest.mark.parametrize("what", BAD)
def test_a_frame_that_cannot_be_used_is_refused_in_a_sentence(what: str) -> None:
    data = json.loads(json.dumps(frame_to_json(FRAME)))
    do, words = BAD[what]
    do(data)
    with pytest.raises(InspectionFault, match=words) as refused:
        frame_from_json(data)
    assert refused.value.english


@pytest.mark.parametrize("key", ["secret", "source", "word", "commitment", "selected", "frame", "format"])
def test_a_published_file_without_a_part_is_refused(key: str) -> None:
    told = published()
    del told[key]
    with pytest.raises(InspectionFault):
        published_from_json(told)

"""An outsider who asks for every period and every grouping and subtracts: no figure, nor any difference of two, is of fewer than ten."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from itertools import combinations

import pytest
from django.test import Client
from tests.office.cast import DAY
from tests.office.voice.square import a_desk

from dungviec.office.voice import selectors, told
from dungviec.office.voice.models import Desk, Rating, Result
from dungviec.office.voice.selectors import picture, served, totals
from dungviec.office.voice.told import Span, end_of, last_told, span_of

pytestmark = pytest.mark.django_db
LONE = date(2020, 10, 14)
"""The day on which one voter, and only one, came to desk Q2: dissatisfied."""


@pytest.fixture
def desks(loaded: None) -> dict[str, Desk]:
    """Two desks of education, one of home affairs; of Q2 four answers in October and seven in November."""
    made = {"Q1": a_desk(), "Q2": a_desk("Q2", "P-GD", "Quầy số 2"), "Q3": a_desk("Q3", "P-NV", "Quầy số 3")}
    rows = [("Q1", date(2020, 10, 1 + n % 28), 5) for n in range(30)] + [
        ("Q1", date(2020, 11, 1 + n % 28), 5) for n in range(25)
    ]
    rows += (
        [("Q2", LONE, 1)] + [("Q2", date(2020, 10, 20), 5)] * 3 + [("Q2", date(2020, 11, 3 + n), 5) for n in range(7)]
    )
    rows += [("Q3", date(2020, 10, 2 + n), 5) for n in range(9)] + [("Q1", date(2020, 12, 3), 1)]
    Rating.objects.bulk_create(
        Rating(desk=made[code], level=level, verified=True, procedure="Khai sinh", day=day, ticket=f"{n:032x}", words="Chờ lâu" if level == 1 else "")
        for n, (code, day, level) in enumerate(rows)
    )  # fmt: skip
    return made


def figures(desks: dict[str, Desk]) -> set[tuple[int, int]]:
    """Every count the pages tell, of every role, period and grouping."""
    found = {(0, 0)}
    months = [date(2020, m, 1) for m in (9, 10, 11)]
    reaches = [Desk.objects.all(), Desk.objects.filter(unit_id="P-GD"), Desk.objects.filter(unit_id="P-NV")]
    for reach in reaches:
        for first in months:
            for last in (m for m in months if m >= first):
                span = Span(first, end_of(last))
                found |= {(r["n"], r["satisfied"]) for r in totals(reach, span) if r["n"]}
                for by_unit in (False, True):
                    p = picture(reach, span, by_unit=by_unit)
                    for t in (p.verified, p.unverified, *([p.without] if p.without else [])):
                        found |= {(r.cases, r.satisfied) for r in t.rows} | {(t.cases, t.satisfied)}
                    found |= {(n, s) for _k, n, s in p.kinds}
    return found


def test_no_figure_and_no_difference_of_two_is_of_fewer_than_ten(desks: dict[str, Desk]) -> None:
    shown = figures(desks)
    assert {(30, 30), (25, 25), (11, 10)} <= shown, "Q1 by month; Q2 of both months in one"
    # three cells, 30 and 25 of Q1 and 11 of Q2, and nothing that is no sum of them; the nine of Q3 and the running month nowhere
    sums = {
        tuple(map(sum, zip((0, 0), *some, strict=False)))
        for n in range(4)
        for some in combinations([(30, 30), (25, 25), (11, 10)], n)
    }
    assert shown <= sums


def test_the_lone_voter_of_a_day_cannot_be_told_whatever_the_address_asks(desks: dict[str, Desk], as_role: Callable[..., Client]) -> None:  # fmt: skip
    staff, head = as_role("official", person_id="N2"), as_role("unit_head", unit_id="P-GD", person_id="N1")

    def main(client: Client, path: str) -> str:
        page = client.get(path).content.decode().split("<main")[1].split("</main>")[0]
        return re.sub(r'<form method="get".*?</form>|<p class="note note-error".*?</p>', "", page, flags=re.DOTALL)

    for client in (staff, head):
        whole = main(client, "/gop-y/?tu=10/2020&den=10/2020")
        for asked in ("tu=14/10/2020&den=14/10/2020", "tu=2020-10-14&den=2020-10-14", "tu=10/2020&den=10/2020&theo="):
            assert main(client, f"/gop-y/?{asked}") == whole, "a day is answered with its month"
        assert "chưa đủ lượt" in whole.lower()
        assert ">4<" not in whole
        for asked in ("tu=03/12/2020&den=03/12/2020", "tu=12/2020&den=12/2020", "den=12/2020"):
            page = main(client, f"/gop-y/?{asked}")
            assert page == main(client, "/gop-y/" if asked != "den=12/2020" else "/gop-y/?den=11/2020"), (
                "the running month is not told"
            )


def test_a_head_reads_words_without_their_day_and_level_and_no_signs(desks: dict[str, Desk], as_role: Callable[..., Client]) -> None:  # fmt: skip
    texts = {}
    for role, unit, person in (("unit_head", "P-GD", "N1"), ("leader", "TX", "")):
        page = (
            as_role(role, unit_id=unit, person_id=person).get("/gop-y/y-kien/?tu=10/2020&den=12/2020").content.decode()
        )
        texts[role] = page.split("<main")[1].split("</main>")[0]
        assert "Chờ lâu" in texts[role]
    assert ("14/10/2020" in texts["leader"], "14/10/2020" in texts["unit_head"]) == (True, False)
    assert ("Hoàn toàn không hài lòng" in texts["leader"] or "Rất không" in texts["leader"], "hài lòng" in texts["unit_head"].lower()) == (True, False)  # fmt: skip


def test_the_index_of_a_period_that_is_no_month_takes_whole_months_only(
    desks: dict[str, Desk], monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in (told, selectors):
        monkeypatch.setattr(module, "citizens_day", lambda: date(2026, 10, 2))  # the index has its law since 2022
    counts = dict.fromkeys(("total", "processed", "pending", "early", "on_time", "late"), 10)
    for first, last in (
        (date(2026, 8, 1), date(2026, 8, 31)),
        (date(2026, 8, 14), date(2026, 8, 14)),
        (date(2026, 8, 2), date(2026, 8, 31)),
    ):
        Result.objects.create(desk=desks["Q1"], first=first, last=last, counts=counts, taken_on=DAY)
    Rating.objects.bulk_create(
        Rating(desk=desks["Q1"], level=5 if n else 1, verified=True, day=date(2026, 8, 14 + n % 9), ticket=f"{n + 900:032x}") for n in range(20)
    )  # fmt: skip
    known = {
        (s.row.first.day, s.row.last.day): next(p.points for p in s.index.parts if p.key == "satisfaction")
        for s in served(Desk.objects.all())
    }
    assert known[1, 31] is not None
    assert (known[14, 14], known[2, 31]) == (None, None)


def test_a_viewer_who_looks_at_a_day_to_come_learns_no_running_month(desks: dict[str, Desk]) -> None:
    assert last_told(date(2020, 12, 10)) == date(2020, 11, 1)
    assert last_told(date(2099, 1, 1)) < date.today().replace(day=1)  # noqa: DTZ011 - the clock citizens live by
    assert span_of("", "", last_told(date(2020, 12, 31))).last == date(2020, 11, 30)

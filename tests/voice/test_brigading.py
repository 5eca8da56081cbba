"""Planted brigades are found, ordinary months seldom raise a sign, and nothing is taken away by a sign."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np
import pytest

from dungviec.voice import Answer, find_signs, suspected

FIRST = date(2020, 9, 1)
DAYS = [d for n in range(92) if (d := FIRST + timedelta(n)).weekday() < 5]


def quarter(seed: int, *, desks: int = 5) -> list[Answer]:
    """Three months of desks whose days differ more than chance: Mondays are full, some days empty."""
    rng = np.random.default_rng(seed)
    found: list[Answer] = []
    for desk in range(desks):
        usual, content, backed = 4 * rng.lognormal(0, 0.5), rng.beta(18, 3), rng.beta(6, 4)
        for day in DAYS:
            mean = usual * (1.5 if day.weekday() == 0 else 1) * rng.gamma(3, 1 / 3)
            for _ in range(rng.poisson(mean)):
                level = 5 if rng.random() < content else 2
                found.append(Answer(str(len(found)), f"Q{desk}", day, level, bool(rng.random() < backed)))
    return found


def test_ordinary_quarters_seldom_raise_a_sign() -> None:
    assert sum(bool(find_signs(quarter(seed))) for seed in range(40)) <= 3


def test_a_planted_burst_is_found_on_its_day_at_its_desk() -> None:
    found = 0
    for seed in range(20):
        planted = [Answer(f"x{n}", "Q3", DAYS[40], 1, False) for n in range(25)]
        signs = [s for s in find_signs([*quarter(seed), *planted]) if s.kind in ("burst", "burst_low")]
        hit = [s for s in signs if (s.group, s.first) == ("Q3", DAYS[40])]
        found += bool(hit and set(hit[0].keys) >= {p.key for p in planted})
        assert all(s.count > 2 * s.expected for s in hit)
    assert found >= 17


def test_the_same_words_from_many_hands_are_one_sign_and_short_praise_is_none() -> None:
    text = "Cán bộ ở quầy này rất hách dịch, đề nghị thay ngay người khác"
    copies = [
        Answer("a", "Q1", DAYS[3], 1, False, text), Answer("b", "Q1", DAYS[4], 1, False, text.upper()),
        Answer("c", "Q2", DAYS[5], 1, False, "Cán bộ ở quầy này rất hách dịch, đề nghị thay ngay ạ!"),
        Answer("d", "Q1", DAYS[40], 1, False, text),  # weeks later: on its own
        *(Answer(f"k{n}", "Q1", DAYS[3], 5, True, "Phục vụ rất tốt") for n in range(8)),
        Answer("e", "Q1", DAYS[4], 1, False, "Tôi chờ từ sáng đến trưa mà không ai gọi số của tôi"),
    ]  # fmt: skip
    (sign,) = [s for s in find_signs(copies) if s.kind == "same_words"]
    assert set(sign.keys) == {"a", "b", "c"}
    assert (sign.group, sign.first, sign.last) == ("", DAYS[3], DAYS[5])
    assert suspected([sign]) == {"a", "b", "c"}


def test_a_week_without_case_numbers_stands_out() -> None:
    usual = [Answer(f"u{n}", "Q1", DAYS[n % 55], 5, n % 5 != 0) for n in range(220)]
    planted = [Answer(f"x{n}", "Q1", DAYS[58 + n % 5], 5, False) for n in range(20)]
    (sign,) = [s for s in find_signs([*usual, *planted]) if s.kind == "unbacked"]
    assert {p.key for p in planted} <= set(sign.keys)
    assert DAYS[57] <= sign.first <= sign.last <= DAYS[-1]


@pytest.mark.parametrize("size", [0, 1, 9])
def test_too_little_is_no_sign(size: int) -> None:
    few = [Answer(str(n), "Q1", DAYS[0], 1, False, "cùng một câu nói lặp lại nhiều lần")
           for n in range(size)][:2 if size > 1 else size]  # fmt: skip
    assert find_signs(few) == ()

"""Signs that answers were organised rather than given: a burst on a day, the same words again and again, a jump of what no case
number backs. A sign is a question with its evidence: it is shown, and figures are shown with and without; nothing is taken away.

Bursts are judged by the tail of a negative binomial fitted to the desk's other days (service days differ more than chance), jumps
by the tail of a binomial; both by Bonferroni over everything looked at. ``alpha`` is the chance of a false sign where the days follow the
fitted law. The law is fitted to few days, so more looks have one: on seeds not seen while this was made, 22 of 960 ordinary quarters of
eight desks (2.3 %: 0.8 to 3.8 % by how much days differ, 0.3 % a desk), where ``alpha`` says 0.1 %. What is found of planted bursts, and
the measure itself: ``python -m benchmarks voice``.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from math import exp, lgamma, log

from dungviec.records.vietnamese import fold
from dungviec.voice.levels import is_satisfied

ALPHA = 0.001
WINDOW = 7
"""Days within which the same words, or unbacked answers, belong together."""
_SMALLEST_BURST, _TIMES = 6, 3.0
_SAME, _FEWEST_WORDS = 3, 6
_SMALLEST_JUMP, _JUMP = 10, 0.3
_ALIKE = 0.6


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer as it is looked at: ``key`` is what the caller knows it by."""

    key: str
    group: str
    day: date
    level: int
    verified: bool
    words: str = ""


@dataclass(frozen=True, slots=True)
class Sign:
    """One sign: what kind, where, when, how many where how many were to be expected, and which answers."""

    kind: str
    """``burst``, ``burst_low`` (of dissatisfied answers), ``same_words`` or ``unbacked``."""
    group: str
    """The desk; empty where the same words came to several."""
    first: date
    last: date
    count: int
    expected: float
    keys: tuple[str, ...]


def find_signs(answers: Iterable[Answer], *, alpha: float = ALPHA) -> tuple[Sign, ...]:
    """Every sign in the answers of a period, the latest first. ``alpha`` in 0..1: the chance of a false burst or jump in one
    look under the fitted law; measured: 2.3 % of looks at eight desks over a quarter, see above."""
    given = sorted(answers, key=lambda a: (a.day, a.key))
    days = sorted({a.day for a in given})
    by_group: dict[str, list[Answer]] = defaultdict(list)
    for a in given:
        by_group[a.group].append(a)
    looks = max(1, 3 * len(days) * len(by_group))
    found: list[Sign] = []
    for group, mine in by_group.items():
        found += _bursts(group, mine, days, alpha / looks)
        found += _jumps(group, mine, days, alpha / looks)
    found += _same_words(given)
    return tuple(sorted(found, key=lambda s: (s.last, s.kind, s.group), reverse=True))


def suspected(signs: Iterable[Sign]) -> frozenset[str]:
    """The keys of all answers that some sign points at."""
    return frozenset(key for sign in signs for key in sign.keys)


def _bursts(group: str, mine: Sequence[Answer], days: Sequence[date], alpha: float) -> list[Sign]:
    signs = []
    for kind, chosen in (("burst", mine), ("burst_low", [a for a in mine if not is_satisfied(a.level)])):
        counts = Counter(a.day for a in chosen)
        for day, count in counts.items():
            if count < _SMALLEST_BURST:
                continue
            others = [counts.get(d, 0) for d in days if abs((d - day).days) > 2]
            if len(others) < 10:  # a desk's first days tell no custom to compare with
                continue
            mean = max(sum(others) / len(others), 0.1)
            variance = sum((n - mean) ** 2 for n in others) / (len(others) - 1)
            if count >= _TIMES * mean and _tail(count, mean, variance) < alpha:
                keys = tuple(a.key for a in chosen if a.day == day)
                signs.append(Sign(kind, group, day, day, count, mean, keys))
    full = {s.first for s in signs if s.kind == "burst"}
    return [s for s in signs if s.kind == "burst" or s.first not in full]


def _tail(count: int, mean: float, variance: float) -> float:
    """P(X ≥ count) of a negative binomial with this mean and variance; of a Poisson where the variance is not larger."""
    if variance <= mean * 1.01:
        return max(0.0, 1 - sum(exp(n * log(mean) - mean - lgamma(n + 1)) for n in range(count)))
    size = mean**2 / (variance - mean)
    p = size / (size + mean)
    below = sum(
        exp(lgamma(n + size) - lgamma(size) - lgamma(n + 1) + size * log(p) + n * log(1 - p)) for n in range(count)
    )
    return max(0.0, 1 - below)


def _jumps(group: str, mine: Sequence[Answer], days: Sequence[date], alpha: float) -> list[Sign]:
    signs: list[Sign] = []
    for last in days:
        first = last - timedelta(days=WINDOW - 1)
        inside = [a for a in mine if first <= a.day <= last]
        outside = [a for a in mine if not first <= a.day <= last]
        if len(inside) < _SMALLEST_JUMP or len(outside) < 3 * _SMALLEST_JUMP:
            continue
        usual = (sum(not a.verified for a in outside) + 1) / (len(outside) + 2)
        bare = [a for a in inside if not a.verified]
        if len(bare) / len(inside) - usual < _JUMP or _binomial_tail(len(bare), len(inside), usual) >= alpha:
            continue
        sign = Sign("unbacked", group, bare[0].day, bare[-1].day, len(bare), usual * len(inside), tuple(a.key for a in bare))  # fmt: skip
        if signs and sign.first <= signs[-1].last:  # windows that overlap tell of one and the same: the fullest stands
            signs[-1] = max(signs[-1], sign, key=lambda s: s.count)
        else:
            signs.append(sign)
    return signs


def _binomial_tail(count: int, of: int, share: float) -> float:
    return sum(
        exp(lgamma(of + 1) - lgamma(n + 1) - lgamma(of - n + 1) + n * log(share) + (of - n) * log(1 - share))
        for n in range(count, of + 1)
    )


def _same_words(given: Sequence[Answer]) -> list[Sign]:
    """Texts of six words and more that share most of their triples of words, three or more within a window."""
    texts = [(a, _triples(a.words)) for a in given if len(_words(a.words)) >= _FEWEST_WORDS]
    holders: dict[tuple[str, ...], list[int]] = defaultdict(list)
    leader = list(range(len(texts)))

    def root(at: int) -> int:
        while leader[at] != at:
            leader[at] = leader[leader[at]]
            at = leader[at]
        return at

    for at, (answer, mine) in enumerate(texts):
        shared = Counter(
            other for t in mine for other in holders[t] if (answer.day - texts[other][0].day).days < WINDOW
        )
        for other, n in shared.items():
            if n / len(mine | texts[other][1]) >= _ALIKE:
                leader[root(at)] = root(other)
        for t in mine:
            holders[t].append(at)
    alike: dict[int, list[Answer]] = defaultdict(list)
    for at, (answer, _mine) in enumerate(texts):
        alike[root(at)].append(answer)
    return [
        Sign("same_words", group[0].group if len({a.group for a in group}) == 1 else "", group[0].day, group[-1].day,
             len(group), 1.0, tuple(a.key for a in group))
        for group in alike.values() if len(group) >= _SAME
    ]  # fmt: skip


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", fold(text).lower())


def _triples(text: str) -> frozenset[tuple[str, ...]]:
    words = _words(text)
    return frozenset(tuple(words[at : at + 3]) for at in range(len(words) - 2))

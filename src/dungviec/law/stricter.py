"""When a parameter of an overlay is at least as strict as the law's: months, marks, forms of discipline, flags, relatives.

Every comparison answers True (as strict or stricter) or False (looser), and raises ValueError, TypeError or KeyError for a
value of the wrong kind.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from dungviec.records.codes import DEGREES, DISCIPLINE_FORMS, RATINGS, RELATIONS, THEORY, CodeList

Stricter = Callable[[Any, Any], bool]
"""``(law's value, overlay's value)``; the law's value is None where the rule has none."""

REACHES = ("higher", "equal_or_higher", "any")
BLOCK_FLAGS = (
    "barred", "discipline_open", "serving_discipline", "denunciation_open", "inspection_open", "suspended", "criminal_open",
)  # fmt: skip


MOST = 1200
"""The largest number of months or years that can be meant: a hundred years of months."""


def _by(order: Callable[[Any], float]) -> Stricter:
    """Stricter where the order says more; a value of the wrong kind raises even where the law has none."""

    def compare(now: Any, value: Any) -> bool:
        new = order(value)
        return now is None or new >= order(now)

    return compare


def _more(value: Any) -> float:
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= MOST:
        raise TypeError(value)
    return float(value)


def _less(value: Any) -> float:
    return -_more(value)


def _in(codes: CodeList) -> Callable[[Any], float]:
    def rank(value: Any) -> float:
        found = codes.rank(value)
        if found is None:
            raise ValueError(value)
        return float(found)

    return rank


def _plan(value: Any) -> float:
    return float({"equivalent_or_higher": 0, "equivalent": 1, "this_post": 2}[value])


def forms_stricter(now: Any, value: Any) -> bool:
    """Windows after discipline: no form fewer months or a shorter reach than in law; forms not named stay as they are."""
    given: dict[str, Any] = dict(value)
    for form, window in given.items():
        if form not in DISCIPLINE_FORMS.by_value:
            raise ValueError(form)
        new = dict(window)
        if set(new) - {"months", "reach"} or not new:
            raise ValueError(new)
        law = dict((now or {}).get(form) or {})
        if not law and set(new) != {"months", "reach"}:
            raise ValueError(new)
        months, reach = int(new.get("months") or law.get("months") or 0), new.get("reach", law.get("reach"))
        wider = REACHES.index(reach) >= REACHES.index(law.get("reach", "higher"))
        if months < int(law.get("months", 0)) or not wider:
            return False
    return True


def merged_forms(now: Any, value: Any) -> dict[str, dict[str, Any]]:
    """The windows of the law with those of the overlay over them."""
    law = {form: dict(window) for form, window in (now or {}).items()}
    for form, window in dict(value).items():
        law[form] = {**law.get(form, {}), **dict(window)}
    return law


def flags_stricter(now: Any, value: Any) -> bool:
    """Block flags: all of the law's, further ones beside them."""
    return _listed(value, BLOCK_FLAGS) >= set(now or ())


def relations_stricter(now: Any, value: Any) -> bool:
    """Relatives: all of the law's, further ones beside them."""
    return _listed(value, RELATIONS.values) >= set(now or ())


def groups_stricter(now: Any, value: Any) -> bool:
    """Pairs of posts relatives may not hold: every pair of the law is there, as wide as in law or wider."""
    new = [_group(g) for g in value]
    return all(any(_covers(wide, law) for wide in new) for law in (now or ()))


def _group(group: Any) -> Mapping[str, Any]:
    given: dict[str, Any] = dict(group)
    if set(given) - {"scope", "a", "b", "relative_is"} or given.get("scope") not in ("unit", "locality"):
        raise ValueError(given)
    for side in ("a", "b"):
        keys = set(dict(given[side]))
        if not keys or keys - {"roles", "functions", "fields", "unit_kinds"}:
            raise ValueError(given[side])
    return given


def _covers(wide: Mapping[str, Any], law: Mapping[str, Any]) -> bool:
    if wide["scope"] != law["scope"] or wide.get("relative_is") not in (None, law.get("relative_is")):
        return False
    ways = [("a", "b")] if law.get("relative_is") else [("a", "b"), ("b", "a")]
    return any(_side_covers(wide[x], law["a"]) and _side_covers(wide[y], law["b"]) for x, y in ways)


def _side_covers(wide: Mapping[str, Any], law: Mapping[str, Any]) -> bool:
    """A side is as wide when it names no further condition and, of each, at least what the law names."""
    return set(wide) <= set(law) and all(set(wide[k]) >= set(law[k]) for k in wide)


def _listed(value: Any, known: tuple[str, ...]) -> set[str]:
    if isinstance(value, str):
        raise TypeError(value)
    given = {str(v) for v in value}
    if strange := given - set(known):
        raise ValueError(sorted(strange)[0])
    return given


STRICTER: dict[str, Stricter] = {
    **dict.fromkeys(("min_months", "years", "default_term_months", "max_needed_months", "months", "min_months_left"), _by(_more)),
    **dict.fromkeys(("max_file_months", "max_certificate_months", "male", "female", "district_division"), _by(_less)),
    "min_rating": _by(_in(RATINGS)), "min_prev_rating": _by(_in(RATINGS)), "min_degree": _by(_in(DEGREES)),
    "min_theory": _by(_in(THEORY)), "local": _by(_plan), "elsewhere": _by(_plan), "forms": forms_stricter,
    "flags": flags_stricter, "relations": relations_stricter, "groups": groups_stricter,
}  # fmt: skip
"""Parameters that can be tightened."""


def what_to_write(name: str) -> tuple[str, str]:
    """What may be written for a parameter, in Vietnamese and English."""
    if name in _ASKED:
        known = ", ".join(_ASKED[name])
        return f"một trong: {known}", f"one of: {known}"
    if name in ("flags", "relations"):
        known = ", ".join(BLOCK_FLAGS if name == "flags" else RELATIONS.values)
        return f"danh sách trong: {known}", f"a list of: {known}"
    if name == "forms":
        return (
            f"mỗi hình thức ({', '.join(DISCIPLINE_FORMS.values)}) ghi months: số tháng, reach: {' | '.join(REACHES)}",
            f"each form with months: a number, reach: {' | '.join(REACHES)}",
        )
    if name == "groups":
        return (
            "mỗi cặp ghi scope: unit | locality, a: {...}, b: {...}",
            "each pair with scope: unit | locality, a: {...}, b: {...}",
        )
    return f"một số nguyên từ 0 đến {MOST}", f"a whole number from 0 to {MOST}"


_ASKED: dict[str, tuple[str, ...]] = {
    "min_rating": RATINGS.values, "min_prev_rating": RATINGS.values, "min_degree": DEGREES.values, "min_theory": THEORY.values,
    **dict.fromkeys(("local", "elsewhere"), ("equivalent_or_higher", "equivalent", "this_post")),
}  # fmt: skip


def plain(value: Any) -> str:
    """A parameter as one would write it: lists with commas, tables as ``key: value``."""
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{k}: {plain(v)}" for k, v in value.items()) + "}"
    return ", ".join(plain(v) for v in value) if isinstance(value, (list, tuple)) else str(value)

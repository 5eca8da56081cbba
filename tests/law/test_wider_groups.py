"""Pairs of relatives in an overlay: as wide as the law's, or wider, and nothing else."""

import pytest

from dungviec.law.stricter import flags_stricter, groups_stricter, relations_stricter

HEADS = {"roles": ["head", "deputy"]}
MONEY = {"functions": ["accounting", "treasurer"]}
LAW = {"scope": "unit", "a": HEADS, "b": MONEY}
DIRECTED = {**LAW, "relative_is": "b"}
NARROW = {"scope": "unit", "a": {**HEADS, "fields": ["finance"]}, "b": MONEY}


@pytest.mark.parametrize(
    ("law", "own", "holds"),
    [
        (LAW, LAW, True),
        (LAW, {"scope": "unit", "a": MONEY, "b": HEADS}, True),  # a pair without a direction is read both ways
        (LAW, {"scope": "unit", "a": {"roles": ["head", "deputy", "member"]}, "b": MONEY}, True),
        (LAW, {"scope": "unit", "a": {"roles": ["head"]}, "b": MONEY}, False),
        (LAW, {"scope": "unit", "a": HEADS, "b": {"functions": ["accounting"]}}, False),
        (LAW, {"scope": "unit", "a": MONEY, "b": {"roles": ["head"]}}, False),
        (LAW, {"scope": "locality", "a": HEADS, "b": MONEY}, False),
        (LAW, NARROW, False),  # one condition more reaches fewer people
        (NARROW, LAW, True),  # one condition less reaches more
        (LAW, DIRECTED, False),  # the law forbids both, the overlay one direction
        (DIRECTED, DIRECTED, True),
        (DIRECTED, LAW, True),
        (DIRECTED, {**DIRECTED, "relative_is": "a"}, False),
        (DIRECTED, {"scope": "unit", "a": MONEY, "b": HEADS}, False),  # the other way round is another prohibition
        (DIRECTED, {"scope": "unit", "a": MONEY, "b": HEADS, "relative_is": "b"}, False),
    ],
)  # fmt: skip
def test_a_group_is_as_wide_as_the_laws(law, own, holds):
    assert groups_stricter([law], [own]) is holds


def test_every_group_of_the_law_must_be_kept():
    other = {"scope": "locality", "a": {"roles": ["head"]}, "b": {"roles": ["head"]}}
    assert groups_stricter([LAW, other], [other, LAW])
    assert not groups_stricter([LAW, other], [LAW])
    assert groups_stricter(None, [LAW]), "a rule without pairs may be given some"


@pytest.mark.parametrize(
    "group",
    [
        {**LAW, "scope": "street"}, {**LAW, "c": HEADS}, {**LAW, "a": {}}, {**LAW, "b": {"names": ["x"]}}, {**LAW, "b": {**MONEY, "names": ["x"]}},
    ],
)  # fmt: skip
def test_a_group_of_the_wrong_shape_is_refused(group):
    with pytest.raises(ValueError, match=r"scope|names|\{\}"):
        groups_stricter([LAW], [group])


@pytest.mark.parametrize(
    ("compare", "law"), [(flags_stricter, ["barred", "suspended"]), (relations_stricter, ["spouse", "child"])], ids=["flags", "relations"]
)  # fmt: skip
def test_a_list_keeps_everything_of_the_laws_and_may_add(compare, law):
    more = "criminal_open" if compare is flags_stricter else "sibling"
    assert compare(law, law)
    assert compare(law, [*law, more])
    assert not compare(law, law[:1])
    assert not compare(law, [law[0], more])
    assert compare(None, law), "where the law has no list any is stricter"
    with pytest.raises(ValueError, match="canteen"):
        compare(law, [*law, "canteen"])

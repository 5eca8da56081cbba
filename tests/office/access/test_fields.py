"""The table of field groups: every column of the records declared, everything else masked, sensitive data in sensitive groups."""

from __future__ import annotations

import pytest
from django.template import Context, Template

from dungviec.competency.tables import COMPETENCY_TABLES
from dungviec.office.access import fields
from dungviec.office.access.fields import GROUPS, POLICY, Scope, Shown, declare, group_of, sees, sees_topic, shown
from dungviec.office.access.masks import Masked, is_masked
from dungviec.office.access.models import Role
from dungviec.office.registry.gate import WORKFORCE
from dungviec.records.dossier import DOSSIER_TABLES
from dungviec.records.schema import TABLES

SENSITIVE = {
    "people": ("ethnicity", "party_joined", "party_member", "health_fit", "health_dated", "discipline_open", "denunciation_open",
               "inspection_open", "suspended", "criminal_open", "barred"),
    "particulars": ("religion", "party_official", "union_joined", "union_name", "health", "height_cm", "weight_kg", "blood_group",
                    "family_origin", "pay_income", "other_income"),
    "party_posts": ("title", "body"), "personal_history": ("what", "where"), "discipline": ("form", "decided"),
    "discipline_notes": ("act",), "relatives": ("name", "details"), "kinship": ("relation",), "properties": ("description", "area"),
}  # fmt: skip
"""What processes.md section 8 reads as sensitive in SYLL: items 6, 7, 15–16, 26–27, 31, 34–37."""
ABOUT_PEOPLE = {n: t for n, t in {**TABLES, **DOSSIER_TABLES, **COMPETENCY_TABLES}.items() if "person_id" in t.by_name}


@pytest.mark.parametrize("table", sorted(ABOUT_PEOPLE))
def test_every_column_about_people_is_declared(table: str) -> None:
    undeclared = [c.name for c in ABOUT_PEOPLE[table].columns if group_of(table, c.name) is fields.UNDECLARED]
    assert undeclared == []


def test_declared_columns_exist() -> None:
    for table, columns in fields.COLUMN_GROUPS.items():
        if table != WORKFORCE and set(columns) != {"*"}:  # a room's own table may stand in one group as a whole
            assert set(columns) - {"*"} <= set(ABOUT_PEOPLE[table].by_name), table


@pytest.mark.parametrize("table", sorted(SENSITIVE))
def test_what_the_decree_calls_sensitive_is_in_a_sensitive_group(table: str) -> None:
    mild = {c for c in SENSITIVE[table] if not group_of(table, c).sensitive}
    assert mild == set()


@pytest.mark.parametrize("role", [*Role, None])
@pytest.mark.parametrize("scope", Scope)
def test_what_nobody_declared_is_never_seen(role: Role | None, scope: Scope) -> None:
    group = group_of("people", "khong_co")
    assert shown(role, scope, group.key) is not Shown.SEE
    assert not sees(role, scope, group.key)
    assert not sees_topic(role, scope, "mot_chu_de_moi")
    assert group_of("bang_moi", "cot").key == fields.UNDECLARED.key


def test_the_table_has_no_holes() -> None:
    assert set(POLICY) == {(role, scope, key) for role in Role for scope in Scope for key in GROUPS}


@pytest.mark.parametrize("key", GROUPS)
def test_who_sees_nobody_sees_no_field(key: str) -> None:
    assert shown(None, Scope.OWN, key) is Shown.ABSENT
    for scope in Scope:
        assert shown(Role.ADMINISTRATOR, scope, key) is Shown.ABSENT
    assert shown(Role.OFFICIAL, Scope.WITHIN, key) is Shown.ABSENT
    if GROUPS[key].sensitive:
        assert shown(Role.AUDITOR, Scope.WITHIN, key) is not Shown.SEE


def test_a_group_that_does_not_exist_cannot_be_declared() -> None:
    with pytest.raises(ValueError, match="khong_co"):
        declare("bang", {"cot": "khong_co"})
    assert "bang" not in fields.COLUMN_GROUPS


def test_a_mark_is_false_says_why_and_is_no_value() -> None:
    mark = Masked(GROUPS["origin"])
    assert not mark
    assert list(mark) == []
    assert is_masked(mark)
    assert mark == Masked(GROUPS["origin"]) != Masked(GROUPS["health"])
    for template in (
        "{{ x }}",
        "{{ x|shown }}",
        "{{ x|number }}",
        "{{ x|day }}",
        "{% blocktrans %}{{ x }}{% endblocktrans %}",
    ):
        page = Template(template).render(Context({"x": mark}))
        assert "•••" in page
        assert "chỉ người có thẩm quyền" in page
        assert "NĐ 356/2025/NĐ-CP, Điều 4" in page
        assert "&lt;" not in page
    assert Template("{% if x %}có{% endif %}{% if x|masked %}che{% endif %}").render(Context({"x": mark})) == "che"
    assert Template("{{ x|shown }}").render(Context({"x": None})) == "–"

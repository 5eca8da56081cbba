"""The page that tells who can see what, from the very table the office masks by."""

from __future__ import annotations

from tools.markdown import table


def who_can_see_page(note: str) -> str:
    """Role × scope × field group; every column of the records by its group."""
    from dungviec.office.demo import set_up

    set_up()
    from django.utils import translation

    from dungviec.office.access.fields import COLUMN_GROUPS, GROUPS, POLICY, Scope
    from dungviec.office.access.models import Role

    with translation.override("en"):
        groups = {key: (str(g.name), "yes" if g.sensitive else "", str(g.basis)) for key, g in sorted(GROUPS.items())}
    out = ["# Who can see what", note]
    out.append(
        "The table the office masks by (`access/fields.py`), whole. *see*: the value; *masked*: a mark with its reason, the same whether a value is "
        "on file or not; *absent*: nothing tells that the field exists. What is not listed is masked. The office shows it to everybody on the page "
        "«Ai xem được gì»; why it is so: [who-sees-what.md](../explanation/who-sees-what.md). Tests walk every page as every role with planted values and compare."
    )
    for scope, words in ((Scope.WITHIN, "Of others within reach"), (Scope.OWN, "Of the own record")):
        rows = [
            [f"`{key}`", groups[key][0], *(str(POLICY.get((role, scope, key), "masked")) for role in Role)]
            for key in groups
        ]
        out += ["", f"## {words}", "", *table(["Group", "What it is", *(f"`{r.value}`" for r in Role)], rows)]
    out += [
        "",
        "## Groups",
        "",
        *table(["Group", "Sensitive", "Basis"], [[f"`{k}`", g[1], g[2]] for k, g in groups.items()]),
    ]
    stood: dict[str, list[str]] = {}
    for name, columns in COLUMN_GROUPS.items():
        for column, key in columns.items():
            stood.setdefault(key, []).append(f"`{name}.{column}`")
    shown = [[f"`{key}`", ", ".join(sorted(stood.get(key, [])))] for key in groups]
    out += ["", "## Columns of each group", "", *table(["Group", "Columns"], shown), ""]
    return "\n".join(out)

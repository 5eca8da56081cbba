"""The reference of the analysts' views, from the very definitions that `dungviec office views create` makes them of."""

from __future__ import annotations

from tools.markdown import table


def views_page(note: str) -> str:
    """Every view with its columns and the group each belongs to; what is never in one."""
    from dungviec.office.demo import set_up

    set_up()
    from dungviec.office.interchange.analyst.definitions import ALWAYS, FREE_TEXTS, sealed_columns, views
    from dungviec.records.sensitivity import GROUPS

    whole = views(GROUPS, "postgresql")
    always = {v.name for v in views(ALWAYS, "postgresql")}
    out = [
        "# Views for analysts: every column", note,
        "What `dungviec office views create` makes; how to use them: [analyst-views.md](../how-to/analyst-views.md). On PostgreSQL they stand in the schema "
        "`analyst`, on SQLite their names begin with `analyst_`.",
        "",
        f"Without `--with`: {', '.join(f'`{g}`' for g in ALWAYS)}. By name: {', '.join(f'`{g}`' for g in GROUPS if g not in ALWAYS)}. A column without a group "
        "is always there.",
        "",
        f"Never: free texts ({', '.join(f'`{c}`' for c in sorted(FREE_TEXTS))}); what the database holds sealed "
        f"({', '.join(f'`{c}`' for c in sorted(sealed_columns(GROUPS))) or 'nothing'}).",
        "",
        *table(("View", "Holds", "Without `--with`"), ((f"`{v.name}`", v.en, "yes" if v.name in always else "") for v in whole)),
    ]  # fmt: skip
    for v in whole:
        rows = ((f"`{c.name}`", f"`{c.group}`" if c.group else "", c.vi, c.en) for c in v.columns)
        out += ["", f"## {v.name}", "", *table(("Column", "Group", "Vietnamese", "English"), rows)]
    return "\n".join(out) + "\n"

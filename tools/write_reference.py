"""Writes the reference pages that can be told from the code: `python tools/write_reference.py` rewrites those that differ.

Sheets and code lists come from `dungviec.records`, rules from the law packs, settings from `placement.policy`, commands from the
command line itself, JSON shapes from `json_shapes`. tests/docs compares the committed pages with what this module makes.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from tools import json_read, json_shapes  # noqa: E402 - the checkout is not always on the path
from tools.api_page import api_page, api_schema  # noqa: E402
from tools.appraise_page import appraise_page, sheet_schema  # noqa: E402
from tools.course_page import course_page  # noqa: E402
from tools.glossary import with_terms  # noqa: E402
from tools.law_cases_page import law_cases  # noqa: E402
from tools.law_rules_page import law_rules  # noqa: E402
from tools.markdown import flat, limits, shapes, table  # noqa: E402
from tools.record_page import record_page, record_schema  # noqa: E402
from tools.solve_page import problem_schema, result_schema, solve_page  # noqa: E402
from tools.views_page import views_page  # noqa: E402
from tools.who_can_see_page import who_can_see_page  # noqa: E402

NOTE = "<!-- Written by tools/write_reference.py; change the code, then run it again. -->\n"
TYPES = {
    "text": "text", "code": "one value of a list", "codes": "values of a list, `;` between", "words": "words, `;` between",
    "int": "whole number", "number": "number (4,32)", "date": "date dd/mm/yyyy", "bool": "Có / Không", "money": "đồng, whole number",
}  # fmt: skip


def pages() -> dict[str, Callable[[], str]]:
    """Path under docs/reference → the text it must hold."""
    return {
        "workbook.md": workbook,
        "code-lists.md": code_lists,
        "law-rules.md": lambda: law_rules(NOTE),
        "law-cases.md": lambda: law_cases(NOTE),
        "policy.md": policy,
        "cli.md": command_line,
        "plan-json.md": plan_json,
        "plan.schema.json": plan_schema,
        "read-json.md": read_json,
        "appraisal-sheet.md": lambda: appraise_page(NOTE),
        "appraisal-sheet.schema.json": sheet_schema,
        "course-files.md": lambda: course_page(NOTE),
        "record.schema.json": record_schema,
        "record-json.md": lambda: record_page(NOTE),
        "who-can-see-what.md": lambda: who_can_see_page(NOTE),
        "analyst-views.md": lambda: views_page(NOTE),
        "solve.md": lambda: solve_page(NOTE),
        "problem.schema.json": problem_schema,
        "result.schema.json": result_schema,
        "api.md": lambda: api_page(NOTE),
        "openapi.json": api_schema,
    }


def workbook() -> str:
    """Every sheet and column of the documented city workbook."""
    from dungviec.exchange.workbook_out import CODES_SHEET, FORMAT_NAME, INFO_ROWS, INFO_SHEET
    from dungviec.records import TABLES

    meaning = {
        "format": f"`{FORMAT_NAME}`", "name": "name of the city, province or body", "as_of": "the day the data stand on; required unless `--as-of` is given",
        "place_code": "code of the city or province itself", "note": "free text",
    }  # fmt: skip
    out = [
        "# The city workbook", NOTE,
        f"One sheet per table, found by its name; columns are found by their heading (or stored name), in any order, with or without "
        f"marks. A column that is not listed is ignored with a warning. {len(TABLES)} sheets beside «{INFO_SHEET}» and «{CODES_SHEET}»; the format's name is "
        f"`{FORMAT_NAME}`. How to fill it: [fill-the-workbook.md](../how-to/fill-the-workbook.md). Lists: [code-lists.md](code-lists.md).",
        "",
        "*Required sheet*: without it the file is refused (exit code 2). *Required column* of a sheet that is there: likewise; an empty cell in it rejects the row "
        "(exit code 1). *Key*: the columns that identify a row; a second row with the same key is skipped when identical and rejected when not. "
        "An empty cell means *not known*, never *no*.",
        "",
        f"## {INFO_SHEET}", "",
        "No heading: the label in column A, the value in column B. The sheet that `dungviec synth` writes also lists the other sheets.", "",
        *table(("Label", "Meaning"), ((label, meaning[key]) for label, key in INFO_ROWS)),
        "",
    ]  # fmt: skip
    for sheet in TABLES.values():
        out += [
            f"## {sheet.sheet} (`{sheet.name}`)", "",
            f"{sheet.en}. *{sheet.vi}.* {'Required sheet.' if sheet.required else 'Optional sheet.'} Key: {', '.join(f'`{k}`' for k in sheet.key)}.", "",
            *table(
                ("Heading", "Stored name", "Type", "Required", "Values from", "Meaning"),
                (
                    (
                        c.vi, f"`{c.name}`", TYPES[c.type], "yes" if c.required else "",
                        f"[{c.codes}](code-lists.md#{c.codes})" if c.codes else f"`{c.refers_to}`" if c.refers_to else "", c.en,
                    )
                    for c in sheet.columns
                ),
            ),
            "",
        ]  # fmt: skip
    out += [
        f"## {CODES_SHEET}", "",
        "Written for people to look at: list, Vietnamese word, English word, stored value. Reading ignores it.", "",
    ]  # fmt: skip
    return "\n".join(out)


def code_lists() -> str:
    """Every code list with its values, words and synonyms."""
    from dungviec.records.codes import CODE_LISTS, LEADERSHIP_RANK

    out = [
        "# Code lists", NOTE,
        "Closed vocabularies. A workbook may hold the Vietnamese or English word, the stored value or a synonym, in any case, with or without marks; "
        "screens and workbooks show the Vietnamese word. *Order*: where a list is ordered, higher is more.", "",
        f"Levels of order {LEADERSHIP_RANK} and above are leading posts (chức vụ lãnh đạo, quản lý).", "",
    ]  # fmt: skip
    for codes in CODE_LISTS.values():
        ordered = any(c.rank for c in codes)
        out += [
            f"## {codes.name}", "", f"{codes.vi} – {codes.en}.", "",
            *table(
                ("Stored value", "Vietnamese", "English", *(("Order",) if ordered else ()), "Also read"),
                ((f"`{c.value}`", c.vi, c.en, *((str(c.rank),) if ordered else ()), ", ".join(c.also)) for c in codes),
            ),
            "",
        ]  # fmt: skip
    return "\n".join(out)


def policy() -> str:
    """The fields of a policy, with defaults and meaning."""
    from dungviec.placement import Policy

    standard = Policy()
    plain = standard.model_dump(mode="json")
    words = {
        "name": ("text", "Name, printed on the plan."),
        "as_of": ("date", "Day judged; `--as-of` comes first, the workbook's own day last."),
        "locks": ("list of `{person, post}`", "The person stays (no `post`), or goes to that post and no other. A lock into a post the law does not allow is refused."),
        "bans": ("list of `{person, post}`", "The person does not go to, or stay in, that post."),
        "order": ("list of `placed`, `requirements`, `vacancies`, `moves`, `fit`, `value`", "Objectives in their order: each as good as can be without losing anything of those before it; `value` is everything weighed by the prices. Empty: only `value`."),
        "requirements": ("list, see below", "At least, or at most, so many of certain people in certain posts, in each unit or over all."),
        "near": ("list of `{person, other or place, within_km}`", "Couples and carers: nobody is taken further apart, or further away, than this. Needs `distances`."),
        "distances": ("list of `{a, b, km}`", "The way between two place codes. A distance that is needed and not given is asked for, never assumed."),
        "leave.people": ("list of person ids", "They must leave their post in this round."),
        "leave.posts": ("list of post ids", "Whoever holds one of these posts must leave it."),
        "leave.terms_ended": ("true / false", "Whoever's term of appointment has ended by the day must leave the post."),
        "leave.because": ("text", "Why, for the papers."),
        "continuing": ("list of `{people, posts, because}`", "These people go on in the same job position under another unit; that is no appointment, so its conditions are not asked. Whoever writes it answers for its being the same position."),
        "hardship": ("list of `{person, points}`", "Sending this person to another place costs so much more ([several years](../how-to/plan-several-years.md))."),
        "concurrent": ("list, see below", "Posts that whoever holds another may hold besides (kiêm nhiệm)."),
        "scope.units": ("list of unit ids", "Only people of these units and the units below them may move; empty: everybody."),
        "scope.categories": ("list of codes", "Only people of these [categories](code-lists.md#category) may move; empty: everybody."),
    }  # fmt: skip
    meaning = {
        field: (vi, en)
        for (field, _, vi), (_, _, en) in zip(standard.meanings("vi"), standard.meanings("en"), strict=True)
    }
    rows = []
    for field, default in flat(plain):
        vi, en = meaning.get(field) or meaning.get(field.rsplit(".", 1)[0]) or ("", "")
        kind, said = words.get(field, ("", f"{en} – *{vi}*" if en else ""))
        rows.append((f"`{field}`", kind or limits(Policy, field), f"`{json.dumps(default, ensure_ascii=False)}`", said))
    example = (
        "name: Đợt tháng 12\nprices:\n  move:\n    other_place: 2000\nmax_moves: 40\nlocks:\n  - person: CB00019\n"
    )
    return "\n".join([
        "# The policy of a round", NOTE,
        "A YAML file for `--policy`; fields left out keep their default, a field that is not listed is refused with its name. Points: a full fit is 10 000. "
        "How to choose: [set-a-policy.md](../how-to/set-a-policy.md).", "",
        *table(("Field", "Type and limits", "Default", "Meaning"), rows), "",
        "```yaml", example.rstrip(), "```", "", *_requirement_fields(), "", *_concurrent_fields(), "",
    ])  # fmt: skip


def _requirement_fields() -> list[str]:
    """The fields of one requirement, from its model."""
    from dungviec.placement.requirements import PeopleWanted, PostsWanted, Requirement

    said = {
        "name": "Shown wherever the requirement is named.", "kind": "`at_least` or `at_most`.", "count": "So many people …",
        "percent": "… or this share of the seats meant (of today's holders where `people.incumbents`), rounded against the breaker …",
        "norm": "… or the unit's assigned headcount. Exactly one of the three.", "per": "`unit`: asked of each unit; `all`: of all together.",
        "units": "Unit ids, with the units below them; empty: every unit that has such posts.", "unit_kinds": "Only units of these [kinds](code-lists.md#unit_kind).",
        "price": "Points for each person missing or too many; without it the requirement is hard: no plan breaks it.", "because": "The clause, resolution or wish behind it.",
        "posts.ids": "Only these posts.", "posts.leading": "`true`: leadership posts (deputy head of division and up); `false`: the others.",
        "posts.levels": "Only these [levels](code-lists.md#level).", "posts.roles": "Only these [roles](code-lists.md#role).", "posts.fields": "Only these [fields](code-lists.md#field).",
        "posts.functions": "Posts with one of these [functions](code-lists.md#function).", "posts.categories": "Only posts of these [categories](code-lists.md#category).",
        "people.ids": "Only these people.", "people.sex": "`female` or `male`.", "people.under_age": "Not yet so many years old on the day.",
        "people.minority": "`true`: of an ethnic group other than Kinh.", "people.majors": "Trained in one of these majors.", "people.min_degree": "At least this [degree](code-lists.md#degree).",
        "people.incumbents": "Only who stands there today and stays: continuity.",
    }  # fmt: skip
    fields = [f for f in Requirement.model_fields if f not in ("posts", "people")]
    fields += [f"posts.{f}" for f in PostsWanted.model_fields] + [f"people.{f}" for f in PeopleWanted.model_fields]
    return ["## A requirement", "", "Who lacks the fact asked for never helps: no gain towards *at least*, counted towards *at most*; the plan says how many such people there are.", "", *table(("Field", "Meaning"), ((f"`{f}`", said[f]) for f in fields))]  # fmt: skip


def _concurrent_fields() -> list[str]:
    """The fields of one line on posts held besides, from its model."""
    from dungviec.placement.requirements import Concurrent

    said = {
        "posts": "Which posts may be held besides; told as in a requirement, and never left out.",
        "holders": "Which main posts their holders have; told the same way, left out: any.",
        "within": "`unit`: main and second post in one unit; `place`: in one place; `any`: anywhere.",
        "share": "Percent of a full workload the second post takes.",
        "holder_share": "Percent the main post takes; shares that are given add up to at most 100.",
        "price": "Points a second post must bring that is not held today.",
        "basis": "The office's own ground where no text on file says whether the two go together; the plan marks it as such. A clause on file comes before it.",
        "because": "For the papers.",
    }
    told = "Whoever comes to, or stays in, a main post may take more posts with it: up to `most_titles` in all. The law of the day is asked about each, and about holding them together; taking one is no move. What is held besides today and a line speaks of is open again: kept for nothing, or given to somebody else; what no line speaks of stays as it is."
    return ["## A post held besides another", "", told, "", *table(("Field", "Meaning"), ((f"`{f}`", said[f]) for f in Concurrent.model_fields))]  # fmt: skip


def command_line() -> str:
    """Every command with its arguments and options, as the program itself says."""
    import typer.main

    from dungviec.cli.app import app

    out = [
        "# The command line", NOTE,
        "Every command knows `--help`. Exit codes: 0 done; 1 done, but rows were rejected or a check failed; 2 the input cannot be used (one sentence on stderr says why).", "",
    ]  # fmt: skip

    def tell(command: Any, path: str) -> None:
        context = command.context_class(command, info_name=path)
        if hasattr(command, "commands"):
            for name, sub in command.commands.items():
                tell(sub, f"{path} {name}")
            return
        usage = " ".join(command.collect_usage_pieces(context))
        out.extend([f"## {path}", "", (command.help or "").strip(), "", "```", f"{path} {usage}", "```", ""])
        rows = [_parameter(p, context) for p in command.params]
        if rows:
            out.extend([*table(("Name", "Value", "Default", "Meaning"), rows), ""])

    tell(typer.main.get_command(app), "dungviec")
    return "\n".join(out)


def plan_json() -> str:
    """PLAN.json and the answer of why, field by field."""
    return "\n".join([
        "# PLAN.json and the answer of why", NOTE,
        "`dungviec place CITY.xlsx --json PLAN.json` writes the first, `dungviec why … --json OUT.json` the second; `-` writes to the screen. UTF-8, whole or not at all. "
        "The JSON Schema of the plan is [plan.schema.json](plan.schema.json); a change of shape changes the name in `schema`.", "",
        "A plan names people: keep it like the records it was made from ([privacy.md](../explanation/privacy.md)).", "",
        "## PLAN.json", "", *shapes(json_shapes.PlanShape), "## WHY.json", "", *shapes(json_shapes.WhyShape),
    ])  # fmt: skip


def read_json() -> str:
    """The JSON of read, field by field."""
    return "\n".join([
        "# The JSON of read", NOTE,
        "`dungviec read FILE --json OUT.json`. It holds whole citizen numbers: write it where only its readers can reach it.", "",
        "Keys of a person beyond those listed, where the file has them: `born_year_only`, `born_month_only`, `joined_year_only`, `joined_month_only`, `title`, "
        "`home_place`, `party_joined`, `party_member`, `rank_code`, `state_management`, `category` and others of the reader's vocabulary.", "",
        "## A roster", "", *shapes(json_read.ReadShape), "## The documented workbook", "", *shapes(json_read.CityReadShape),
    ])  # fmt: skip


def plan_schema() -> str:
    """A JSON Schema (draft 2020-12) of PLAN.json."""
    schema = json_shapes.PlanShape.model_json_schema(by_alias=True)
    head = {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": "dungviec-plan/1"}
    return (
        json.dumps({**head, **{k: v for k, v in schema.items() if k != "title"}}, ensure_ascii=False, indent=1) + "\n"
    )


def _parameter(parameter: Any, context: Any) -> tuple[str, str, str, str]:
    """Name, value, default and help of one argument or option."""
    option = parameter.param_type_name == "option"
    names = (*parameter.opts, *parameter.secondary_opts) if option else (parameter.metavar or parameter.name.upper(),)
    flag = bool(getattr(parameter, "is_flag", False))
    value = (
        "" if flag or not option else parameter.metavar or str(parameter.display_type(context)).strip("<>[]").lower()
    )
    default = parameter.get_default(context)
    said = "" if default is None else ("no", "yes")[default] if isinstance(default, bool) else str(default)
    shown = "required" if parameter.required else said
    return ", ".join(f"`{n}`" for n in names), value, shown, getattr(parameter, "help", None) or ""


def main() -> int:
    """Rewrite the pages that differ."""
    docs = ROOT / "docs"
    (docs / "reference").mkdir(parents=True, exist_ok=True)
    texts = {docs / "reference" / name: make() for name, make in pages().items()}
    texts[docs / "glossary.md"] = with_terms((docs / "glossary.md").read_text(encoding="utf-8"))
    for path, text in texts.items():
        if not path.is_file() or path.read_text(encoding="utf-8") != text:
            path.write_text(text, encoding="utf-8")
            print(f"{path.relative_to(ROOT)}: written")
    return 0


if __name__ == "__main__":
    sys.exit(main())

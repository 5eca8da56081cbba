"""The checks behind readiness: each looks at a few fields and answers with findings, with none, or that it cannot tell."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from dungviec.records.dossiers import Dossier, table_of
from dungviec.records.ethnic_groups import ETHNIC_GROUPS
from dungviec.records.places import place_known
from dungviec.records.ranks import RANKS, TITLES_FROM, WHOLE_SERIES, salary_group
from dungviec.records.vietnamese import fold, format_date


@dataclass(frozen=True, slots=True)
class Finding:
    """One fault: the check, the field, the item of the form, the sentence, and what to do (``fix`` groups equal ones)."""

    check: str
    place: str
    item: str
    vi: str
    en: str
    do_vi: str
    do_en: str
    fix: str


@dataclass(frozen=True)
class Check:
    """One check. ``judge`` answers None where it cannot tell or does not apply."""

    key: str
    fields: tuple[str, ...]
    judge: Callable[[Dossier], Sequence[Finding] | None]


def _label(place: str) -> tuple[str, str]:
    table, _, column = place.partition(".")
    declared = table_of(table).by_name[column]
    return declared.vi, declared.en


def _present(place: str, item: str, *, when: Callable[[Dossier], bool] = lambda _d: True) -> Check:
    """A value asked of everybody (or of those ``when`` holds for)."""
    key = f"missing:{place}"
    table, _, column = place.partition(".")
    vi, en = _label(place)
    finding = Finding(
        key,
        place,
        item,
        f"Thiếu «{vi}» (mục {item})",
        f"'{en}' is missing (item {item})",
        f"Bổ sung «{vi}»",
        f"Fill in '{en}'",
        key,
    )

    def judge(dossier: Dossier) -> Sequence[Finding] | None:
        if not when(dossier):
            return None
        return () if dossier.one(table, column) not in (None, "") else (finding,)

    return Check(key, (place,), judge)


def _rows(
    table: str,
    item: str,
    vi: str,
    en: str,
    *,
    when: Callable[[Dossier], bool] = lambda _d: True,
    having: Callable[[Dossier], bool] | None = None,
) -> Check:
    """At least one row of a table."""
    key = f"missing:{table}"
    finding = Finding(
        key,
        table,
        item,
        f"Chưa có dòng nào về {vi} (mục {item})",
        f"No row on {en} (item {item})",
        f"Bổ sung {vi}",
        f"Add {en}",
        key,
    )

    def judge(dossier: Dossier) -> Sequence[Finding] | None:
        if not when(dossier):
            return None
        found = having(dossier) if having else bool(dossier.rows(table))
        return () if found else (finding,)

    return Check(key, (f"{table}.*",), judge)


def _born(dossier: Dossier) -> Sequence[Finding] | None:
    if dossier.person.get("born") is not None:
        return ()
    vi, en = (
        ("Chỉ có năm sinh", "Only the year of birth is known")
        if dossier.person.get("born_year_only")
        else ("Thiếu «Ngày sinh»", "'Date of birth' is missing")
    )
    return (
        Finding(
            "missing:people.born",
            "people.born",
            "3",
            f"{vi} (mục 3)",
            f"{en} (item 3)",
            "Bổ sung ngày, tháng, năm sinh theo giấy khai sinh",
            "Fill in the day of birth from the birth certificate",
            "missing:people.born",
        ),
    )


def _ethnicity(dossier: Dossier) -> Sequence[Finding] | None:
    word = dossier.person.get("ethnicity")
    if not word:
        return None
    if ETHNIC_GROUPS.parse(word, dossier.as_of):
        return ()
    return (_unlisted("people.ethnicity", "6", word, "danh mục 54 dân tộc", "the list of 54 ethnic groups"),)


def _unlisted(place: str, item: str, word: str, list_vi: str, list_en: str) -> Finding:
    vi, en = _label(place)
    return Finding(
        f"unlisted:{place}", place, item, f"«{vi}» ghi «{word}», không có trong {list_vi}", f"'{en}' says '{word}', which is not in {list_en}",
        f"Sửa «{vi}» «{word}» theo {list_vi}", f"Correct '{en}' '{word}' after {list_en}", f"unlisted:{place}:{fold(word)}",
    )  # fmt: skip


def _rank(dossier: Dossier) -> Sequence[Finding] | None:
    code = dossier.person.get("rank_code")
    if not code:
        return None
    if RANKS.find(code, dossier.as_of):
        return ()
    if not code.startswith(WHOLE_SERIES) or (code.startswith("V.07.") and dossier.as_of < TITLES_FROM):
        return None  # a series that is not on file, or a day whose codes are not
    return (
        _unlisted(
            "people.rank_code",
            "30.1",
            code,
            "danh mục ngạch, chức danh nghề nghiệp đang có",
            "the list of ranks and titles on file",
        ),
    )


def _coefficient(dossier: Dossier) -> Sequence[Finding] | None:
    code, paid = dossier.person.get("rank_code"), dossier.person.get("coefficient")
    group = salary_group(code)
    if group is None or not group.coefficients or paid is None:
        return None
    if any(abs(paid - c) < 0.005 for c in group.coefficients):
        return ()
    shown = f"{paid:.2f}".replace(".", ",")
    return (Finding(
        "coefficient", "people.coefficient", "30.1", f"Hệ số {shown} không thuộc nhóm {group.name} của ngạch {code}",
        f"Coefficient {paid:.2f} is not in group {group.name} of {code}", f"Đối chiếu hệ số lương với ngạch {code} (nhóm {group.name})",
        f"Check the coefficients of {code} (group {group.name})", f"coefficient:{code}",
    ),)  # fmt: skip


def _step(dossier: Dossier) -> Sequence[Finding] | None:
    group, step, paid = (
        salary_group(dossier.person.get("rank_code")),
        dossier.particulars.get("salary_step"),
        dossier.person.get("coefficient"),
    )
    if group is None or not group.coefficients or step is None or paid is None:
        return None
    if 1 <= step <= len(group.coefficients) and abs(group.coefficients[step - 1] - paid) < 0.005:
        return ()
    shown = f"{paid:.2f}".replace(".", ",")
    return (Finding(
        "step", "particulars.salary_step", "30.1", f"Bậc {step} và hệ số {shown} không khớp trong nhóm {group.name}",
        f"Step {step} and coefficient {paid:.2f} do not agree in group {group.name}", "Đối chiếu bậc lương với hệ số", "Check salary steps against coefficients", "step",
    ),)  # fmt: skip


def _place_code(place: str, item: str) -> Check:
    table, _, column = place.partition(".")

    def judge(dossier: Dossier) -> Sequence[Finding] | None:
        code = dossier.one(table, column)
        if not code:
            return None
        answer = place_known(code, dossier.as_of)
        if answer == "not_on_file":
            return None
        return (
            ()
            if answer == "known"
            else (_unlisted(place, item, code, "danh mục địa bàn của ngày này", "the list of places of that day"),)
        )

    return Check(f"unlisted:{place}", (place,), judge)


def _digits(place: str, item: str, pattern: str, vi_shape: str, en_shape: str) -> Check:
    table, _, column = place.partition(".")
    key, (vi, en) = f"shape:{place}", _label(place)
    finding = Finding(
        key,
        place,
        item,
        f"«{vi}» phải gồm {vi_shape}",
        f"'{en}' must be {en_shape}",
        f"Sửa «{vi}» cho đủ {vi_shape}",
        f"Correct '{en}' to {en_shape}",
        key,
    )

    def judge(dossier: Dossier) -> Sequence[Finding] | None:
        value = dossier.one(table, column)
        return None if not value else () if re.fullmatch(pattern, value) else (finding,)

    return Check(key, (place,), judge)


def _in_order(first: str, second: str, item: str) -> Check:
    """One day that cannot come after another."""
    (vi, en), (vi_after, en_after) = _label(first), _label(second)
    key = f"order:{first}:{second}"

    def judge(dossier: Dossier) -> Sequence[Finding] | None:
        a, b = (dossier.one(*place.split(".")) for place in (first, second))
        if a is None or b is None:
            return None
        if a <= b:
            return ()
        return (
            Finding(
                key,
                second,
                item,
                f"«{vi_after}» {format_date(b)} trước «{vi}» {format_date(a)}",
                f"'{en_after}' {b} is before '{en}' {a}",
                f"Kiểm tra lại «{vi}» và «{vi_after}»",
                f"Check '{en}' and '{en_after}'",
                key,
            ),
        )

    return Check(key, (first, second), judge)


_SPANS = ("tenures", "studies", "salary_steps", "allowances", "party_posts", "personal_history")


def _spans(table: str) -> Check:
    declared = table_of(table)
    key = f"span:{table}"

    def judge(dossier: Dossier) -> Sequence[Finding] | None:
        rows = dossier.rows(table)
        if not rows:
            return None
        bad: list[Any] = [r for r in rows if r.get("from_date") and r.get("to_date") and r["to_date"] < r["from_date"]]
        return [
            Finding(
                key,
                f"{table}.to_date",
                "",
                f"{declared.sheet}: đến {format_date(r['to_date'])} trước từ {format_date(r['from_date'])}",
                f"{table}: ends {r['to_date']} before {r['from_date']}",
                f"Kiểm tra ngày ở «{declared.sheet}»",
                f"Check the days of {table}",
                key,
            )
            for r in bad
        ]

    return Check(key, (f"{table}.from_date",), judge)


def _future(dossier: Dossier) -> Sequence[Finding] | None:
    """Days already lived through that lie ahead of the day of the record."""
    found = []
    for place in (
        "people.born",
        "people.joined",
        "people.party_joined",
        "particulars.id_issued",
        "particulars.first_hired",
        "particulars.entered_body",
    ):
        value = dossier.one(*place.split("."))
        if isinstance(value, date) and value > dossier.as_of:
            vi, en = _label(place)
            found.append(
                Finding(
                    "future",
                    place,
                    "",
                    f"«{vi}» {format_date(value)} ở sau ngày lập hồ sơ",
                    f"'{en}' {value} lies ahead",
                    f"Sửa «{vi}»",
                    f"Correct '{en}'",
                    f"future:{place}",
                )
            )
    return found


def _coded(dossier: Dossier) -> Sequence[Finding] | None:
    """Every coded value is in its list: nothing else may leave."""
    found = []
    for table, row in (("people", dossier.person), ("particulars", dossier.particulars)):
        for column in table_of(table).columns:
            value = row.get(column.name)
            if column.code_list is not None and value is not None and value not in column.code_list.by_value:
                found.append(
                    _unlisted(
                        f"{table}.{column.name}",
                        "",
                        str(value),
                        f"danh mục {column.code_list.vi}",
                        f"the list {column.code_list.en}",
                    )
                )
    return found


_SETTLED = 730
"""Days after which a Party member without an official day is asked for it: a choice of this programme, generous on purpose."""


def _degree_known(dossier: Dossier) -> bool:
    return dossier.person.get("degree") not in (None, "elementary")


CHECKS: tuple[Check, ...] = (
    _present("people.name", "1"),
    Check("missing:people.born", ("people.born",), _born),
    _present("people.sex", "3"), _present("particulars.birth_place", "4"), _present("people.home_place", "5"),
    _present("people.ethnicity", "6"), _present("particulars.religion", "7"), _present("people.citizen_id", "8"),
    _present("particulars.id_issued", "8"), _present("particulars.social_insurance", "9"), _present("particulars.address", "10"),
    _present("particulars.family_origin", "11"), _present("particulars.first_hired", "13"), _present("particulars.hired_by", "13"),
    _present("particulars.entered_body", "14"),
    _present("particulars.party_official", "15", when=lambda d: d.person.get("party_joined") is not None and (d.as_of - d.person["party_joined"]).days > _SETTLED),
    _present("particulars.general_education", "19"), _present("people.degree", "20"), _present("particulars.main_work", "28"),
    _present("people.rank_code", "30.1"), _present("people.coefficient", "30.1"), _present("particulars.health", "31"),
    _rows("studies", "32.1", "đào tạo chuyên môn", "professional study", when=_degree_known, having=lambda d: any(s["kind"] == "professional" for s in d.rows("studies"))),
    _rows("tenures", "33", "quá trình công tác", "posts held"), _rows("relatives", "36.1", "quan hệ gia đình", "the family"),
    _rows("salary_steps", "37.1", "quá trình lương", "pay history"),
    Check("coded", ("people.degree",), _coded),
    Check("unlisted:people.ethnicity", ("people.ethnicity",), _ethnicity), Check("unlisted:people.rank_code", ("people.rank_code",), _rank),
    Check("coefficient", ("people.coefficient",), _coefficient), Check("step", ("particulars.salary_step",), _step),
    _place_code("people.home_code", "5"), _place_code("particulars.birth_code", "4"),
    _digits("people.citizen_id", "8", r"\d{12}", "12 chữ số", "12 digits"),
    _in_order("people.born", "particulars.first_hired", "13"), _in_order("particulars.first_hired", "particulars.entered_body", "14"),
    _in_order("people.party_joined", "particulars.party_official", "15"), _in_order("particulars.enlisted", "particulars.discharged", "17"),
    *(_spans(table) for table in _SPANS),
    Check("future", ("people.born",), _future),
)  # fmt: skip
"""Every check, in the order of the form's items."""

"""The words of the code lists with their legal sources, as a part of docs/glossary.md (written by write_reference.py).

A source stands here only where the project's law files give one for the word; most lists are working vocabularies without any.
"""

from __future__ import annotations

from tools.markdown import table

BEGIN, END = "<!-- code lists: written by tools/write_reference.py -->", "<!-- /code lists -->"

LISTS: dict[str, str] = {
    "degree": "TT 06/2023/TT-BNV; mẫu 2C-BNV/2008",
    "theory": "TT 06/2023/TT-BNV; mẫu 2C-BNV/2008 mục 15.3",
    "state_management": "TT 06/2023/TT-BNV; mẫu 2C-BNV/2008",
    "rating": "NĐ 90/2020; công chức từ 01/01/2026: NĐ 335/2025 Điều 20; viên chức từ 01/07/2026: NĐ 233/2026 Điều 12",
    "discipline_form": "2020: Luật CBCC 2008 Điều 79, NĐ 112/2020; từ 01/07/2025: NĐ 172/2025, Luật 80/2025/QH15 Điều 35, 36",
    "relation": "Luật PCTN 36/2018/QH14 Điều 20 khoản 3 (spouse, parents, children, siblings); QĐ 205-QĐ/TW, QĐ 114-QĐ/TW (wider)",
    "function": "Luật PCTN 36/2018/QH14 Điều 20 khoản 3; QĐ 205-QĐ/TW, QĐ 114-QĐ/TW",
    "level": "NĐ 62/2020 Điều 5 (kinds of position)",
    "strength": "named as a basis: NĐ 170/2025 Điều 23 k2 (NĐ 300/2026 Điều 8), QĐ 377-QĐ/TW Điều 34; no list of its own in any known text",
    "wish_kind": "named as a basis: NĐ 170/2025 Điều 23 k2 (NĐ 300/2026 Điều 8)",
}
VALUES: dict[tuple[str, str], str] = {
    ("tenure_kind", "acting"): "NĐ 170/2025 Điều 34 k3 (NĐ 300/2026 Điều 14)",
    ("tenure_kind", "seconded"): "NĐ 170/2025 Điều 26 (NĐ 300/2026 Điều 10)",
    ("left_because", "relieved_of_post"): "NĐ 170/2025 Điều 55 k1.a (NĐ 300/2026 Điều 25)",
    ("left_because", "resigned"): "NĐ 170/2025 Điều 55 k1.b (NĐ 300/2026 Điều 25)",
    ("left_because", "dismissed"): "NĐ 170/2025 Điều 55 k1.c (NĐ 300/2026 Điều 25)",
    ("left_because", "retired"): "Bộ luật Lao động 2019 Điều 169; NĐ 135/2020",
    ("discipline_form", "salary_step_reduction"): "until 30/06/2025: Luật CBCC 2008 Điều 79; ended by NĐ 172/2025",
    ("discipline_form", "demotion"): "until 30/06/2025: Luật CBCC 2008 Điều 79; ended by NĐ 172/2025",
    ("rating_system", "party"): "QĐ 132 (2018), 124 (10/2023), 366-QĐ/TW (2025)",
    ("category", "civil_servant"): "Luật CBCC 22/2008; Luật 80/2025/QH15",
    ("category", "cadre"): "Luật CBCC 22/2008; Luật 80/2025/QH15",
    ("category", "public_employee"): "Luật Viên chức 2010",
    ("category", "public_employee_manager"): "NĐ 115/2020 Điều 44",
}


def code_list_terms() -> str:
    """The part between the two marks."""
    from dungviec.records.codes import CODE_LISTS

    out = [BEGIN, ""]
    for codes in CODE_LISTS.values():
        out += [f"### {codes.en} – {codes.vi} (`{codes.name}`)", ""]
        if codes.name in LISTS:
            out += [f"Source: {LISTS[codes.name]}.", ""]
        rows = [(c.en, c.vi, VALUES.get((codes.name, c.value), ""), f"`{c.value}`") for c in codes]
        out += [*table(("English", "Vietnamese", "Legal source", "Stored as"), rows), ""]
    return "\n".join([*out, END])


def with_terms(page: str) -> str:
    """The glossary page with its part of code lists renewed. Raises ValueError when a mark is missing."""
    before, rest = page.split(BEGIN, 1)
    _, after = rest.split(END, 1)
    return f"{before}{code_list_terms()}{after}"

"""Words the forms compose from rows that stand elsewhere: present posts, planned titles, the highest award."""

from __future__ import annotations

from typing import Any

from dungviec.documents.layout import Derived
from dungviec.records.codes import DISCIPLINE_FORMS, STRENGTHS
from dungviec.records.dossiers import Dossier, Row
from dungviec.records.ranks import RANKS
from dungviec.records.vietnamese import format_date


def _post(tenure: Row) -> str:
    title, unit = str(tenure["title"]), str(tenure.get("unit_name") or "")
    return title if not unit or unit.lower() in title.lower() else f"{title}, {unit}"


def _main(dossier: Dossier) -> Row | None:
    held = [t for t in dossier.current_tenures if t["kind"] != "concurrent"]
    return held[0] if held else None


def _current_post(dossier: Dossier) -> str:
    tenure = _main(dossier)
    return _post(tenure) if tenure else ""


def _appointed(dossier: Dossier) -> str:
    tenure = _main(dossier)
    return format_date(tenure.get("first_appointed") or tenure["from_date"]) if tenure else ""


def _next_term(dossier: Dossier) -> str:
    tenure = _main(dossier)
    return format_date(tenure.get("term_ends")) if tenure else ""


def _concurrent(dossier: Dossier) -> str:
    return "; ".join(_post(t) for t in dossier.current_tenures if t["kind"] == "concurrent")


def _planned(dossier: Dossier) -> str:
    standing = [
        p for p in dossier.rows("plans")
        if p["approved"] <= dossier.as_of and (p.get("until") is None or p["until"] >= dossier.as_of)
    ]  # fmt: skip
    return "; ".join(f"{p['title']} ({p['term']})" if p.get("term") else str(p["title"]) for p in standing)


def _party(dossier: Dossier, kind: str) -> str:
    held = [
        p for p in dossier.rows("party_posts")
        if p["kind"] == kind and (p.get("to_date") is None or p["to_date"] >= dossier.as_of)
    ]  # fmt: skip
    return "; ".join(f"{p['title']}, {p['body']}" if p.get("body") else str(p["title"]) for p in held)


def _strengths(dossier: Dossier) -> str:
    return "; ".join(STRENGTHS.label(s["strength"]) for s in dossier.rows("strengths"))


def _rank_name(dossier: Dossier) -> str:
    code = dossier.person.get("rank_code") or ""
    found = RANKS.find(code, dossier.as_of)
    return found.name if found else ""


def _last(rows: Any, words: Any) -> str:
    found = list(rows)
    return words(found[-1]) if found else ""


def _award(dossier: Dossier) -> str:
    return _last(dossier.rows("awards"), lambda a: f"{a['title']}, {a['year']}")


def _discipline(dossier: Dossier) -> str:
    return _last(dossier.rows("discipline"), lambda d: f"{DISCIPLINE_FORMS.label(d['form'])}, {d['decided'].year}")


CURRENT_POST = Derived("current_post", _current_post, "tenures")
APPOINTED = Derived("appointed", _appointed, "tenures")
NEXT_TERM = Derived("next_term", _next_term, "tenures")
CONCURRENT_POSTS = Derived("concurrent_posts", _concurrent, "tenures")
PLANNED = Derived("planned", _planned, "plans")
PARTY_POST = Derived("party_post", lambda d: _party(d, "main"), "party_posts")
PARTY_CONCURRENT = Derived("party_concurrent", lambda d: _party(d, "concurrent"), "party_posts")
STRENGTHS_ON_FILE = Derived("strengths", _strengths, "strengths")
RANK_NAME = Derived("rank_name", _rank_name, "people")
LAST_AWARD = Derived("last_award", _award, "awards")
LAST_DISCIPLINE = Derived("last_discipline", _discipline, "discipline")

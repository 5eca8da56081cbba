"""Which column is which field: headings scored against the vocabulary, then against what stands under them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from dungviec.exchange.grid import Cell, Sheet, show
from dungviec.exchange.problems import column_letter
from dungviec.exchange.roster.cells import is_mark, parse_rating
from dungviec.exchange.roster.header import Header
from dungviec.exchange.roster.sniff import LENIENT, suits
from dungviec.exchange.roster.vocabulary import (
    degree_level,
    fields_of,
    heading,
    names_theory,
    sex_word,
    theory_level,
    year_in,
)
from dungviec.records.vietnamese import fold

_FLOOR = 0.3
_DATED = frozenset({"appointed", "coefficient_from"})
_MANY = frozenset({"surname", "residence"})
_BY_CONTENT = (("citizen_id", 0.5), ("sex", 0.5), ("ethnicity", 0.5), ("unit", 0.45), ("name", 0.42), ("degree", 0.4))


@dataclass(frozen=True, slots=True)
class ColumnUse:
    """What a column was taken for, how surely (0–1), and on what evidence; ``field`` is empty when it was not understood."""

    index: int
    letter: str
    header: str
    field: str
    detail: str
    confidence: float
    evidence_vi: str
    evidence_en: str


@dataclass(frozen=True, slots=True)
class _Candidate:
    score: float
    field: str
    detail: str
    index: int
    by: str


def understand_columns(
    sheet: Sheet, header: Header, rows: Sequence[int], *, default_year: str | None
) -> list[ColumnUse]:
    """The use of every column that has a heading or values, from left to right; ``rows`` are the table's row indexes."""
    missing = sheet.width - len(header.paths)  # a row below may reach further to the right than the headings
    if missing > 0:
        header = replace(header, paths=(*header.paths, *[()] * missing), leaf_of=(*header.leaf_of, *[None] * missing))
    busy = [r for r in rows if sum(v is not None for v in sheet.rows[r]) >= 3] or list(rows)
    values = [[sheet.cell(r, c) for r in busy[:400]] for c in range(sheet.width)]
    candidates: list[_Candidate] = []
    levels = _level_columns(header, values)
    for c in range(sheet.width):
        if any(v is not None for v in values[c]) or header.paths[c]:
            candidates += _candidates(header, c, values[c], levels.get(c), default_year)
    chosen: dict[int, _Candidate] = {}
    taken: set[tuple[str, str]] = set()
    for one in sorted(candidates, key=lambda k: (-k.score, k.index)):
        key = (one.field, one.detail)
        if one.index in chosen or one.score < _FLOOR:
            continue
        if key in taken and one.field not in _MANY and not one.field.startswith("_"):
            continue
        chosen[one.index] = one
        taken.add(key)
    _join_name(header, values, chosen)
    return [
        _use(header, c, values[c], chosen.get(c))
        for c in range(sheet.width)
        if header.paths[c] or any(v is not None for v in values[c])
    ]


def _candidates(
    header: Header, c: int, values: list[Cell], level: tuple[str, str] | None, default_year: str | None
) -> list[_Candidate]:
    path = header.paths[c] if c < len(header.paths) else ()
    if not path:
        return _from_content(c, values)
    leaf, up = path[-1], " ".join(path[:-1])
    special = _special(header, c, values, level, default_year)
    if special is not None:
        return [_Candidate(1.0 if special[0] != "?" else 0.0, special[0], special[1], c, "heading")]
    scores: dict[str, float] = {}
    for field, score in fields_of(leaf):
        scores[field] = max(scores.get(field, 0.0), score)
    if up:
        for field, score in fields_of(f"{up} {leaf}"):
            scores[field] = max(scores.get(field, 0.0), score * 0.9)
        if not scores:
            for text in path[:-1]:
                for field, score in fields_of(text):
                    scores[field] = max(scores.get(field, 0.0), score * 0.6)
    above = {f for text in path[:-1] for f, _ in fields_of(text)}
    if "_allowance" in above and "luong" not in heading(up):
        scores.pop("coefficient", None)
        scores.setdefault("_allowance", 1.0)
    if "rating" in scores and above & {"degree", "_graduation", "school"}:
        scores.pop("rating")
        scores["_graduation"] = 1.0
    if "_proposed_rating" in scores or "_proposed_rating" in above:
        scores = {"_proposed_rating": 1.0}
    for skill in ("language", "informatics"):
        if skill in above and not scores.get("theory"):
            scores = {skill: 1.0}
    _swap_by_content(scores, values)
    out = []
    for field, score in scores.items():
        share = suits(field, values)
        if share is not None:
            score *= (0.8 + 0.2 * share) if field in LENIENT else (0.35 + 0.65 * share)
        else:
            score *= 0.97
        detail = (year_in(leaf) or year_in(up) or default_year or "") if field in {"rating", "party_rating"} else ""
        if field in {"rating", "party_rating"} and not detail:
            field = "rating_without_year"
        if field in _DATED and share is not None and share < 0.3:
            continue  # «Thời gian giữ ngạch: 10 năm» is a span, not a day
        out.append(_Candidate(score, field, detail, c, "heading"))
    return out or _from_content(c, values)


def _swap_by_content(scores: dict[str, float], values: list[Cell]) -> None:
    """Headings that offices use for each other's content: degree, major and general schooling."""
    if "degree" in scores and (suits("schooling", values) or 0) >= 0.5:
        scores["schooling"] = 1.0
    degrees = suits("degree", values)
    if "degree" in scores and degrees is not None and degrees < 0.3 and (suits("major", values) or 0) >= 0.7:
        scores["major"] = max(scores.get("major", 0.0), 0.6)
    if "major" in scores and (degrees or 0) >= 0.7:
        scores["degree"] = max(scores.get("degree", 0.0), 0.8)
        scores["major"] *= 0.5
    if "joined" in scores and "party_joined" in scores:
        scores.pop("joined")
    if scores.get("_phone") or scores.get("_id_issue"):
        scores.pop("citizen_id", None)
        scores.pop("joined", None)


def _from_content(c: int, values: list[Cell]) -> list[_Candidate]:
    out = []
    numbers = [int(show(v)) for v in values if v is not None and re.fullmatch(r"\d{1,4}", show(v))]
    if (
        len(numbers) >= 2
        and numbers[0] == 1
        and all(b - a == 1 for a, b in pairwise(numbers))
        and len(numbers) == sum(v is not None for v in values)
    ):
        out.append(_Candidate(0.5, "no", "", c, "content"))
    for field, score in _BY_CONTENT:
        share = suits(field, values)
        filled = sum(v is not None for v in values)
        if share is not None and share >= 0.8 and filled >= 2:
            if field == "citizen_id" and not all(
                len(re.sub(r"\D", "", show(v))) in (11, 12) for v in values if v is not None
            ):
                continue
            if field == "sex" and not all(fold(show(v)) in {"nam", "nu"} for v in values if v is not None):
                continue
            out.append(_Candidate(score * share, field, "", c, "content"))
    return out


def _special(
    header: Header, c: int, values: list[Cell], level: tuple[str, str] | None, default_year: str | None
) -> tuple[str, str] | None:
    """Headings that only mean something under another one: Nam/Nữ, a year, a level, part of a date."""
    path = header.paths[c]
    leaf, up = path[-1], " ".join(path[:-1])
    above = {f for text in path[:-1] for f, _ in fields_of(text)}
    part = heading(leaf)
    siblings = {heading(p[-1]) for p in header.paths if len(p) > 1 and p[:-1] == path[:-1]}
    if "born" in above and part in {"ngay", "thang", "nam"} and "thang" in siblings:
        return {"ngay": "born_day", "thang": "born_month", "nam": "born_year"}[part], ""
    if (sex := sex_word(leaf)) is not None and (not up or above & {"born", "sex"} or not above):
        dates = suits("born", values)
        marks = sum(is_mark(v) or fold(show(v)) in {"nam", "nu"} for v in values if v is not None)
        filled = sum(v is not None for v in values)
        is_born = (dates or 0) >= 0.5 and marks < filled if filled else "born" in above
        return ("born_" + sex if is_born else sex + "_mark"), ""
    if (of_sex := _born_of_a_sex(header, leaf)) is not None:
        return of_sex, ""
    if level is not None:
        return level
    year = year_in(leaf) or year_in(up)
    rating_above = bool(above & {"rating", "party_rating"})
    if isinstance(parse_rating(leaf), str) and (suits("mark", values) or 0) >= 0.6 and (rating_above or not above):
        chosen = year or default_year
        return ("rating_mark", f"{chosen}:{parse_rating(leaf)}") if chosen else None
    if year:
        fields = {f for f, _ in fields_of(leaf)} | above
        bare = (
            re.fullmatch(r"(nam|xl|dg|xep loai|danh gia|kq|nam hoc|\s)*(19|20)\d\d([ -](19|20)\d\d)?", part) is not None
        )
        fits = suits("rating", values)
        if not fields & {"degree", "joined", "born", "_graduation", "coefficient", "_allowance", "_proposed_rating"}:
            if re.search(r"dang vien|to chuc dang", heading(" ".join(path))) and fields & {
                "rating",
                "party_rating",
                "party_joined",
            }:
                return "party_rating", year
            if "rating" in fields or (bare and (fits or 0) >= 0.6):
                return "rating", year
            if bare and fits is None and not fields:
                return "rating", year
    if above & {"party_joined", "party_official"} and part in {"chinh thuc", "du bi", "ngay chinh thuc", "ngay du bi"}:
        return ("party_official" if "chinh thuc" in part else "party_joined"), ""
    if part in {"dang vien", "la dang vien", "dv"} and (suits("mark", values) or 0) >= 0.6:
        return "party_member", ""
    return None


def _born_of_a_sex(header: Header, leaf: str) -> str | None:
    """«Ngày sinh nam» beside «Ngày sinh nữ», in one line of headings. Only as a pair: without marks «sinh năm» reads «sinh nam» too."""
    own, all_of_them = heading(leaf), {heading(p[-1]) for p in header.paths if p}
    for sex, word, other in (("male", "nam", "nu"), ("female", "nu", "nam")):
        for rest, pair in ((own.removesuffix(f" {word}"), "{0} {1}"), (own.removeprefix(f"{word} "), "{1} {0}")):
            if rest != own and pair.format(rest, other) in all_of_them and any(f == "born" for f, _ in fields_of(rest)):
                return f"born_{sex}"
    return None


def _level_columns(header: Header, values: list[list[Cell]]) -> dict[int, tuple[str, str]]:
    """Columns of an x-matrix: each stands for one level of degree or of theory; who is who where headings repeat."""
    found: dict[int, tuple[str, str]] = {}
    open_columns: list[int] = []
    for c, path in enumerate(header.paths):
        if not path:
            continue
        leaf = path[-1]
        degree, theory = degree_level(leaf), theory_level(leaf)
        if degree is None and theory is None:
            continue
        above = {f for text in path[:-1] for f, _ in fields_of(text)}
        if above & {"language", "informatics", "state_management", "defence", "schooling", "party_joined"}:
            continue
        if (suits("degree", values[c]) or 0) >= 0.5:  # words of degrees under the heading: not a matrix
            continue
        if theory and (names_theory(" ".join(path))):
            found[c] = ("theory_mark", theory)
        elif degree and (
            above & {"degree", "major"} or re.search(r"chuyen mon|dao tao|hoc van", heading(" ".join(path[:-1])))
        ):
            found[c] = ("degree_mark", degree)
        elif degree is None:
            found[c] = ("theory_mark", theory or "")
        elif theory is None:
            found[c] = ("degree_mark", degree)
        else:
            open_columns.append(c)
    for c in open_columns:
        degree, theory = degree_level(header.paths[c][-1]) or "", theory_level(header.paths[c][-1]) or ""
        family = found.get(c - 1, ("", ""))[0]
        if not family:
            following = [found[k][0] for k in range(c + 1, len(header.paths)) if k in found]
            family = following[0] if following else "degree_mark"
        if family == "degree_mark" and ("degree_mark", degree) in found.values():
            family = "theory_mark"
        elif family == "theory_mark" and ("theory_mark", theory) in found.values():
            family = "degree_mark"
        # after the sequence of degrees, «Cử nhân» before «Cao cấp» opens the sequence of theory
        if degree == "university" and found.get(c + 1) == ("theory_mark", "advanced"):
            family = "theory_mark"
        found[c] = (family, degree if family == "degree_mark" else theory)
    return found


def _join_name(header: Header, values: list[list[Cell]], chosen: dict[int, _Candidate]) -> None:
    """Two columns under one «Họ và tên», or a full name beside a sorting column «Tên»."""
    full = next((c for c, k in chosen.items() if k.field == "name"), None)
    given = next((c for c, k in chosen.items() if k.field == "given"), None)
    surnames = [c for c, k in chosen.items() if k.field == "surname"]
    if full is not None and given is None and not surnames and full + 1 < len(values):
        right = full + 1
        shared = header.leaf_of[right] is not None and header.leaf_of[right] == header.leaf_of[full]
        free = right not in chosen or chosen[right].by == "content"
        if free and (shared or not header.paths[right]) and (suits("given", values[right]) or 0) >= 0.7:
            chosen[full] = _Candidate(chosen[full].score, "surname", "", full, "heading")
            chosen[right] = _Candidate(0.9, "given", "", right, "content")
    elif full is not None and given is not None:
        pairs = [(fold(show(a)), fold(show(b))) for a, b in zip(values[full], values[given], strict=True) if a and b]
        if pairs and sum(a.split(" ")[-len(b.split(" ")) :] == b.split(" ") for a, b in pairs) >= 0.8 * len(pairs):
            chosen[given] = _Candidate(chosen[given].score, "_given", "", given, "content")
        else:
            chosen[full] = _Candidate(chosen[full].score, "surname", "", full, "heading")
    elif full is not None and surnames:
        for c in surnames:
            chosen[c] = _Candidate(chosen[c].score, "_surname", "", c, "content")


def _use(header: Header, c: int, values: list[Cell], chosen: _Candidate | None) -> ColumnUse:
    text = " / ".join(header.paths[c])
    if chosen is None or chosen.field == "?":
        return ColumnUse(c, column_letter(c), text, "", "", 0.0, "chưa hiểu tiêu đề này", "heading not understood")
    share = suits(chosen.field, values)
    vi = "theo tiêu đề" if chosen.by == "heading" else "theo nội dung"
    en = "by its heading" if chosen.by == "heading" else "by its content"
    if share is not None:
        vi += f"; {share:.0%} ô đọc được"
        en += f"; {share:.0%} of cells readable"
    return ColumnUse(c, column_letter(c), text, chosen.field, chosen.detail, round(chosen.score, 2), vi, en)

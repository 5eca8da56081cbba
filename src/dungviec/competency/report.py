"""Why a fit is what it is: the evidence, the gaps and what is not known, in both languages."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import polars as pl

from dungviec.competency.framework import load_framework
from dungviec.competency.scores import field_years, recent_awards, recent_ratings, score_pairs
from dungviec.competency.weights import PARTS, Weights
from dungviec.records import Snapshot
from dungviec.records.codes import DEGREES, FIELDS, RATINGS, STRENGTHS, WISH_KINDS
from dungviec.records.known_by import competencies_by, strengths_by, wishes_by
from dungviec.records.vietnamese import fold

Row = dict[str, Any]

PART_NAMES = {
    "competence": ("Năng lực", "Competence"),
    "strengths": ("Sở trường", "Strengths"),
    "record": ("Kết quả công tác", "Record"),
    "wishes": ("Nguyện vọng", "Wishes"),
}


@dataclass(frozen=True, slots=True)
class Evidence:
    """One line behind a score: good (speaks for), gap (speaks against) or unknown (nothing on file)."""

    kind: str
    vi: str
    en: str
    dated: date | None = None
    confidence: int | None = None


@dataclass(frozen=True, slots=True)
class Part:
    """One part of fit: its score in basis points, its weight, its evidence."""

    name: str
    score: int
    weight: int
    evidence: tuple[Evidence, ...]

    def label(self, lang: str = "vi") -> str:
        """Its name on the screen."""
        return PART_NAMES[self.name][0 if lang == "vi" else 1]


@dataclass(frozen=True, slots=True)
class FitReport:
    """The fit of one person to one post, taken apart."""

    person_id: str
    post_id: str
    fit: int
    parts: tuple[Part, ...]

    def gaps(self) -> tuple[Evidence, ...]:
        """Everything that speaks against or is not known, in the order of the parts."""
        return tuple(e for p in self.parts for e in p.evidence if e.kind != "good")

    def assets(self) -> tuple[Evidence, ...]:
        """Everything that speaks for the pair."""
        return tuple(e for p in self.parts for e in p.evidence if e.kind == "good")


@dataclass(frozen=True, slots=True)
class _Known:
    """What is on file about the people and posts asked for, by person, post or profile: looked up once for all pairs."""

    snapshot: Snapshot
    people: dict[str, Row]
    posts: dict[str, Row]
    profiles: dict[str | None, list[Row]]
    competencies: dict[str, list[Row]]
    strengths: dict[str, list[Row]]
    wishes: dict[str, list[Row]]
    ratings: dict[str, list[Row]]
    awards: dict[str, list[Row]]
    days: dict[tuple[str, str], int]
    own: dict[str, str]
    place: dict[str, str | None]


def explain_fit(snapshot: Snapshot, person_id: str, post_id: str, weights: Weights | None = None) -> FitReport:
    """The four parts of fit with their evidence; the numbers are those of :func:`score_pairs`.

    Raises ``KeyError`` naming the id when the person or post is not in the snapshot.
    """
    return explain_fits(snapshot, [(person_id, post_id)], weights)[0]


def explain_fits(
    snapshot: Snapshot, pairs: Sequence[tuple[str, str]], weights: Weights | None = None
) -> list[FitReport]:
    """:func:`explain_fit` for many pairs (person, post) at once, in their order; the records are searched once."""
    weights = weights or Weights()
    asked = pl.DataFrame(pairs, schema={"person_id": pl.String, "post_id": pl.String}, orient="row")
    scores = score_pairs(snapshot, asked, weights)
    known = _known(snapshot, asked)
    out = []
    for row in scores.iter_rows(named=True):
        person, post = known.people[row["person_id"]], known.posts[row["post_id"]]
        lines = {
            "competence": [*_trained_lines(person, post), *_profile_lines(known, person, post)],
            "strengths": _strength_lines(known, person, post),
            "record": _record_lines(known, person, post),
            "wishes": _wish_lines(known, person, post),
        }
        parts = tuple(Part(name, row[name], getattr(weights, name), tuple(lines[name])) for name in PARTS)
        out.append(FitReport(row["person_id"], row["post_id"], row["fit"], parts))
    return out


def _known(snapshot: Snapshot, asked: pl.DataFrame) -> _Known:
    people, posts = asked.select("person_id").unique(), asked.select("post_id").unique()

    def by_person(frame: pl.DataFrame) -> dict[str, list[Row]]:
        return _grouped(frame.join(people, on="person_id", how="semi", maintain_order="left"), "person_id")

    spent = field_years(snapshot).join(people, on="person_id", how="semi")
    main = snapshot.main_posts.join(people, on="person_id", how="semi")
    return _Known(
        snapshot=snapshot,
        people={r["person_id"]: r for r in snapshot.people.join(people, on="person_id", how="semi").iter_rows(named=True)},
        posts={r["post_id"]: r for r in snapshot.posts.join(posts, on="post_id", how="semi").iter_rows(named=True)},
        profiles=_grouped(snapshot["profiles"].sort("weight", descending=True, nulls_last=True, maintain_order=True), "profile_id"),
        competencies=by_person(competencies_by(snapshot)),
        strengths=by_person(strengths_by(snapshot)),
        wishes=by_person(wishes_by(snapshot)),
        ratings=by_person(recent_ratings(snapshot)),
        awards=by_person(recent_awards(snapshot)),
        days={(p, f): d for p, f, d in spent.select("person_id", "field", "days").iter_rows()},
        own=dict(main.select("person_id", "post_id").iter_rows()),
        place=dict(snapshot.units.select("unit_id", "place_code").iter_rows()),
    )  # fmt: skip


def _grouped(frame: pl.DataFrame, column: str) -> dict[Any, list[Row]]:
    out: dict[Any, list[Row]] = {}
    for row in frame.iter_rows(named=True):
        out.setdefault(row[column], []).append(row)
    return out


def _trained_lines(person: Row, post: Row) -> list[Evidence]:
    majors = list(post["majors"] or [])
    major, degree, lowest = person["major"], person["degree"], post["min_degree"]
    out = []
    if majors:
        listed = ", ".join(majors)
        if not major:
            out.append(
                Evidence(
                    "unknown",
                    f"Chưa ghi chuyên ngành; vị trí cần {listed}",
                    f"Major not on file; the post asks for {listed}",
                )
            )
        elif fold(str(major)) in {fold(m) for m in majors}:
            out.append(Evidence("good", f"Được đào tạo đúng chuyên ngành: {major}", f"Trained for the work: {major}"))
        else:
            out.append(
                Evidence(
                    "gap", f"Chuyên ngành {major}; vị trí cần {listed}", f"Major {major}; the post asks for {listed}"
                )
            )
    if lowest:
        want_vi, want_en = DEGREES.label(str(lowest)), DEGREES.label(str(lowest), "en")
        if degree is None:
            out.append(
                Evidence(
                    "unknown",
                    f"Chưa ghi trình độ; vị trí cần {want_vi} trở lên",
                    f"Degree not on file; the post asks for {want_en} or higher",
                )
            )
        elif (DEGREES.rank(str(degree)) or 0) < (DEGREES.rank(str(lowest)) or 0):
            out.append(
                Evidence(
                    "gap",
                    f"Trình độ {DEGREES.label(str(degree))}; vị trí cần {want_vi} trở lên",
                    f"Degree {DEGREES.label(str(degree), 'en')}; the post asks for {want_en} or higher",
                )
            )
    return out


def _profile_lines(known: _Known, person: Row, post: Row) -> list[Evidence]:
    framework = load_framework()
    wanted = known.profiles.get(post["profile_id"])
    if not wanted:
        return [
            Evidence(
                "unknown",
                "Vị trí chưa có khung năng lực: tính mức trung bình cho mọi người",
                "The post has no competency profile: everybody gets the neutral score",
            )
        ]
    own = {r["competency"]: r for r in known.competencies.get(person["person_id"], ())}
    out = []
    for r in wanted:
        code, low, want = r["competency"], r["min_level"], r["max_level"] or r["min_level"]
        vi, en = framework.name(code), framework.name(code, "en")
        have = own.get(code)
        if have is None:
            out.append(
                Evidence(
                    "unknown", f"{vi}: chưa có đánh giá, cần mức {low}", f"{en}: not assessed, level {low} is needed"
                )
            )
            continue
        said = f" ({have['evidence']})" if have["evidence"] else ""
        dated, confidence = have["assessed"], have["confidence"]
        if have["level"] < low:
            out.append(
                Evidence(
                    "gap",
                    f"{vi}: mức {have['level']}, cần ít nhất {low}{said}",
                    f"{en}: level {have['level']}, at least {low} is needed{said}",
                    dated,
                    confidence,
                )
            )
        elif have["level"] >= want:
            out.append(
                Evidence(
                    "good",
                    f"{vi}: mức {have['level']}, cần {want}{said}",
                    f"{en}: level {have['level']}, {want} is wanted{said}",
                    dated,
                    confidence,
                )
            )
    return out


def _strength_lines(known: _Known, person: Row, post: Row) -> list[Evidence]:
    called = list(post["strengths"] or [])
    if not called:
        return [
            Evidence(
                "unknown",
                "Vị trí chưa nêu sở trường cần: tính mức trung bình",
                "The post names no strengths: neutral score",
            )
        ]
    rows = sorted(known.strengths.get(person["person_id"], ()), key=lambda r: r["confidence"] or 1)
    own = {r["strength"]: r for r in rows}  # of several pieces of evidence the best, which is the one that counts
    out = []
    for s in called:
        vi, en = STRENGTHS.label(s), STRENGTHS.label(s, "en")
        have = own.get(s)
        if have is None:
            out.append(Evidence("gap", f"{vi}: chưa có minh chứng", f"{en}: no evidence on file"))
        else:
            said = f" – {have['evidence']}" if have["evidence"] else ""
            out.append(Evidence("good", f"{vi}{said}", f"{en}{said}", have["noted"], have["confidence"]))
    return out


def _record_lines(known: _Known, person: Row, post: Row) -> list[Evidence]:
    out = []
    ratings = known.ratings.get(person["person_id"])
    if not ratings:
        out.append(
            Evidence(
                "unknown", "Ba năm gần nhất chưa có kết quả xếp loại", "No rating on file for the last three years"
            )
        )
    else:
        shown_vi = ", ".join(f"{r['year']}: {RATINGS.label(r['rating']).lower()}" for r in ratings)
        shown_en = ", ".join(f"{r['year']}: {RATINGS.label(r['rating'], 'en').lower()}" for r in ratings)
        bad = any(r["rating"] in ("failed", "completed") for r in ratings)
        out.append(Evidence("gap" if bad else "good", f"Xếp loại {shown_vi}", f"Rated {shown_en}"))
    spent = known.days.get((person["person_id"], post["field"]), 0)
    field_vi, field_en = FIELDS.label(str(post["field"])).lower(), FIELDS.label(str(post["field"]), "en").lower()
    years = int(spent / 365.25)
    if years:
        out.append(Evidence("good", f"{years} năm làm lĩnh vực {field_vi}", f"{years} years in {field_en}"))
    else:
        out.append(Evidence("gap", f"Chưa đủ một năm làm lĩnh vực {field_vi}", f"Less than a year in {field_en}"))
    out += [
        Evidence("good", f"{a['title']} ({a['year']})", f"{a['title']} ({a['year']})")
        for a in known.awards.get(person["person_id"], ())
    ]
    return out


def _wish_lines(known: _Known, person: Row, post: Row) -> list[Evidence]:
    wishes = known.wishes.get(person["person_id"])
    if not wishes:
        return [Evidence("unknown", "Chưa đăng ký nguyện vọng", "No wish on file")]
    own, place = known.own.get(person["person_id"]), known.place.get(post["unit_id"])
    out = []
    for w in wishes:
        answers = {
            "stay": post["post_id"] == own, "unit": w["target"] == post["unit_id"], "field": w["target"] == post["field"],
            "place": w["target"] == place, "post": w["target"] == post["post_id"],
        }  # fmt: skip
        met = answers[w["kind"]]
        vi, en = _wish_words(known.snapshot, w["kind"], w["target"])
        out.append(
            Evidence(
                "good" if met else "gap",
                f"Nguyện vọng {vi}: {'được đáp ứng' if met else 'chưa được đáp ứng'}",
                f"Wish {en}: {'met' if met else 'not met'}",
                w["stated"],
            )
        )
    return out


def _wish_words(snapshot: Snapshot, kind: str, target: str | None) -> tuple[str, str]:
    vi, en = WISH_KINDS.label(kind).lower(), WISH_KINDS.label(kind, "en").lower()
    if kind == "stay" or not target:
        return vi, en
    if kind == "field":
        return f"{vi} {FIELDS.label(target).lower()}", f"{en} {FIELDS.label(target, 'en').lower()}"
    column, frame, shown = {
        "unit": ("unit_id", snapshot.units, "name"), "place": ("place_code", snapshot.units, "name"),
        "post": ("post_id", snapshot.posts, "title"),
    }[kind]  # fmt: skip
    names = frame.filter(pl.col(column) == target)[shown].to_list()
    name = names[0] if names else target
    return f"{vi} {name}", f"{en} {name}"

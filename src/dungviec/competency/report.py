"""Why a fit is what it is: the evidence, the gaps and what is not known, in both languages."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import polars as pl

from dungviec.competency.framework import load_framework
from dungviec.competency.scores import field_years, recent_awards, recent_ratings, score_pairs
from dungviec.competency.weights import PARTS, Weights
from dungviec.records import Snapshot
from dungviec.records.codes import DEGREES, FIELDS, RATINGS, STRENGTHS, WISH_KINDS
from dungviec.records.vietnamese import fold

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


def explain_fit(snapshot: Snapshot, person_id: str, post_id: str, weights: Weights | None = None) -> FitReport:
    """The four parts of fit with their evidence; the numbers are those of :func:`score_pairs`.

    Raises ``KeyError`` naming the id when the person or post is not in the snapshot.
    """
    weights = weights or Weights()
    row = score_pairs(snapshot, pl.DataFrame({"person_id": [person_id], "post_id": [post_id]}), weights).row(
        0, named=True
    )
    person = snapshot.people.row(by_predicate=pl.col("person_id") == person_id, named=True)
    post = snapshot.posts.row(by_predicate=pl.col("post_id") == post_id, named=True)
    lines = {
        "competence": [*_trained_lines(person, post), *_profile_lines(snapshot, person_id, post)],
        "strengths": _strength_lines(snapshot, person_id, post),
        "record": _record_lines(snapshot, person_id, post),
        "wishes": _wish_lines(snapshot, person_id, post),
    }
    parts = tuple(Part(name, row[name], getattr(weights, name), tuple(lines[name])) for name in PARTS)
    return FitReport(person_id, post_id, row["fit"], parts)


def _trained_lines(person: dict[str, object], post: dict[str, object]) -> list[Evidence]:
    majors = list(post["majors"] or [])  # type: ignore[call-overload]
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


def _profile_lines(snapshot: Snapshot, person_id: str, post: dict[str, object]) -> list[Evidence]:
    framework = load_framework()
    wanted = snapshot["profiles"].filter(pl.col("profile_id").eq_missing(pl.lit(post["profile_id"], dtype=pl.String)))
    if wanted.is_empty():
        return [
            Evidence(
                "unknown",
                "Vị trí chưa có khung năng lực: tính mức trung bình cho mọi người",
                "The post has no competency profile: everybody gets the neutral score",
            )
        ]
    own = {
        r["competency"]: r
        for r in snapshot["competencies"].filter(pl.col("person_id") == person_id).iter_rows(named=True)
    }
    out = []
    for r in wanted.sort("weight", descending=True, nulls_last=True).iter_rows(named=True):
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


def _strength_lines(snapshot: Snapshot, person_id: str, post: dict[str, object]) -> list[Evidence]:
    called = list(post["strengths"] or [])  # type: ignore[call-overload]
    if not called:
        return [
            Evidence(
                "unknown",
                "Vị trí chưa nêu sở trường cần: tính mức trung bình",
                "The post names no strengths: neutral score",
            )
        ]
    own = {
        r["strength"]: r for r in snapshot["strengths"].filter(pl.col("person_id") == person_id).iter_rows(named=True)
    }
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


def _record_lines(snapshot: Snapshot, person_id: str, post: dict[str, object]) -> list[Evidence]:
    out = []
    ratings = recent_ratings(snapshot).filter(pl.col("person_id") == person_id)
    if ratings.is_empty():
        out.append(
            Evidence(
                "unknown", "Ba năm gần nhất chưa có kết quả xếp loại", "No rating on file for the last three years"
            )
        )
    else:
        shown_vi = ", ".join(f"{y}: {RATINGS.label(r).lower()}" for _, y, r in ratings.iter_rows())
        shown_en = ", ".join(f"{y}: {RATINGS.label(r, 'en').lower()}" for _, y, r in ratings.iter_rows())
        bad = ratings["rating"].is_in(["failed", "completed"]).any()
        out.append(Evidence("gap" if bad else "good", f"Xếp loại {shown_vi}", f"Rated {shown_en}"))
    spent = field_years(snapshot).filter((pl.col("person_id") == person_id) & (pl.col("field") == post["field"]))
    field_vi, field_en = FIELDS.label(str(post["field"])).lower(), FIELDS.label(str(post["field"]), "en").lower()
    years = 0 if spent.is_empty() else int(spent["days"][0] / 365.25)
    if years:
        out.append(Evidence("good", f"{years} năm làm lĩnh vực {field_vi}", f"{years} years in {field_en}"))
    else:
        out.append(Evidence("gap", f"Chưa đủ một năm làm lĩnh vực {field_vi}", f"Less than a year in {field_en}"))
    out += [
        Evidence("good", f"{a['title']} ({a['year']})", f"{a['title']} ({a['year']})")
        for a in recent_awards(snapshot).filter(pl.col("person_id") == person_id).iter_rows(named=True)
    ]
    return out


def _wish_lines(snapshot: Snapshot, person_id: str, post: dict[str, object]) -> list[Evidence]:
    wishes = snapshot["wishes"].filter(pl.col("person_id") == person_id)
    if wishes.is_empty():
        return [Evidence("unknown", "Chưa đăng ký nguyện vọng", "No wish on file")]
    places = snapshot.units.filter(pl.col("unit_id") == post["unit_id"])["place_code"].to_list()
    own = snapshot.main_posts.filter(pl.col("person_id") == person_id)["post_id"].to_list()
    out = []
    for w in wishes.iter_rows(named=True):
        answers = {
            "stay": post["post_id"] in own, "unit": w["target"] == post["unit_id"], "field": w["target"] == post["field"],
            "place": w["target"] in places, "post": w["target"] == post["post_id"],
        }  # fmt: skip
        met = answers[w["kind"]]
        vi, en = _wish_words(snapshot, w["kind"], w["target"])
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

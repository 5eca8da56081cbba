"""The checks of the plain-Python baseline: each takes what it needs out of the rule once and answers pair by pair."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from benchmarks.law_plain_rule import ALLOWED, AUTHORITY, FORBIDDEN, UNKNOWN, Check, Facts, plain_rule
from dungviec.law import LawView
from dungviec.law.checks import moves_of
from dungviec.law.facts_history import LEFT_HOW
from dungviec.law.rules import Rule
from dungviec.records.codes import DEGREES, LEADERSHIP_RANK, RATINGS, THEORY
from dungviec.records.dates import add_months


def _short(rank: int | None, least: int) -> bool:
    return rank is not None and rank < least


def file_and_assets(rule: Rule, view: LawView) -> Check:
    names = (
        ("assets_declared",)
        if rule.params.get("assets_only")
        else ("file_complete", "file_verified", "assets_declared", "assets_verified")
    )
    months = rule.params.get("max_file_months")
    oldest = add_months(view.day, -int(months)) if months else None

    def ask(person: Facts, post: Facts, pair: Facts) -> int:
        code = ALLOWED
        for name in names:
            if person[name] is False:
                return FORBIDDEN
            if person[name] is None:
                code = UNKNOWN
        if oldest is not None:
            if person["file_dated"] is None:
                return UNKNOWN
            if person["file_dated"] < oldest:
                return FORBIDDEN
        return code

    return ask


def health(rule: Rule, view: LawView) -> Check:
    months = rule.params.get("max_certificate_months")
    oldest = add_months(view.day, -int(months)) if months else None

    def ask(person: Facts, post: Facts, pair: Facts) -> int:
        if person["health_fit"] is False:
            return FORBIDDEN
        unknown = person["health_fit"] is None
        if oldest is not None and pair["move"] != "lateral_or_lower":
            if person["health_dated"] is None:
                return UNKNOWN
            if person["health_dated"] < oldest:
                return FORBIDDEN
        return UNKNOWN if unknown else ALLOWED

    return ask


def products_match(rule: Rule, view: LawView) -> Check:
    def ask(person: Facts, post: Facts, pair: Facts) -> int:
        matches = person["products_match"]
        return UNKNOWN if matches is None else ALLOWED if matches else FORBIDDEN

    return ask


def no_blocks(rule: Rule, view: LawView) -> Check:
    flags = rule.params["flags"]

    def ask(person: Facts, post: Facts, pair: Facts) -> int:
        code = ALLOWED
        for flag in flags:
            if person[flag]:
                return FORBIDDEN
            if person[flag] is None:
                code = UNKNOWN
        return code

    return ask


def discipline_window(rule: Rule, view: LawView) -> Check:
    lift = {reach: f"lift:{rule.key}:{reach}" for reach in ("higher", "equal_or_higher", "any")}
    doubt = {reach: f"doubt:{rule.key}:{reach}" for reach in lift}
    remedied = f"remedied:{rule.key}" if rule.params.get("needs_remedy") else None
    day = view.day

    def reached(reach: str, person: Facts, post: Facts, move: str) -> bool:
        if move in ("first_leadership", "higher"):
            return True
        if move == "lateral_or_lower":
            return reach == "any" or (reach == "equal_or_higher" and post["target_rank"] == person["current_rank"])
        return False

    def ask(person: Facts, post: Facts, pair: Facts) -> int:
        move, code = pair["move"], ALLOWED
        for reach in lift:
            until, maybe = person[lift[reach]], person[doubt[reach]]
            if until is not None and until > day and reached(reach, person, post, move):
                return FORBIDDEN
            if maybe is not None and maybe > day and reached(reach, person, post, move):
                code = UNKNOWN
        if remedied is not None and move in ("first_leadership", "higher"):
            if person[remedied] is False:
                return FORBIDDEN
            if person[remedied] is None:
                return UNKNOWN
        return code

    return ask


def discipline_without_window(rule: Rule, view: LawView) -> Check:
    return lambda person, post, pair: UNKNOWN if person["unruled_discipline"] else ALLOWED


def flags_without_text(rule: Rule, view: LawView) -> Check:
    speakers = [plain_rule(r, moves_of(r, view), lambda *_: ALLOWED) for r in view.judged if r.check == "no_blocks"]
    named = [set(r.params["flags"]) for r in view.judged if r.check == "no_blocks"]

    def ask(person: Facts, post: Facts, pair: Facts) -> int:
        for flag in rule.params["flags"]:
            if person[flag] and not any(
                flag in flags and speaker.reaches(person, post, pair, strict=True)
                for speaker, flags in zip(speakers, named, strict=True)
            ):
                return UNKNOWN
        return ALLOWED

    return ask


def leaving_without_text(rule: Rule, view: LawView) -> Check:
    speakers = {
        r.params["how"]: plain_rule(r, moves_of(r, view), lambda *_: ALLOWED)
        for r in view.judged
        if r.check == "cooldown"
    }
    months = int(rule.params["months"])
    columns = [(how, f"left_{how}_on", f"left_{how}_rank") for how in LEFT_HOW]

    def ask(person: Facts, post: Facts, pair: Facts) -> int:
        for how, on, rank in columns:
            left = person[on]
            if left is None or add_months(left, months) <= view.day:
                continue
            if person[rank] is not None and post["target_rank"] < person[rank]:
                continue
            if how not in speakers or not speakers[how].reaches(person, post, pair, strict=True):
                return UNKNOWN
        return ALLOWED

    return ask


def post_standard(rule: Rule, view: LawView) -> Check:
    def ask(person: Facts, post: Facts, pair: Facts) -> int:
        code = ALLOWED
        for need, have in (("min_degree", "degree_rank"), ("min_theory", "theory_rank"), ("min_sm", "sm_rank")):
            least = post[need]
            if least is not None:
                if person[have] is None:
                    code = UNKNOWN
                elif person[have] < least:
                    return FORBIDDEN
        fits = pair["major_fits"]
        if fits is None:
            code = UNKNOWN
        elif not fits:
            return FORBIDDEN
        if post["needs_party"]:
            if person["is_party_member"] is None:
                code = UNKNOWN
            elif not person["is_party_member"]:
                return FORBIDDEN
        return code

    return ask


def title_standard(rule: Rule, view: LawView) -> Check:
    p = rule.params
    degree = DEGREES.rank(p["min_degree"]) if "min_degree" in p else None
    theory = THEORY.rank(p["min_theory"])
    assert theory is not None

    def ask(person: Facts, post: Facts, pair: Facts) -> int:
        code = ALLOWED
        if degree is not None:
            if person["degree_rank"] is None:
                code = UNKNOWN
            elif person["degree_rank"] < degree:
                return FORBIDDEN
        have = person["theory_rank"]
        if have is None or have < theory:
            if p.get("or_in_training"):
                return code if person["in_theory_training"] else UNKNOWN
            return UNKNOWN if have is None or p.get("below") == "unknown" else FORBIDDEN
        return code

    return ask


def position_change(rule: Rule, view: LawView) -> Check:
    p = rule.params
    standard, flags = post_standard(rule, view), no_blocks(rule, view) if "flags" in p else None
    least = RATINGS.rank(p["min_prev_rating"]) if "min_prev_rating" in p else None
    failed = RATINGS.rank("failed")

    def code_of(person: Facts, post: Facts, pair: Facts) -> int:
        found = [ALLOWED]
        if p.get("framework"):
            found.append(standard(person, post, pair))
            found.append({1: FORBIDDEN, 0: ALLOWED}.get(pair["framework"], UNKNOWN))
        if least is not None:
            rating = person["prev_rating"]
            found.append(UNKNOWN if rating is None else FORBIDDEN if rating < least else ALLOWED)
        if flags is not None:
            found.append(flags(person, post, pair))
        if p.get("evidence"):
            matches = person["products_match"]
            found.append(UNKNOWN if matches is None else ALLOWED if matches else FORBIDDEN)
        if p.get("needs_ground") and not (person["prev_rating"] == failed or pair["asked"]):
            found.append(UNKNOWN)
        return max(found)

    def ask(person: Facts, post: Facts, pair: Facts) -> int:
        if "step" in p:
            now, target = person["current_rank"], post["target_rank"]
            if now is None:
                return UNKNOWN if p["step"] == "same" else ALLOWED
            step = "higher" if target > now else "same" if target == now else "lower"
            if step != p["step"]:
                return ALLOWED
        return code_of(person, post, pair)

    return ask


def no_text(rule: Rule, view: LawView) -> Check:
    return lambda *_: UNKNOWN


def status_change(rule: Rule, view: LawView) -> Check:
    def ask(person: Facts, post: Facts, pair: Facts) -> int:
        group = person["person_group"]
        return ALLOWED if group is not None and group == post["post_group"] else UNKNOWN

    return ask


def leaves_leadership(rule: Rule, view: LawView) -> Check:
    def ask(person: Facts, post: Facts, pair: Facts) -> int:
        rank = person["current_rank"]
        leads = person["current_post"] is not None and rank is not None and rank >= LEADERSHIP_RANK
        return UNKNOWN if leads else ALLOWED

    return ask


def term_cover(rule: Rule, view: LawView) -> Check:
    default, ceiling = int(rule.params["default_term_months"]), rule.params.get("max_needed_months")
    limits = [add_months(view.counted_from, n) for n in range(241)]
    near = view.settings.near_limit_days

    def ask(person: Facts, post: Facts, pair: Facts) -> int:
        retire = person["retire_on"]
        if retire is None:
            return UNKNOWN
        need = default if post["term_months"] is None else post["term_months"]
        if ceiling:
            need = min(need, int(ceiling))
        need = min(max(need, 0), 240)
        if near > 0 and abs((retire - limits[need]).days) <= near:
            return AUTHORITY
        return FORBIDDEN if person["months_left"] < need else ALLOWED

    return ask


def in_plan(rule: Rule, view: LawView) -> Check:
    higher_counts = view.settings.higher_plan_counts_2020
    local, elsewhere = rule.params["local"], rule.params["elsewhere"]

    def ask(person: Facts, post: Facts, pair: Facts) -> int:
        accepts = local if pair["same_unit"] else elsewhere
        planned = pair["planned_here"]
        if accepts != "this_post":
            planned = planned or pair["planned_equal"]
            if accepts != "equivalent" or higher_counts:
                planned = planned or pair["planned_higher"]
        if planned:
            return ALLOWED
        formed, approved = post["newly_formed"], post["has_approved_plan"]
        new = False if formed is False or approved is True else None if formed is None or approved is None else True
        if new:
            return AUTHORITY
        if not pair["plans_on_file"] or (new is None and rule.exception is None):
            return UNKNOWN
        return FORBIDDEN

    return ask


def months_in_adjacent_post(rule: Rule, view: LawView) -> Check:
    least = int(rule.params["min_months"])

    def ask(person: Facts, post: Facts, pair: Facts) -> int:
        if pair["move"] != "higher" and post["target_rank"] <= LEADERSHIP_RANK:
            return ALLOWED
        if pair["months_adjacent"] >= least:
            return ALLOWED
        return UNKNOWN if person["has_unlevelled"] else FORBIDDEN

    return ask


def last_ratings(rule: Rule, view: LawView) -> Check:
    least, years = RATINGS.rank(rule.params["min_rating"]), int(rule.params["years"])
    assert least is not None

    def ask(person: Facts, post: Facts, pair: Facts) -> int:
        whole = person["rated_n"] >= years and person["rated_gaps"] == 0
        if (whole and _short(person["rated_min"], least)) or _short(person["rated_window_min"], least):
            return FORBIDDEN
        return ALLOWED if whole else UNKNOWN

    return ask


def cooldown(rule: Rule, view: LawView) -> Check:
    p = rule.params
    on, rank = f"left_{p['how']}_on", f"left_{p['how']}_rank"
    months = int(p["months"]) if "months" in p else None
    least = RATINGS.rank(p["min_rating"]) if "min_rating" in p else None

    def ask(person: Facts, post: Facts, pair: Facts) -> int:
        left: date | None = person[on]
        if left is None:
            return ALLOWED
        unknown = person[rank] is None
        reached = bool(p.get("any_leading_post")) or (not unknown and post["target_rank"] >= person[rank])
        if reached and (months is None or add_months(left, months) > view.day):
            return FORBIDDEN
        if least is not None and reached:
            if person["prev_rating"] is None:
                unknown = True
            elif person["prev_rating"] < least:
                return FORBIDDEN
        if "min_months_left" in p:
            if person["months_left"] is None:
                unknown = True
            elif person["months_left"] < int(p["min_months_left"]):
                return FORBIDDEN
        return UNKNOWN if unknown else ALLOWED

    return ask


def still_in_service(rule: Rule, view: LawView) -> Check:
    def ask(person: Facts, post: Facts, pair: Facts) -> int:
        retire = person["retire_on"]
        return UNKNOWN if retire is None else FORBIDDEN if retire < view.day else ALLOWED

    return ask


CHECKS: dict[str, Callable[[Rule, LawView], Check]] = {
    function.__name__: function
    for function in (
        file_and_assets, health, products_match, no_blocks, discipline_window, discipline_without_window, flags_without_text,
        leaving_without_text, post_standard, title_standard, position_change, no_text, status_change, leaves_leadership,
        term_cover, in_plan, months_in_adjacent_post, last_ratings, cooldown, still_in_service,
    )
}  # fmt: skip

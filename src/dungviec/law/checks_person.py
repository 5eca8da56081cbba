"""Checks on the person's file, health and blocks, on discipline, on the post's standard and on what is not on file."""

from __future__ import annotations

from datetime import date

import polars as pl

from dungviec.law.book import LawView
from dungviec.law.checks import always, check, coded, reaches
from dungviec.law.facts import FRAMEWORK_BELOW, FRAMEWORK_MISSING
from dungviec.law.facts_discipline import window_column
from dungviec.law.facts_history import LEFT_HOW
from dungviec.law.rules import Rule, Verdict
from dungviec.records.codes import DEGREES, LEADERSHIP_RANK, RATINGS, THEORY
from dungviec.records.dates import add_months

REACH_MOVES = {
    "higher": ("first_leadership", "higher"),
    "equal_or_higher": ("first_leadership", "higher"),
    "any": ("first_leadership", "higher", "lateral_or_lower"),
}


@check("file_and_assets")
def file_and_assets(rule: Rule, view: LawView) -> pl.Expr:
    """File complete and verified, assets declared and verified, file not older than the rule allows."""
    names = file_parts(rule)
    forbidden = pl.any_horizontal(~pl.col(n) for n in names)
    unknown = pl.any_horizontal(pl.col(n).is_null() for n in names)
    if months := rule.params.get("max_file_months"):
        forbidden = forbidden.fill_null(False) | (pl.col("file_dated") < oldest(view.day, int(months))).fill_null(False)
        unknown = unknown | pl.col("file_dated").is_null()
    return coded(forbidden=forbidden, unknown=unknown)


def file_parts(rule: Rule) -> tuple[str, ...]:
    """The facts a file rule asks."""
    if rule.params.get("assets_only"):
        return ("assets_declared",)
    return ("file_complete", "file_verified", "assets_declared", "assets_verified")


def oldest(day: date, months: int) -> date:
    """The oldest date a paper may bear on ``day``."""
    return add_months(day, -months)


@check("health")
def health(rule: Rule, view: LawView) -> pl.Expr:
    """Fit for work; where a dossier is needed the certificate must be recent enough."""
    forbidden, unknown = ~pl.col("health_fit"), pl.col("health_fit").is_null()
    if months := rule.params.get("max_certificate_months"):
        dossier = pl.col("move") != "lateral_or_lower"
        forbidden = forbidden.fill_null(False) | (
            dossier & (pl.col("health_dated") < oldest(view.day, int(months))).fill_null(False)
        )
        unknown = unknown | (dossier & pl.col("health_dated").is_null())
    return coded(forbidden=forbidden, unknown=unknown)


@check("products_match")
def products_match(rule: Rule, view: LawView) -> pl.Expr:
    """Experience, achievements and products were reviewed as matching."""
    return coded(forbidden=~pl.col("products_match"), unknown=pl.col("products_match").is_null())


@check("no_blocks")
def no_blocks(rule: Rule, view: LawView) -> pl.Expr:
    """None of the named block flags is set; a flag not known is unknown."""
    flags = rule.params["flags"]
    return coded(
        forbidden=pl.any_horizontal(pl.col(f).fill_null(False) for f in flags),
        unknown=pl.any_horizontal(pl.col(f).is_null() for f in flags),
    )


@check("discipline_window")
def discipline_window(rule: Rule, view: LawView) -> pl.Expr:
    """A window of a decision taken under this rule still runs and reaches this move."""
    runs, doubtful = pl.lit(False), pl.lit(False)
    for reach in REACH_MOVES:
        reached = window_reaches(reach)
        runs = runs | (reached & (pl.col(window_column(rule, reach)) > view.day)).fill_null(False)
        doubtful = doubtful | (reached & (pl.col(window_column(rule, reach, doubtful=True)) > view.day)).fill_null(
            False
        )
    if rule.params.get("needs_remedy"):
        remedied = pl.col(f"remedied:{rule.key}")
        reached = window_reaches("higher")
        runs, doubtful = runs | (reached & ~remedied).fill_null(False), doubtful | (reached & remedied.is_null())
    return coded(forbidden=runs, unknown=doubtful)


def window_reaches(reach: str) -> pl.Expr:
    """Whether a window of this reach bears on the pair's move."""
    reached = pl.col("move").is_in(REACH_MOVES[reach])
    if reach == "equal_or_higher":
        same = (pl.col("move") == "lateral_or_lower") & (pl.col("target_rank") == pl.col("current_rank"))
        reached = reached | same.fill_null(False)
    return reached


@check("discipline_without_window")
def discipline_without_window(rule: Rule, view: LawView) -> pl.Expr:
    """A decision, not known to have ended, of a day for which no window is on file."""
    return coded(forbidden=pl.lit(False), unknown=pl.col("unruled_discipline"))


@check("flags_without_text")
def flags_without_text(rule: Rule, view: LawView) -> pl.Expr:
    """A block flag is set of which no rule that reaches the pair says anything on this day."""
    speakers = [r for r in view.judged if r.check == "no_blocks"]
    silent = []
    for flag in rule.params["flags"]:
        spoken = [reaches(r, view, strict=True) for r in speakers if flag in r.params["flags"]]
        set_ = pl.col(flag).fill_null(False)
        silent.append(set_ & ~pl.any_horizontal(spoken) if spoken else set_)
    return coded(forbidden=pl.lit(False), unknown=pl.any_horizontal(silent))


@check("leaving_without_text")
def leaving_without_text(rule: Rule, view: LawView) -> pl.Expr:
    """A leading post was left not long ago, and no waiting time that reaches the pair is on file on this day."""
    speakers = {r.params["how"]: reaches(r, view, strict=True) for r in view.judged if r.check == "cooldown"}
    silent = []
    for how in LEFT_HOW:
        rank = pl.col(f"left_{how}_rank")
        recent = pl.col(f"left_{how}_on").dt.offset_by(f"{int(rule.params['months'])}mo") > view.day
        comes_back = (recent & (rank.is_null() | (pl.col("target_rank") >= rank))).fill_null(False)
        silent.append(comes_back & ~speakers[how] if how in speakers else comes_back)
    return coded(forbidden=pl.lit(False), unknown=pl.any_horizontal(silent))


@check("post_standard")
def post_standard(rule: Rule, view: LawView) -> pl.Expr:
    """The post's own standard: degree, major, political theory, state management, Party membership."""
    below, missing = pl.lit(False), pl.lit(False)
    for need, have in (("min_degree", "degree_rank"), ("min_theory", "theory_rank"), ("min_sm", "sm_rank")):
        below = below | (pl.col(have) < pl.col(need)).fill_null(False)
        missing = missing | (pl.col(need).is_not_null() & pl.col(have).is_null())
    below = below | (~pl.col("major_fits")).fill_null(False)
    missing = missing | pl.col("major_fits").is_null()
    below = below | (pl.col("needs_party") & ~pl.col("is_party_member")).fill_null(False)
    missing = missing | (pl.col("needs_party") & pl.col("is_party_member").is_null())
    return coded(forbidden=below, unknown=missing)


@check("title_standard")
def title_standard(rule: Rule, view: LawView) -> pl.Expr:
    """Least degree and political theory of a leading title; being in training may stand for the theory."""
    p = rule.params
    below, missing = pl.lit(False), pl.lit(False)
    if "min_degree" in p:
        below = below | (pl.col("degree_rank") < DEGREES.rank(p["min_degree"])).fill_null(False)
        missing = missing | pl.col("degree_rank").is_null()
    low = (pl.col("theory_rank") < THEORY.rank(p["min_theory"])).fill_null(False)
    gone = pl.col("theory_rank").is_null()
    if p.get("or_in_training"):
        missing = missing | ((low | gone) & ~pl.col("in_theory_training"))
    elif p.get("below") == "unknown":
        missing = missing | low | gone
    else:
        below, missing = below | low, missing | gone
    return coded(forbidden=below, unknown=missing)


@check("position_change")
def position_change(rule: Rule, view: LawView) -> pl.Expr:
    """A change of position outside leadership: framework and standard, last rating, discipline, proof, or a ground."""
    p = rule.params
    below, missing = pl.lit(False), pl.lit(False)
    if p.get("framework"):
        standard = post_standard(rule, view)
        below = (standard == Verdict.FORBIDDEN) | (pl.col("framework") == FRAMEWORK_BELOW).fill_null(False)
        unassessed = pl.col("framework").fill_null(FRAMEWORK_MISSING) == FRAMEWORK_MISSING
        missing = (standard == Verdict.UNKNOWN) | unassessed
    if "min_prev_rating" in p:
        below = below | (pl.col("prev_rating") < RATINGS.rank(p["min_prev_rating"])).fill_null(False)
        missing = missing | pl.col("prev_rating").is_null()
    if "flags" in p:
        flags = no_blocks(rule, view)
        below, missing = below | (flags == Verdict.FORBIDDEN), missing | (flags == Verdict.UNKNOWN)
    if p.get("evidence"):
        below = below | (~pl.col("products_match")).fill_null(False)
        missing = missing | pl.col("products_match").is_null()
    if p.get("needs_ground"):
        missing = missing | ~ground_for_lower()
    code = coded(forbidden=below, unknown=missing)
    if "step" not in p:
        return code
    # Without a known present level the step is unknown; only the rule for the same step then speaks, as unknown.
    step = position_step()
    unplaced = always(Verdict.UNKNOWN if p["step"] == "same" else Verdict.ALLOWED)
    return pl.when(step == p["step"]).then(code).when(step.is_null()).then(unplaced).otherwise(always(Verdict.ALLOWED))


def position_step() -> pl.Expr:
    """``higher``, ``same``, ``lower`` by level; null when the present level is not known."""
    target, now = pl.col("target_rank"), pl.col("current_rank")
    return (
        pl.when(now.is_null()).then(None)
        .when(target > now).then(pl.lit("higher"))
        .when(target == now).then(pl.lit("same"))
        .otherwise(pl.lit("lower"))
    )  # fmt: skip


def ground_for_lower() -> pl.Expr:
    """A ground for a lower position is on file: last rating 'not completed', or the person asked for the post."""
    return (pl.col("prev_rating") == RATINGS.rank("failed")).fill_null(False) | pl.col("asked")


@check("no_text")
def no_text(rule: Rule, view: LawView) -> pl.Expr:
    """Nothing on file."""
    return always(Verdict.UNKNOWN)


@check("status_change")
def status_change(rule: Rule, view: LawView) -> pl.Expr:
    """The person stands in another service than the post (civil service, public service units), or it is not known."""
    same = pl.col("person_group") == pl.col("post_group")
    return coded(forbidden=pl.lit(False), unknown=~same.fill_null(False))


@check("leaves_leadership")
def leaves_leadership(rule: Rule, view: LawView) -> pl.Expr:
    """A sitting leader is put into a position without a leading post."""
    leading = pl.col("in_post") & (pl.col("current_rank") >= LEADERSHIP_RANK)
    return coded(forbidden=pl.lit(False), unknown=leading)

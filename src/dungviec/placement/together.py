"""May one person hold these two posts? The clause on incompatible posts of the day, or the ground the office names where no text is on file."""

from __future__ import annotations

from dataclasses import dataclass

from dungviec.law import LawView, Verdict
from dungviec.law.answers import Answer, exact, in_force
from dungviec.law.case_titles import functions_of
from dungviec.law.posts_together import may_hold_together
from dungviec.law.rules import Rule
from dungviec.placement.plan import Basis

POSITIONS = "POSCAT-2020-01"
"""NĐ 62/2020 Điều 5: positions of civil servants may be held concurrently. Speaks of positions, not of elected offices."""
_ELECTED = (
    "council_chair",
    "council_standing",
    "council_board_head",
    "committee_chair",
    "committee_deputy_chair",
    "committee_member",
)
_TIERS = {"ward": "commune", "commune": "commune", "department": "province", "province": "province"}


@dataclass(frozen=True, slots=True)
class PostFacts:
    """What the clause asks of a post: id, title, the codes of what it is, its unit, place and tier, whether it heads its unit."""

    post_id: str
    title: str
    codes: tuple[str, ...]
    unit: str
    place: str
    tier: str
    heads: bool


@dataclass(frozen=True, slots=True)
class Ground:
    """Whether two posts may be one person's, in words, and the clause (or the office's own decision) it rests on."""

    verdict: Verdict
    vi: str
    en: str
    basis: Basis | None


def post_facts(
    *, post_id: str, title: str, functions: tuple[str, ...], role: str | None, unit: str, unit_kind: str, place: str
) -> PostFacts:
    """The facts of one post; its codes come from its functions, its title and, for heads of divisions, their office."""
    codes = [*functions, *functions_of(title)]
    if role == "head" and unit_kind in ("division", "department"):
        codes.append("committee_agency_head")
    tier = _TIERS.get(unit_kind, "district")
    return PostFacts(post_id, title, tuple(dict.fromkeys(codes)), unit, place, tier, role == "head")


def ground_for(view: LawView, one: PostFacts, other: PostFacts, *, office_basis: str = "") -> Ground:
    """The answer of the law of the day for two posts.

    Before the Law on local government of 2025 no clause on incompatible posts is on file: two ordinary positions then rest on the classing of
    positions (while that is in force), anything else is unknown unless the office names its own ground (``office_basis``), which stands marked as such.
    """
    answer = _answer(view, one, other)
    said = f"«{one.title}» và «{other.title}»: {answer.vi}", f"'{one.title}' and '{other.title}': {answer.en}"
    if answer.value is None:
        if not office_basis:
            return Ground(Verdict.UNKNOWN, *said, None)
        basis = Basis("OFFICE", office_basis, "", "OFFICE")
        return Ground(Verdict.ALLOWED, f"Theo {office_basis}", f"By {office_basis}", basis)
    assert answer.rule is not None
    basis = Basis(answer.rule.id, answer.rule.instrument, answer.rule.article, answer.rule.confidence)
    return Ground(Verdict.ALLOWED if answer.value else Verdict.FORBIDDEN, *said, basis)


def _answer(view: LawView, one: PostFacts, other: PostFacts) -> Answer[bool]:
    found = may_hold_together(view, one.codes, other.codes, same_level=one.tier == other.tier)
    if found.known or set(_ELECTED) & {*one.codes, *other.codes}:
        return found
    rule = in_force(view, POSITIONS)
    if rule is None:
        return found
    return Answer(True, rule, "Vị trí việc làm được bố trí kiêm nhiệm.", "Positions may be held concurrently.")


@dataclass(frozen=True, slots=True)
class Allowance:
    """What the second post brings in pay, in words, with its clause; ``basis`` None where no text is on file or none is due."""

    vi: str
    en: str
    basis: Basis | None


def allowance_for(view: LawView, main: PostFacts, second: PostFacts) -> Allowance:
    """The allowance clause for holding ``second`` besides ``main``; only one allowance is paid however many posts are held."""
    if second.tier == "commune":
        rule = in_force(view, "KN-2019-01", "KN-2023-01")
        if rule is None:
            vi = f"Phụ cấp kiêm nhiệm cấp xã: chưa có văn bản trong kho cho ngày {view.day:%d/%m/%Y}."
            return Allowance(vi, f"Concurrent allowance in communes: no text on file for {view.day:%d/%m/%Y}.", None)
        share = _share(rule)
        vi = f"Phụ cấp {share} % bậc 1 cộng phụ cấp chức vụ của chức danh kiêm, nếu giảm được 1 người; chỉ hưởng một mức."
        en = f"{share} % of step 1 and position allowance of the second title, where one person is saved; paid once."
        return Allowance(vi, en, _basis(rule))
    rule = in_force(view, "KN-2004-01")
    if rule is not None and second.heads and second.unit != main.unit:
        share = _share(rule)
        vi = f"Phụ cấp {share} % khi đứng đầu đơn vị khác có chỉ tiêu người đứng đầu chuyên trách; chỉ hưởng một mức."
        en = f"{share} % for heading another body that budgets a full-time head; paid once."
        return Allowance(vi, en, _basis(rule))
    return Allowance(
        "Không thuộc diện phụ cấp kiêm nhiệm có văn bản trong kho.", "No concurrent allowance on file applies.", None
    )


def _share(rule: Rule) -> str:
    return f"{float(exact(rule.params['share']) * 100):g}"


def _basis(rule: Rule) -> Basis:
    return Basis(rule.id, rule.instrument, rule.article, rule.confidence)

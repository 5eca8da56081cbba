"""Cases on the steps of an appointment: votes in the four-step procedure, and acting heads."""

from __future__ import annotations

from fractions import Fraction

from dungviec.law.book import LawView
from dungviec.law.case_actions import ALLOWED, AUTHORITY, FORBIDDEN, lacks, no_text, one_finding, reached
from dungviec.law.case_answer import CaseAnswer
from dungviec.law.case_model import Case
from dungviec.law.case_read import CaseError
from dungviec.law.explain import finding_of
from dungviec.law.reasons import Reason
from dungviec.law.rules import Verdict
from dungviec.records.dates import add_months, period_end, whole_months
from dungviec.records.vietnamese import format_date


def vote_step(case: Case, view: LawView) -> CaseAnswer:
    """One step of the four-step procedure: who wins or goes on, a tie for the head, or back to the authority.

    Steps 1, 2 and 4 count on people summoned, step 3 on people present; a share is never rounded before it is compared.
    """
    a = case.action
    if a.purpose == "extension":
        return _extension_vote(case, view)
    rule = reached(view, case, "win_over")
    if rule is None:
        return no_text(case)
    base_name = "present" if a.step == 3 else "summoned"
    base = a.present if a.step == 3 else a.summoned
    missing = [n for n, v in (("step", a.step), (base_name, base), ("votes", a.votes)) if v is None]
    if missing or a.step is None or base is None or a.votes is None:
        return lacks(case, rule, missing)
    votes = _counted(case, base_name, base)
    shares = {name: Fraction(n, base) for name, n in votes.items()}
    top = max(shares.values())
    first = sorted(name for name, share in shares.items() if share == top)
    win, enough = Fraction(str(rule.params["win_over"])), Fraction(str(rule.params["advance_from"]))
    go_on = sorted((n for n, s in shares.items() if s >= enough), key=lambda n: (-shares[n], n))
    facts = {"step": str(a.step), "base": str(base), "votes": str(max(votes.values())), "share": f"{float(top):.4f}"}
    facts |= {f"share_{n}": f"{float(s):.4f}" for n, s in shares.items()} if len(shares) > 1 else {}
    what = f"{max(votes.values())}/{base} ({float(top):.1%})"
    if top > win and len(first) == 1:
        facts["chosen"] = first[0]
        return one_finding(case, rule, ALLOWED, "passes", f"Đạt {what}, trên 50%.", f"{what}: over 50 %.", facts)
    if a.step == 4 and top >= win:
        told = (
            ("Đúng 50%", "Exactly 50 %") if top == win else ("Nhiều người ngang phiếu", "Several with the same votes")
        )
        return one_finding(
            case, rule, AUTHORITY, "head_decides", f"{told[0]} ({what}): người đứng đầu quyết định.",
            f"{told[1]} ({what}): the head decides.", facts,
        )  # fmt: skip
    if top > win:
        return one_finding(
            case, rule, AUTHORITY, "tie", f"Nhiều người cùng {what}; báo cáo cấp có thẩm quyền.",
            f"Several with the same {what}; reported to the authority.", facts,
        )  # fmt: skip
    if a.step in (1, 2) and go_on:
        facts["advance"] = ", ".join(go_on)
        return one_finding(
            case, rule, ALLOWED, "advance", f"Không ai trên 50%; vào bước sau (từ 30%): {', '.join(go_on)}.",
            f"Nobody over 50 %; from 30 % on they advance: {', '.join(go_on)}.", facts,
        )  # fmt: skip
    return one_finding(
        case, rule, FORBIDDEN, "stops", f"Cao nhất {what}, không đạt: dừng quy trình, báo cáo cấp có thẩm quyền.",
        f"Highest {what}, not enough: the procedure stops and goes back to the authority.", facts,
    )  # fmt: skip


def _extension_vote(case: Case, view: LawView) -> CaseAnswer:
    """The leadership's secret ballot on an extension to retirement: over half, exactly half is for the head."""
    a = case.action
    rule = reached(view, case, "vote_over")
    if rule is None:
        return no_text(case)
    if a.summoned is None or a.votes is None:
        return lacks(case, rule, [n for n, v in (("summoned", a.summoned), ("votes", a.votes)) if v is None])
    votes = max(_counted(case, "summoned", a.summoned).values())
    share, over = Fraction(votes, a.summoned), Fraction(str(rule.params["vote_over"]))
    facts = {"base": str(a.summoned), "votes": str(votes), "share": f"{float(share):.4f}"}
    verdict, outcome = (
        (ALLOWED, "passes") if share > over else (AUTHORITY, "head_decides") if share == over else (FORBIDDEN, "stops")
    )
    what = f"{votes}/{a.summoned} ({float(share):.1%})"
    return one_finding(
        case, rule, verdict, outcome, f"Phiếu đồng ý kéo dài: {what}; cần trên 50%, đúng 50% do người đứng đầu quyết định.",
        f"For the extension: {what}; over 50 % is needed, exactly 50 % is decided by the head.", facts,
    )  # fmt: skip


def _counted(case: Case, base_name: str, base: int) -> dict[str, int]:
    """The votes by name, which must fit those summoned and present. Raises CaseError where they do not."""
    a = case.action
    if a.present is not None and a.summoned is not None and a.present > a.summoned:
        raise CaseError(
            f"{case.id}: «present» {a.present} lớn hơn «summoned» {a.summoned}; hãy sửa một trong hai.",
            "More present than summoned: correct one of them.",
            ("action", "present"),
        )
    votes = _by_name(a.votes or 0)
    if base == 0 or not votes or min(votes.values()) < 0 or max(votes.values()) > base:
        raise CaseError(
            f"{case.id}: số phiếu {list(votes.values())} không khớp với {base} người ({base_name}); mỗi số phiếu phải từ 0 đến {base}, "
            f"hãy sửa «votes» hoặc «{base_name}».",
            f"Votes must lie between 0 and {base}: correct votes or {base_name}.",
            ("action", "votes"),
        )
    return votes


def _by_name(votes: int | list[int] | dict[str, int]) -> dict[str, int]:
    if isinstance(votes, dict):
        return votes
    return {str(i): n for i, n in enumerate([votes] if isinstance(votes, int) else votes, 1)}


def continue_acting(case: Case, view: LawView) -> CaseAnswer:
    """Whether an acting head may go on acting on the day: twelve months, the head's long absence, the clean-up of 2026."""
    f, day = case.facts, case.action.date
    rule = reached(view, case, "acting_max_months")
    if rule is None:
        return no_text(case)
    post = f.current_post
    if post is None or post.since is None:
        return lacks(case, rule, ("current_post" if post is None else "current_post.since",))
    most = int(rule.params["acting_max_months"])
    limit, months = add_months(post.since, most), whole_months(post.since, day)
    facts = {
        "acting_since": post.since.isoformat(),
        "months_acting": str(months),
        "last_day": period_end(post.since, most).isoformat(),
    }
    told = f"từ {format_date(post.since)}", f"since {post.since.isoformat()}"
    if day < limit:
        return one_finding(
            case, rule, ALLOWED, "continue", f"Giao quyền {told[0]}, {months} tháng; được đến hết {format_date(period_end(post.since, most))}.",
            f"Acting {told[1]}, {months} months; until {facts['last_day']}.", facts,
        )  # fmt: skip
    if (f.head_absent_months or 0) > most:
        return one_finding(
            case, rule, ALLOWED, "head_absent", f"Cấp trưởng vắng mặt {f.head_absent_months} tháng, trên {most} tháng.",
            f"The head is absent {f.head_absent_months} months, over {most}.", facts,
        )  # fmt: skip
    turn, clean_up = rule.params["clean_up_over_on"], rule.params["clean_up_by"]
    if limit < turn and day <= clean_up:
        return one_finding(
            case, rule, ALLOWED, "settle", f"Đã quá {most} tháng tại {format_date(turn)}: phải xử lý xong đến hết {format_date(clean_up)}.",
            f"Over {most} months on {turn}: to be settled by {clean_up}.", {**facts, "clean_up_by": clean_up.isoformat()},
        )  # fmt: skip
    if turn <= limit < rule.from_:
        reason = Reason(
            f"Đủ {most} tháng trong khoảng {format_date(turn)} đến trước {format_date(rule.from_)}: văn bản không nói rõ.",
            f"Twelve months were reached between {turn} and {rule.from_}: the text does not say.", facts, missing=("rule_text",),
        )  # fmt: skip
        return CaseAnswer(
            case.id, "unknown", (finding_of(rule, Verdict.UNKNOWN, reason),), ("rule_text",), "unknown", facts
        )
    return one_finding(
        case, rule, FORBIDDEN, "end", f"Giao quyền {told[0]} đã đủ {most} tháng, không gia hạn.",
        f"Acting {told[1]} has reached {most} months and is not extended.", facts,
    )  # fmt: skip

"""The papers of a decision and of a packet: from what is on file and the law of the day to Word, PDF and the screen."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

import polars as pl
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from dungviec.documents.decisions import (
    Filled,
    Issue,
    Move,
    Paper,
    Source,
    Sources,
    Value,
    Values,
    bases_of,
    bases_of_rules,
    basis_lines,
    decision_values,
    fill,
    kind_words,
    letterhead,
    list_row,
    symbol_of,
    write_packet,
)
from dungviec.law import Judgement, Verdict
from dungviec.law.marks import cited, in_brackets
from dungviec.office.decisions.agencies import issuer_of, proposer_of, proposing_head
from dungviec.office.decisions.checks import Desk
from dungviec.office.decisions.elsewhere import ELSEWHERE
from dungviec.office.decisions.models import Decision, Packet, State
from dungviec.office.decisions.templates_folder import template
from dungviec.office.law.standing import standing, standing_of
from dungviec.office.registry.selectors import office_day, snapshot
from dungviec.records.vietnamese import format_date

_WORDS = {Verdict.ALLOWED: "Đạt", Verdict.NEEDS_AUTHORITY: "Cần cấp có thẩm quyền", Verdict.UNKNOWN: "Chưa đủ dữ kiện", Verdict.FORBIDDEN: "Không đạt"}  # fmt: skip


def move_of(one: Decision) -> Move:
    """A decision as its paper tells it."""
    here = snapshot(signing_day(one))
    person = next(iter(here.people.filter(pl.col("person_id") == one.person_id).to_dicts()), {})
    post = next(iter(here.posts.filter(pl.col("post_id") == one.to_post_id).to_dicts()), {})
    old = one.replaces
    replaces = f"Quyết định số {old.symbol} ngày {format_date(old.signed_on)}" if old and old.signed_on else ""
    return Move(
        one.kind, one.person_id, one.person_name, person.get("sex"), person.get("born"), person.get("category"),
        one.from_title, one.from_unit, one.to_title, one.to_unit, one.effective, one.until,
        post.get("term_months") if one.kind == "appointment" else None, reason=one.reason, course=one.course,
        school=one.school, cost=one.cost, replaces=replaces,
    )  # fmt: skip


def decision_paper(one: Decision, *, sources: Sources | None = None, desk: Desk | None = None) -> Filled:
    """The paper of one decision, from the template in use. ``sources`` links every word to where it comes from."""
    if one.kind in ELSEWHERE:
        return ELSEWHERE[one.kind].paper(one, sources)
    return fill(template(one.kind), _values(one, desk or Desk([one], one.signed_on)), sources=sources)


def review_paper(one: Decision, judgement: Judgement | None, told: Any) -> Filled:
    """The review of conditions: every rule that reaches the pair, what the file shows, the verdict.

    ``told`` says of a finding whether the reader may know it (the gate's ``may_tell``).
    """
    day = signing_day(one)
    move, issuer = move_of(one), proposer_of(one.agency)
    checks = one.packet.submission_signer if one.packet and one.packet.submission_number else ""
    values = decision_values(
        move,
        issuer=issuer,
        issue=Issue(None, day, checks or proposing_head(one.agency, day)),
        bases=[],
        recipients=["Người đề nghị", "Lưu: VT, hồ sơ cán bộ"],
    )
    findings = judgement.findings if judgement else ()
    rows = []
    for number, f in enumerate(findings, 1):
        seen = told(f)
        source = Source("law", f"{f.rule_id} {f.clause}: {cited(f)}")
        rows.append({
            "stt": Value(str(number)),
            "quy_dinh": Value(f"{f.statement_vi}\n{in_brackets(f)}".strip(), source),
            "ho_so": Value(f.reason_vi if seen else "(không hiển thị)", Source("record", f"Hồ sơ {one.person_id}")),
            "ket_luan": Value(_WORDS[f.verdict] if seen else "(không hiển thị)"),
        })  # fmt: skip
    verdict = judgement.verdict if judgement else None
    return fill(template("review"), values.with_places(
        so_ky_hieu=Value(symbol_of("review", issuer, None)), viec=Value(f"Rà soát điều kiện {kind_words(one.kind).lower()}"),
        ngay_luat=Value(format_date(day)), ngay_ho_so=Value(format_date(day)), ds=rows,
        ket_luan=Value(_WORDS[verdict] if verdict is not None else "không có quy định nào trong kho xét loại việc này theo cặp người và vị trí"),
        con_thieu=Value(", ".join(judgement.missing) if judgement else ""),
        ngoai_le=Value(f"{one.exception} ({one.exception_paper})" if one.exception else ""),
    ))  # fmt: skip


def handover_paper(one: Decision) -> Filled:
    """The minutes of handing over a post: the checklist as it stands, with who ticked what and when; who receives is left to sign."""
    day = signing_day(one)
    items = list(one.handover.all())
    values = decision_values(move_of(one), issuer=issuer_of(one.agency), issue=Issue(None, None), bases=[])
    kept = Source("record", f"Danh mục bàn giao của quyết định {one.symbol or one.pk}", f"/quyet-dinh/{one.pk}/")
    rows = [{
        "stt": Value(str(number)), "noi_dung": Value(item.words, kept),
        "ngay": Value(format_date(localdate(item.done_at)) if item.done_at else "chưa", kept), "nguoi": Value(item.done_by, kept),
    } for number, item in enumerate(items, 1)]  # fmt: skip
    left = [item.words for item in items if not item.done_at]
    return fill(template("handover"), values.with_places(
        so_ky_hieu=Value(symbol_of("handover", proposer_of(one.agency), None)), viec=Value(kind_words(one.kind).lower()),
        so_quyet_dinh=Value(f"Quyết định số {one.symbol} ngày {format_date(day)}" if one.symbol else "dự thảo quyết định"),
        han=Value(format_date(items[0].due) if items else ""), ds=rows, con_lai=Value("; ".join(left).lower() if left else "không"),
    ))  # fmt: skip


def packet_papers(packet: Packet, decisions: Sequence[Decision], told: Any) -> list[Paper]:
    """Submission, list, every decision and its review, one sheet of sources: what one click puts into the archive."""
    desk = Desk(decisions)
    moves = [move_of(d) for d in decisions]
    sources = Sources()
    papers = [
        Paper(f"00 to trinh {packet.title}", _submission(packet, decisions, moves, desk).word),
        Paper(f"01 danh sach {packet.title}", _list(packet, decisions, moves).word),
    ]
    for number, one in enumerate(decisions, 2):
        name = f"{number:02d} {kind_words(one.kind)} {one.person_name}"
        values = _values(one, desk)
        papers.append(Paper(name, fill(template(one.kind), values).word))
        review = review_paper(one, desk.judged.get(one.pk), lambda f, d=one: told(d, f))
        papers.append(Paper(f"{name} ra soat", review.word))
        fill(template(one.kind), values, sources=sources, annex=False)
    papers.append(Paper("99 nguon so lieu va can cu", sources.alone(packet.agency.place)))
    return papers


def packet_archive(packet: Packet, decisions: Sequence[Decision], told: Any) -> bytes:
    """The packet as a zip of Word and PDF."""
    return write_packet(packet_papers(packet, decisions, told))


def _values(one: Decision, desk: Desk) -> Values:
    day = signing_day(one)
    law = standing_of(one.law_mark) if one.law_mark else standing()
    view = law.on(day)
    move = move_of(one)
    judgement = desk.judged.get(one.pk)
    higher = judgement is not None and judgement.move in ("first_leadership", "higher")
    managed = any(p.get("party_managed") for p in (desk.posts.get(one.to_post_id),) if p)
    bases = bases_of(
        view,
        one.kind,
        category=_category(move, desk.posts.get(one.to_post_id)),
        party_managed=bool(managed),
        higher=higher,
    )
    if not bases and judgement is not None:
        ids = {(f.rule_id, f.clause) for f in judgement.findings if f.instrument}
        bases = bases_of_rules(r for r in view.rules() if (r.id, r.clause) in ids and not r.applies_to.party_managed)[
            :3
        ]
    return decision_values(
        move, issuer=issuer_of(one.agency), issue=Issue(one.number, one.signed_on, one.signer), bases=bases, proposal=_proposal(one)
    )  # fmt: skip


def _category(move: Move, post: dict[str, Any] | None) -> str:
    """The law's category of the post led to, else of the person."""
    return str((post or {}).get("category") or move.category or "civil_servant")


def _proposal(one: Decision) -> Value:
    packet = one.packet
    words = f"Theo đề nghị của Trưởng {one.agency.proposer}"
    if packet is not None and packet.submission_number and packet.submitted_on:
        words += f" tại Tờ trình số {packet.submission_number}/TTr-{one.agency.proposer_symbol} ngày {format_date(packet.submitted_on)}"
    return Value(words, Source("entry", "Cơ quan trình, sổ số tờ trình"))


def _submission(packet: Packet, decisions: Sequence[Decision], moves: Sequence[Move], desk: Desk) -> Filled:
    issuer, proposer = issuer_of(packet.agency), proposer_of(packet.agency)
    issue = Issue(packet.submission_number, packet.submitted_on, _submits(packet))
    places = letterhead("submission", proposer, issue, ["Như trên", "Lưu: VT"])
    rows = []
    for number, (one, move) in enumerate(zip(decisions, moves, strict=True), 1):
        judged = desk.judged.get(one.pk)
        rows.append(list_row(number, move, review=_WORDS[judged.verdict] if judged else "Theo quy trình"))
    view = standing().on(office_day())
    bases = [b for one in decisions for b in bases_of(view, one.kind, category="civil_servant")]
    unique = list({b.words: b for b in bases}.values())
    return fill(template("submission"), Values({
        **places, "viec": Value(packet.title[:1].lower() + packet.title[1:]), "kinh_gui": Value(_plain(issuer.authority, packet.agency.place)),
        "can_cu": basis_lines(unique, matter=packet.title, day=format_date(office_day())), "co_quan_thuong": Value(packet.agency.proposer),
        "so_truong_hop": Value(f"{len(rows):02d}", Source("computed", "Đếm các quyết định của đợt")), "ds": rows, "ly_do": Value(""),
    }))  # fmt: skip


def _submits(packet: Packet) -> str:
    """Whose name stands below the submission: kept from the day it was submitted; before, whoever heads the body today."""
    return packet.submission_signer or proposing_head(packet.agency, packet.submitted_on or office_day())


def _list(packet: Packet, decisions: Sequence[Decision], moves: Sequence[Move]) -> Filled:
    proposer = proposer_of(packet.agency)
    number = f"{packet.submission_number or '……'}/TTr-{packet.agency.proposer_symbol}"
    day = f" ngày {format_date(packet.submitted_on)}" if packet.submitted_on else ""
    places = letterhead("list", proposer, Issue(None, packet.submitted_on, _submits(packet)), ["Như tờ trình"])
    rows = [list_row(n, move, symbol=one.symbol) for n, (one, move) in enumerate(zip(decisions, moves, strict=True), 1)]
    return fill(template("list"), Values({
        **places, "viec": Value(packet.title), "kem_theo": Value(f"Tờ trình số {number}{day}"), "ds": rows,
        "so_truong_hop": Value(f"{len(rows):02d}"),
    }))  # fmt: skip


def _plain(words: str, place: str) -> str:
    """Capitals of a letterhead as a sentence writes them: «Chủ tịch Ủy ban nhân dân thành phố Cẩm Phả»."""
    low = words.lower().replace("\n", " ")
    return (low[:1].upper() + low[1:]).replace("ủy ban", "Ủy ban").replace(place.lower(), place)


def kept(decisions: Sequence[Decision]) -> list[Decision]:
    """Those that were not dropped."""
    return [d for d in decisions if d.state not in (State.DROPPED, State.UNDONE)]


def file_title(one: Decision) -> str:
    """The name of a paper's file."""
    return f"{one.symbol or _('du thao')} {kind_words(one.kind)} {one.person_name}"


def signing_day(one: Decision) -> date:
    """The day the law is asked of."""
    return one.signed_on or office_day()

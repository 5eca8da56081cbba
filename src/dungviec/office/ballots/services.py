"""The course of a vote: made, slips given out, the box opened for casting, counted, carried into its procedure.

What is done under a name stands in the ledger. Casting is done under no name: :func:`cast` writes the box and nothing else.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

import polars as pl
from django.db import transaction
from django.utils.translation import gettext as _

from dungviec.ballots import PaperVotes, Question, SigningKey, Slip, count, new_box_key, unlock
from dungviec.ballots.counting import SMALLEST_GROUP
from dungviec.office.access import ledger
from dungviec.office.access.models import User
from dungviec.office.ballots import covers
from dungviec.office.ballots.faults import VoteRefused, told
from dungviec.office.ballots.models import Phase, SealedBox, Vote, Voter, Way
from dungviec.office.ballots.wiping import forget, overwrite
from dungviec.office.decisions import procedures as runs
from dungviec.office.decisions.models import Procedure
from dungviec.office.registry.selectors import office_day, snapshot
from dungviec.procedures import Count
from dungviec.records.vietnamese import name_sort_text


@dataclass(frozen=True, slots=True)
class Plan:
    """What is asked for when a vote is made: identifiers of those on the ballot and of those on the roll."""

    title: str
    form: str
    candidates: Sequence[str]
    roll: Sequence[str]
    smallest: int = SMALLEST_GROUP
    committee: str = ""
    procedure: Procedure | None = None
    step: str = ""


@transaction.atomic
def make(plan: Plan, *, by: User) -> Vote:
    """A vote being prepared. Raises VoteRefused for somebody not on file, too short a roll, or a ballot that cannot be."""
    people = snapshot(office_day()).people.filter(pl.col("person_id").is_in([*plan.candidates, *plan.roll]))
    names: dict[str, str] = dict(people.select("person_id", "name").iter_rows())
    posts = dict(snapshot(office_day()).current_tenures.filter((pl.col("kind") == "main") & pl.col("person_id").is_in(list(plan.candidates))).select("person_id", "title").iter_rows())  # fmt: skip
    stranger = next((p for p in (*plan.candidates, *plan.roll) if p not in names), None)
    if stranger is not None:
        raise VoteRefused(_("Không có cán bộ mã «%s».") % stranger[:40])
    if not plan.title.strip():
        raise VoteRefused(_("Xin đặt tên cuộc bỏ phiếu."))
    if plan.smallest < SMALLEST_GROUP:
        raise VoteRefused(_("Số phiếu ít nhất để mở hòm không dưới %d: ít hơn thì lộ ý kiến từng người.") % SMALLEST_GROUP)  # fmt: skip
    roll = list(dict.fromkeys(plan.roll))
    if len(roll) < plan.smallest:
        raise VoteRefused(_("Danh sách có %(n)d người, cần ít nhất %(m)d: nhóm nhỏ hơn không giữ kín được.") % {"n": len(roll), "m": plan.smallest})  # fmt: skip
    with told():
        Question(plan.form, tuple(plan.candidates))
    made = Vote.objects.create(
        title=plan.title.strip()[:160], form=plan.form, smallest=plan.smallest, committee=plan.committee.strip()[:200],
        candidates=[[p, names[p], posts.get(p) or ""] for p in plan.candidates], procedure=plan.procedure, step=plan.step, made_by=by, made_on=office_day(),
    )  # fmt: skip
    rows = [Voter(vote=made, person_id=p, person_name=names[p], sort_key=name_sort_text(names[p])) for p in roll]
    Voter.objects.bulk_create(sorted(rows, key=lambda v: (v.sort_key, v.person_id)))
    SealedBox.objects.create(vote=made)
    ledger.record(by.username, "make_vote", kind="vote", subject=str(made.pk), roll=len(roll))
    return made


@transaction.atomic
def give_out(pk: int, *, first: str, second: str, by: User) -> Vote:
    """Begin to give out slips: the signing key is made and the box locked with the words of two members of the committee."""
    one = _locked(pk, Phase.DRAFT)
    with told():
        one.box_public, one.box_locked = new_box_key(first, second)
    key = SigningKey.new()
    one.signing_key, one.signing_public, one.phase = (
        covers.covered_signing_key(one, key.pem),
        key.public_pem,
        Phase.ISSUING,
    )
    one.save()
    ledger.record(by.username, "give_out_slips", kind="vote", subject=str(pk), key=fingerprint(one))
    return one


@transaction.atomic
def take_slip(pk: int, person_id: str, blinded: bytes, *, by: User) -> bytes:
    """Sign the blinded slip of somebody on the roll: once. The same value sent again is signed again, another is refused."""
    one = _locked(pk, Phase.ISSUING)
    voter = Voter.objects.select_for_update().filter(vote=one, person_id=person_id).first()
    if voter is None:
        raise VoteRefused(_("Anh/chị không có tên trong danh sách bỏ phiếu này."))
    mark = hashlib.sha256(blinded).hexdigest()
    if voter.way == Way.PAPER:
        raise VoteRefused(_("Anh/chị đã nhận phiếu giấy."))
    if voter.way == Way.BROWSER and voter.blinded != mark:
        raise VoteRefused(_("Anh/chị đã nhận phiếu rồi; mỗi người một phiếu. Phiếu nằm ở trình duyệt hoặc tệp đã lưu."))
    with told():
        signed = SigningKey(covers.signing_key(one)).sign_blinded(blinded)
    if voter.way == Way.NONE:
        voter.way, voter.blinded = Way.BROWSER, mark
        voter.save(update_fields=["way", "blinded"])
        ledger.record(by.username, "take_slip", kind="vote", subject=str(pk))
    return signed


@transaction.atomic
def hand_paper(pk: int, person_id: str, *, by: User) -> None:
    """Put down that somebody was handed a paper slip, or (asked again) that it was given back before the casting."""
    one = _locked(pk, Phase.ISSUING)
    voter = Voter.objects.select_for_update().filter(vote=one, person_id=person_id).first()
    if voter is None or voter.way == Way.BROWSER:
        raise VoteRefused(_("Người này không có trong danh sách, hoặc đã nhận phiếu điện tử."))
    voter.way = Way.NONE if voter.way == Way.PAPER else Way.PAPER
    voter.save(update_fields=["way"])
    ledger.record(by.username, "hand_paper", kind="vote", subject=str(pk), person=person_id, way=voter.way)


@transaction.atomic
def open_box(pk: int, *, by: User) -> Vote:
    """End the giving out and begin the casting; the signing key is destroyed, so that no slip can be made any more."""
    one = _locked(pk, Phase.ISSUING)
    one.given_out = one.voters.filter(way=Way.BROWSER).count()
    if 0 < one.given_out < one.smallest:
        raise VoteRefused(_("Mới có %(n)d người nhận phiếu điện tử, cần ít nhất %(m)d để giữ kín. Xin chờ thêm, hoặc dùng phiếu giấy.") % {"n": one.given_out, "m": one.smallest})  # fmt: skip
    if not one.voters.exclude(way=Way.NONE).exists():
        raise VoteRefused(_("Chưa ai nhận phiếu."))
    one.signing_key, one.phase = "", Phase.CASTING
    covers.make(one.code, "box")
    overwrite()
    one.save()
    covers.destroy_later(one.code, "slips")
    forget(whole=True)
    ledger.record(by.username, "open_box", kind="vote", subject=str(pk), given_out=one.given_out)
    return one


@transaction.atomic
def cast(code: str, slip: Slip) -> str:
    """Put a ballot into the box and answer with its receipt. No name, no ledger line, no time: only the one row of the box changes."""
    one = Vote.objects.filter(code=code).first()
    if one is None or one.phase != Phase.CASTING:
        raise VoteRefused(_("Hòm phiếu không mở: chưa đến giờ bỏ phiếu, hoặc đã kiểm phiếu."))
    box = SealedBox.objects.select_for_update().get(vote=one)
    if Vote.objects.values_list("phase", flat=True).get(pk=one.pk) != Phase.CASTING:
        raise VoteRefused(_("Hòm phiếu không mở: chưa đến giờ bỏ phiếu, hoặc đã kiểm phiếu."))
    before = covers.inside(one, box)
    with told():
        after = before.put(slip, one.signing_public)
    if after != before:
        overwrite()
        covers.put_back(one, box, after)
        forget(whole=False)
    return slip.receipt


@dataclass(frozen=True, slots=True)
class Opening:
    """What the committee brings to the count: its two words, the paper totals, the minutes, who was present."""

    first: str = ""
    second: str = ""
    paper: PaperVotes = field(default_factory=PaperVotes)
    minutes: str = ""
    present: int | None = None


@transaction.atomic
def count_box(pk: int, opening: Opening, *, by: User) -> Vote:
    """Open the box and count. Afterwards the ballots, every key (that of the cover too) and the marks of the blinded slips are destroyed; totals and receipts stay.

    Raises VoteRefused for wrong words, too few ballots, forged slips, paper totals that cannot be, or no minutes.
    """
    box = SealedBox.objects.select_for_update().get(vote_id=pk)
    one = _locked(pk, Phase.CASTING)
    on_paper = one.voters.filter(way=Way.PAPER).count()
    if not opening.minutes.strip():
        raise VoteRefused(_("Xin ghi số, ngày biên bản kiểm phiếu."))
    if opening.paper.handed_out != on_paper:
        raise VoteRefused(_("Danh sách ghi %(n)d người nhận phiếu giấy, biên bản ghi phát ra %(m)d.") % {"n": on_paper, "m": opening.paper.handed_out})  # fmt: skip
    received = one.given_out + on_paper
    present = received if opening.present is None else opening.present
    roll = one.voters.count()
    if not received <= present <= roll:
        raise VoteRefused(_("Số có mặt %(n)d phải từ số phiếu phát ra (%(a)d) đến số người trong danh sách (%(b)d).") % {"n": present, "a": received, "b": roll})  # fmt: skip
    inside = covers.inside(one, box)
    with told():
        key = unlock(one.box_locked, opening.first, opening.second) if inside.slips else None
        found = count(
            question_of(one), inside, key, public_pem=one.signing_public, given_out=one.given_out, paper=opening.paper,
            smallest=one.smallest,
        )  # fmt: skip
    one.result = {
        "roll": roll, "present": present, "given_out": received, "on_paper": on_paper, "collected": found.collected, "valid": found.valid,
        "spoilt": found.spoilt, "marks": {p: list(m) for p, m in found.marks.items()},
    }  # fmt: skip
    one.receipts, one.minutes, one.counted_on = list(found.receipts), opening.minutes.strip()[:80], office_day()
    one.phase = Phase.COUNTED
    _destroy(one, box)
    ledger.record(by.username, "count_box", kind="vote", subject=str(pk), collected=found.collected)
    return one


@transaction.atomic
def call_off(pk: int, *, why: str, by: User) -> Vote:
    """Give a vote up; nothing in the box is opened, and everything in it is destroyed."""
    box = SealedBox.objects.select_for_update().get(vote_id=pk)
    one = _locked(pk, Phase.DRAFT, Phase.ISSUING, Phase.CASTING)
    if not why.strip():
        raise VoteRefused(_("Xin ghi lý do hủy."))
    one.phase, one.minutes = Phase.VOID, why.strip()[:80]
    _destroy(one, box)
    ledger.record(by.username, "call_off_vote", kind="vote", subject=str(pk))
    return one


def carry_to_step(one: Vote, *, on: date, by: User) -> None:
    """Record the count as the vote of its procedure's step. Raises VoteRefused without a count or a step, DecisionRefused as the step does."""
    if one.phase != Phase.COUNTED or one.procedure is None or not one.step or one.result is None:
        raise VoteRefused(_("Chỉ ghi được kết quả đã kiểm của cuộc bỏ phiếu gắn với một bước quy trình."))
    told_votes = {p: marks[0] for p, marks in one.result["marks"].items()}
    attended = Count(one.result["roll"], one.result["roll"], one.result["present"])
    note = _("Bỏ phiếu kín; biên bản %s") % one.minutes
    runs.record_step(one.procedure.pk, one.step, on=on, count=attended, votes=told_votes, note=note, by=by)


def question_of(one: Vote) -> Question:
    """What a vote asks."""
    return Question(one.form, tuple(row[0] for row in one.candidates))


def fingerprint(one: Vote) -> str:
    """What tells the keys of a vote from others: the same for every voter, or somebody is being marked."""
    digest = hashlib.sha256((one.signing_public + one.box_public).encode()).hexdigest()[:20].upper()
    return " ".join(digest[at : at + 4] for at in range(0, 20, 4))


def _locked(pk: int, *phases: Phase) -> Vote:
    one = Vote.objects.select_for_update(of=("self",)).get(pk=pk)
    if one.phase not in phases:
        raise VoteRefused(_("Cuộc bỏ phiếu này %s; việc đó không làm được nữa, hoặc chưa đến lúc.") % str(one.get_phase_display()).lower())  # fmt: skip
    return one


def _destroy(one: Vote, box: SealedBox) -> None:
    one.signing_key = one.box_locked = ""
    overwrite()
    one.save()
    box.covered = ""
    box.save(update_fields=["covered"])
    one.voters.update(blinded="")
    covers.destroy_later(one.code, "slips", "box")
    forget(whole=True)

"""Writes of a round: opened, registered, proposed, moved on, called off. Each checks what it was shown against what stands now."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from dungviec.emulation import LADDER, TITLES, TitleAnswer
from dungviec.law.rules import Verdict
from dungviec.office.access import ledger
from dungviec.office.access.policy import Viewer
from dungviec.office.emulation import judging
from dungviec.office.emulation.faults import Refused
from dungviec.office.emulation.models import LIVE, Proposal, Registration, Round, Stage, State, Step
from dungviec.office.shell.language import lang
from dungviec.office.shell.texts import within
from dungviec.records.vietnamese import name_sort_text

_NEXT = {
    Stage.REGISTERING: Stage.PROPOSING,
    Stage.PROPOSING: Stage.COUNCIL,
    Stage.COUNCIL: Stage.SUBMITTED,
}
"""The stages the personnel office moves a round through; the last one is the leader's."""


def note(one: Round, verb: str, viewer: Viewer, *, proposal: Proposal | None = None, why: str = "") -> None:
    """A line of who did what and when."""
    Step.objects.create(
        round=one, proposal=proposal, verb=verb, by=viewer.username, at=timezone.now(), why=within(why, 300, Refused)
    )


def locked(pk: int, version: int, *stages: Stage) -> Round:
    """The round, held until the transaction ends. Refused where somebody changed it since it was shown, or its stage is another."""
    one = Round.objects.select_for_update().get(pk=pk)
    if one.version != version:
        raise Refused(_("Đợt %d vừa được người khác chuyển bước. Xin xem lại trang rồi làm lại.") % one.year)
    if stages and one.stage not in stages:
        raise Refused(_("Đợt %(y)d đang ở bước «%(s)s»: việc này không làm được ở bước ấy.") % {"y": one.year, "s": one.get_stage_display()})  # fmt: skip
    return one


@transaction.atomic
def open_round(year: int | None, viewer: Viewer) -> Round:
    """A new round. Refused for a year far from the day looked at, and for a second round of a year."""
    day = viewer.day or date.min
    if year is None or not day.year - 1 <= year <= day.year + 1:
        raise Refused(_("Chỉ mở đợt của năm %(a)d, %(b)d hoặc %(c)d.") % {"a": day.year - 1, "b": day.year, "c": day.year + 1})  # fmt: skip
    if Round.objects.exclude(stage=Stage.CALLED_OFF).filter(year=year).exists():
        raise Refused(_("Năm %d đã có một đợt thi đua.") % year)
    one = Round.objects.create(year=year)
    note(one, "opened", viewer)
    ledger.record(viewer.username, "open_title_round", kind="title_round", subject=str(one.pk), year=year)
    return one


@transaction.atomic
def move_on(pk: int, version: int, viewer: Viewer, *, received: date | None = None) -> Round:
    """To the next stage. Taking the proposals in keeps the day they were received; submitting holds them to the ratio."""
    one = locked(pk, version, *_NEXT)
    to = _NEXT[Stage(one.stage)]
    if to == Stage.PROPOSING and not one.registrations.filter(withdrawn_at__isnull=True).exists():
        raise Refused(_("Chưa ai đăng ký thi đua năm %d nên chưa khóa đăng ký được.") % one.year)
    if to == Stage.COUNCIL:
        if not one.proposals.filter(state=State.PROPOSED).exists():
            raise Refused(_("Chưa có đề nghị nào để đưa ra hội đồng."))
        day = viewer.day or date.max
        if received is None or received > day or received.year < one.year:
            raise Refused(_("Ngày nhận hồ sơ phải từ năm %(y)d và không sau ngày đang xem (%(d)s).") % {"y": one.year, "d": f"{day:%d/%m/%Y}"})  # fmt: skip
        one.received_on = received
    if to == Stage.SUBMITTED:
        _ready_to_submit(one, viewer)
    _turn(one, to)
    note(one, to, viewer)
    ledger.record(viewer.username, "move_title_round", kind="title_round", subject=str(pk), to=str(to))
    return one


def _ready_to_submit(one: Round, viewer: Viewer) -> None:
    carried = one.proposals.filter(state=State.CARRIED)
    if one.proposals.filter(state=State.PROPOSED).exists() or not carried.exists():
        raise Refused(_("Hội đồng chưa biểu quyết xong: mỗi đề nghị phải có kết quả, và có ít nhất một đề nghị được thông qua."))  # fmt: skip
    over = [line for line in judging.counter(one, viewer) if line.over]
    terms = judging.terms()
    held = over if terms.per_unit else [line for line in over if not line.unit_id]
    if held:
        raise Refused(_("Vượt tỷ lệ: %(unit)s có %(n)d đề nghị Chiến sĩ thi đua cơ sở, tối đa %(m)d. %(why)s") % {"unit": held[0].name, "n": held[0].proposed, "m": held[0].cap.most, "why": held[0].cap.told(lang())})  # fmt: skip


def _turn(one: Round, to: Stage) -> None:
    one.stage, one.version = to, one.version + 1
    one.save()


@transaction.atomic
def call_off(pk: int, version: int, why: str, viewer: Viewer) -> Round:
    """End a round without a decision; the reason stays."""
    one = locked(pk, version, Stage.REGISTERING, Stage.PROPOSING, Stage.COUNCIL, Stage.SUBMITTED)
    if len(why.strip()) < 5:
        raise Refused(_("Xin ghi lý do hủy đợt."))
    _turn(one, Stage.CALLED_OFF)
    note(one, "called_off", viewer, why=why)
    ledger.record(viewer.username, "move_title_round", kind="title_round", subject=str(pk), to="called_off")
    return one


@transaction.atomic
def register(pk: int, version: int, aims: Mapping[str, str], viewer: Viewer) -> int:
    """Registrations as they should stand: person → title aimed at, empty to take it back. Answers with how many lines changed."""
    one = locked(pk, version, Stage.REGISTERING)
    if wrong := [t for t in aims.values() if t and t not in {x.key for x in LADDER}]:
        raise Refused(_("Không có danh hiệu «%s».") % wrong[0][:30])
    standing = {r.person_id: r for r in one.registrations.select_for_update().filter(withdrawn_at__isnull=True, person_id__in=list(aims))}  # fmt: skip
    now = timezone.now()
    changed = [who for who, title in aims.items() if (standing[who].title if who in standing else "") != title]
    Registration.objects.filter(pk__in=[standing[w].pk for w in changed if w in standing]).update(withdrawn_at=now)
    Registration.objects.bulk_create(
        Registration(round=one, person_id=w, title=aims[w], by=viewer.username, at=now) for w in changed if aims[w]
    )
    if changed:
        ledger.listed(viewer, "register_titles", len(changed), kind="title_round", subject=str(pk))
    return len(changed)


@transaction.atomic
def propose(
    pk: int, version: int, title: str, people: Collection[str], viewer: Viewer, *, judged: bool
) -> list[Proposal]:
    """Propose these people for one title. Refused, whole, where the law of the day says no to one of them, or one is the proposer."""
    one = locked(pk, version, Stage.PROPOSING)
    if title not in {t.key for t in LADDER}:
        raise Refused(_("Không có danh hiệu «%s».") % title[:30])
    if not people:
        raise Refused(_("Chưa chọn ai."))
    if viewer.person_id in people:
        raise Refused(_("Không ai tự đề nghị danh hiệu cho mình: đề nghị của người đứng đầu do cấp trên lập."))
    known = judging.standing(people, viewer)
    if stranger := next((p for p in people if p not in known), None):
        raise Refused(_("Không có cán bộ mã «%s» đang giữ vị trí.") % stranger[:40])
    twice = one.proposals.filter(title=title, person_id__in=list(people)).filter(state__in=LIVE).first()
    if twice is not None:
        raise Refused(_("%(name)s đã được đề nghị %(title)s.") % {"name": twice.person_name, "title": TITLES[title].name(lang())})  # fmt: skip
    answers = judging.answers(one, title, people, viewer, judged=judged)
    for who in people:
        if answers[who].held:
            raise Refused(_("%(name)s đã được tặng danh hiệu này.") % {"name": known[who]["name"]})
        if answers[who].verdict == Verdict.FORBIDDEN:
            raise Refused(refusal(known[who]["name"], answers[who]))
    made = [
        Proposal(
            round=one, person_id=who, person_name=known[who]["name"], sort_key=name_sort_text(known[who]["name"])[:400], unit_id=known[who]["unit_id"],
            unit_name=known[who]["unit_name"], title=title, judged=judged or None,
        )
        for who in people
    ]  # fmt: skip
    for proposal in made:
        proposal.save()
        note(one, "proposed", viewer, proposal=proposal)
    ledger.listed(viewer, "propose_titles", len(made), kind="title_round", subject=str(pk), title=title)
    return made


def refusal(name: str, answer: TitleAnswer, *, told_all: bool = True) -> str:
    """Why somebody cannot get a title, in one sentence; what is being looked into is left out unless ``told_all``."""
    seen = [c for c in answer.conditions if c.verdict == answer.verdict and (told_all or c.key != "procedures")]
    told = " ".join(c.told(lang()) for c in seen) or _("chưa đủ điều kiện; cấp có thẩm quyền trả lời.")
    return f"{name}: {answer.title.name(lang())}: {told}"


def proposal_locked(pk: int, version: int, *states: State) -> Proposal:
    """A proposal, held. Refused where it was changed since it was shown or stands elsewhere."""
    found = Proposal.objects.select_for_update().select_related("round").get(pk=pk)
    if found.version != version:
        raise Refused(_("Đề nghị này vừa được người khác sửa. Xin xem lại rồi ghi lại; phần anh/chị gõ còn ở dưới."))
    if states and found.state not in states:
        raise Refused(_("Đề nghị đang ở tình trạng «%s»: không làm được việc này.") % found.get_state_display())
    return found


@transaction.atomic
def change_words(pk: int, version: int, words: str, viewer: Viewer) -> Proposal:
    """What is told beside the record, while units still propose."""
    found = proposal_locked(pk, version, State.PROPOSED)
    if found.round.stage != Stage.PROPOSING:
        raise Refused(_("Hồ sơ đã nộp hội đồng, không sửa báo cáo được nữa."))
    if len(words) > 3000:
        raise Refused(_("Báo cáo dài %d ký tự; tối đa 3.000.") % len(words))
    found.own_words, found.version = words.strip(), found.version + 1
    found.save()
    note(found.round, "changed", viewer, proposal=found)
    ledger.record(viewer.username, "change_title_proposal", kind="title_proposal", subject=str(pk))
    return found


@transaction.atomic
def withdraw_proposal(pk: int, version: int, why: str, viewer: Viewer) -> Proposal:
    """Take a proposal back before anything was submitted; the reason stays."""
    found = proposal_locked(pk, version, State.PROPOSED, State.CARRIED, State.FAILED)
    if found.round.stage not in (Stage.PROPOSING, Stage.COUNCIL):
        raise Refused(_("Đợt đã trình: đề nghị không rút được nữa."))
    if len(why.strip()) < 5:
        raise Refused(_("Xin ghi lý do rút."))
    found.state, found.version = State.WITHDRAWN, found.version + 1
    found.save()
    note(found.round, "withdrawn", viewer, proposal=found, why=why)
    ledger.record(viewer.username, "withdraw_title_proposal", kind="title_proposal", subject=str(pk))
    return found

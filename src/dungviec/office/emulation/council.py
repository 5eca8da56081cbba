"""The council's open vote, the decision that writes titles into the records, and taking a title back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from dungviec.emulation import TITLES
from dungviec.emulation import Sitting as Vote
from dungviec.law.rules import Verdict
from dungviec.office.access import ledger
from dungviec.office.access.models import User
from dungviec.office.access.policy import Viewer
from dungviec.office.emulation import judging
from dungviec.office.emulation.faults import Refused, told
from dungviec.office.emulation.models import Proposal, Round, Sitting, Stage, State
from dungviec.office.emulation.services import locked, note, proposal_locked, refusal
from dungviec.office.registry.models import Award
from dungviec.office.registry.services import open_batch, withdraw, write_many
from dungviec.office.shell.language import lang
from dungviec.office.shell.texts import within


@dataclass(frozen=True, slots=True)
class Minutes:
    """What is told of a meeting."""

    held_on: date
    number: str
    members: tuple[str, ...]
    present: int
    chair: str
    secretary: str
    said: str = ""


def vote_of(sitting: Sitting) -> Vote:
    """A kept meeting with the thresholds it worked by."""
    return Vote(
        len(sitting.members), sitting.present, judging.fraction(sitting.quorum), judging.fraction(sitting.least)
    )


@transaction.atomic
def hold(pk: int, version: int, minutes: Minutes, votes: Mapping[int, tuple[int, int]], viewer: Viewer) -> Round:
    """The meeting and every vote at once. A title that the law of the day does not allow cannot be carried.

    ``votes``: proposal → for, against. Held again before submission, the later meeting takes the place of the earlier.
    """
    one = locked(pk, version, Stage.COUNCIL)
    if minutes.held_on > (viewer.day or date.max) or (one.received_on and minutes.held_on < one.received_on):
        raise Refused(_("Ngày họp phải từ ngày nhận hồ sơ (%(a)s) đến ngày đang xem.") % {"a": f"{one.received_on:%d/%m/%Y}"})  # fmt: skip
    if len(set(minutes.members)) != len(minutes.members):
        raise Refused(_("Danh sách hội đồng có người ghi hai lần."))
    terms = judging.terms()
    with told():
        meeting = Vote(len(minutes.members), minutes.present, judging.fraction(terms.quorum), judging.fraction(terms.least))  # fmt: skip
    if not meeting.may_decide:
        raise Refused(_("Chưa đủ người để họp. %s") % meeting.told(lang()))
    proposals = list(one.proposals.select_for_update().filter(state__in=[State.PROPOSED, State.CARRIED, State.FAILED]))
    if missing := [p for p in proposals if p.pk not in votes]:
        raise Refused(_("Chưa ghi phiếu cho %s.") % missing[0].person_name)
    for title in {p.title for p in proposals}:
        mine = [p for p in proposals if p.title == title]
        answers = judging.answers(one, title, [p.person_id for p in mine], viewer, day=minutes.held_on, full=True)
        for p in mine:
            with told():
                carried = meeting.carried(*votes[p.pk])
            if carried and p.person_id in answers and answers[p.person_id].verdict == Verdict.FORBIDDEN:
                raise Refused(refusal(p.person_name, answers[p.person_id], told_all=p.person_id != viewer.person_id))
            p.votes_for, p.votes_against = votes[p.pk]
            p.state, p.version = (State.CARRIED if carried else State.FAILED), p.version + 1
            p.save()
            note(one, p.state, viewer, proposal=p, why=minutes.number)
    Sitting.objects.update_or_create(
        round=one,
        defaults={
            "held_on": minutes.held_on, "number": minutes.number, "members": list(minutes.members), "present": minutes.present, "chair": minutes.chair,
            "secretary": minutes.secretary, "quorum": terms.quorum, "least": terms.least, "said": minutes.said,
        },
    )  # fmt: skip
    one.version += 1
    one.save()
    ledger.record(viewer.username, "hold_title_council", kind="title_round", subject=str(pk), voted=len(proposals))
    return one


@transaction.atomic
def decide(
    pk: int, version: int, viewer: Viewer, user: User, *, decision: str, decided_on: date, authority: str
) -> Round:
    """Decide on everything the council carried: the titles go into the records under this decision.

    Refused, whole, where the law of the day forbids one, or a fact is missing that is not the text itself.
    """
    one = locked(pk, version, Stage.SUBMITTED)
    if not decision.strip() or not authority.strip():
        raise Refused(_("Xin ghi số quyết định và cấp quyết định."))
    sitting = Sitting.objects.filter(round=one).first()
    if decided_on > (viewer.day or date.max) or (sitting is not None and decided_on < sitting.held_on):
        raise Refused(_("Ngày quyết định phải từ ngày hội đồng họp đến ngày đang xem."))
    carried = list(one.proposals.select_for_update().filter(state=State.CARRIED))
    rows = []
    for title in {p.title for p in carried}:
        mine = [p for p in carried if p.title == title]
        answers = judging.answers(one, title, [p.person_id for p in mine], viewer, day=decided_on, full=True)
        for p in mine:
            answer = answers.get(p.person_id)
            if answer is None or answer.held:
                raise Refused(_("%s không còn trong hồ sơ hoặc đã có danh hiệu này: xin rút đề nghị.") % p.person_name)
            if answer.verdict == Verdict.FORBIDDEN or (answer.verdict == Verdict.UNKNOWN and set(answer.lacks) - {"law"}):  # fmt: skip
                raise Refused(refusal(p.person_name, answer, told_all=p.person_id != viewer.person_id))
            rows.append({
                "person_id": p.person_id, "year": one.year, "title": TITLES[p.title].vi, "decision": decision.strip()[:80], "decided": decided_on,
                "decided_by": authority.strip()[:200],
            })  # fmt: skip
    batch = open_batch("award", _("Danh hiệu thi đua năm %d") % one.year, by=user, basis=f"{decision.strip()}, {decided_on:%d/%m/%Y}")  # fmt: skip
    write_many(batch, creates={"awards": rows})
    keys = {(who, text): str(key) for key, who, text in Award.objects.filter(batch=batch).values_list("pk", "person_id", "title")}  # fmt: skip
    for p in carried:
        p.state, p.award_key, p.version = State.AWARDED, keys[p.person_id, TITLES[p.title].vi], p.version + 1
        p.save()
        note(one, "awarded", viewer, proposal=p, why=decision)
    one.stage, one.version, one.batch = Stage.DECIDED, one.version + 1, batch
    one.decision, one.decided_on, one.authority = decision.strip()[:80], decided_on, authority.strip()[:200]
    one.save()
    note(one, "decided", viewer, why=decision)
    ledger.record(viewer.username, "decide_titles", kind="title_round", subject=str(pk), titles=len(rows))
    return one


@transaction.atomic
def revoke(pk: int, version: int, why: str, viewer: Viewer, user: User) -> Proposal:
    """Take a given title back: the row leaves the records, what was known until now stays known of the past."""
    found = proposal_locked(pk, version, State.AWARDED)
    if len(why.strip()) < 5:
        raise Refused(_("Xin ghi căn cứ thu hồi."))
    if Award.objects.filter(pk=found.award_key, withdrawn_at__isnull=True).exists():
        withdraw("awards", found.award_key, by=user, why=within(why, 300, Refused))
    found.state, found.version = State.REVOKED, found.version + 1
    found.save()
    note(found.round, "revoked", viewer, proposal=found, why=why)
    ledger.record(viewer.username, "revoke_title", kind="title_proposal", subject=str(pk))
    return found

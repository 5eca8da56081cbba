"""A packet gathered from a placement round: a draft for every move, of the kind and from the day chosen, with renewals of terms beside them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import polars as pl
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from dungviec.law.clocks import end_of_term
from dungviec.law.retirement import birth_day
from dungviec.office.access import ledger
from dungviec.office.access.models import User
from dungviec.office.decisions.agencies import agency
from dungviec.office.decisions.faults import DecisionRefused
from dungviec.office.decisions.models import Decision, Packet, State
from dungviec.office.decisions.services.drafting import Draft, draft
from dungviec.office.registry.governing import law_on
from dungviec.office.registry.selectors import office_day, snapshot
from dungviec.records.codes import LEADERSHIP_RANK
from dungviec.records.dates import whole_months

OF_LEADERS = ("appointment", "rotation", "transfer")
"""What a move to a leading post can be; to another post it is a transfer."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """What the personnel office chose for one move of a round."""

    kind: str
    effective: date


def kinds_of(moves: Iterable[Any], effective: date) -> dict[str, tuple[str, ...]]:
    """Which kinds each move can be, by person, the likeliest first: a rise is an appointment, a leader's step aside a transfer or rotation."""
    ranks = dict(snapshot(effective).live_posts.select("post_id", "level_rank").iter_rows())
    found = {}
    for move in moves:
        leads = (ranks.get(move.to_post_id) or 0) >= LEADERSHIP_RANK
        first = "transfer" if getattr(move, "kind", "higher") == "lateral" else "appointment"
        found[move.person_id] = tuple(sorted(OF_LEADERS, key=lambda k: k != first)) if leads else ("transfer",)
    return found


@transaction.atomic
def packet_of_round(
    round_id: int, title: str, moves: Iterable[Any], *, effective: date, by: User, chosen: Mapping[str, Chosen] | None = None,
    staying: Sequence[str] = (),
) -> tuple[Packet, list[str]]:  # fmt: skip
    """Drafts of every move of a placement round (``placement.selectors.decided_moves``), and what was left out with the reason.

    ``chosen``: kind and day of some moves, by person; ``staying``: whose term ends and is renewed in the same packet. Raises
    DecisionRefused where nothing is left to draft, or a kind does not fit a move.
    """
    made = Packet.objects.create(
        title=title[:160], agency=agency(), round_id=round_id, made_by=by, made_at=timezone.now()
    )
    wanted, picked, left = list(moves), dict(chosen or {}), []
    fitting = kinds_of(wanted, effective)
    taken = set(
        Decision.objects.filter(packet__round_id=round_id)
        .exclude(state__in=(State.DROPPED, State.UNDONE))
        .values_list("person_id", "to_post_id")
    )
    for move in wanted:
        if (move.person_id, move.to_post_id) in taken:
            left.append(_("%s: đã có quyết định của phương án này.") % move.person_name)
            continue
        pick = picked.get(move.person_id) or Chosen(fitting[move.person_id][0], effective)
        if pick.kind not in fitting[move.person_id]:
            raise DecisionRefused(_("%s: loại quyết định không hợp với vị trí đến.") % move.person_name)
        draft(Draft(pick.kind, move.person_id, pick.effective, move.to_post_id), by=by, packet=made)
    for person in staying:
        draft(_renewal(person), by=by, packet=made)
    if not made.decisions.exists():
        raise DecisionRefused(_("Mọi lần chuyển của phương án này đã có quyết định."))
    ledger.record(
        by.username,
        "draft_packet",
        kind="round",
        subject=str(round_id),
        packet=made.pk,
        decisions=made.decisions.count(),
    )
    return made, left


def _renewal(person_id: str) -> Draft:
    """The draft that renews the term of somebody's leading post, from the day after it ends, as long as the law of the day allows."""
    s = snapshot(office_day())
    posts = s.live_posts.select("post_id", "category", "term_months")
    held = s.main_posts.filter((pl.col("person_id") == person_id) & pl.col("term_ends").is_not_null()).join(
        posts, on="post_id"
    )
    row = next(iter(held.to_dicts()), None)
    person = next(iter(s.people.filter(pl.col("person_id") == person_id).to_dicts()), None)
    if row is None or person is None:
        raise DecisionRefused(_("Hồ sơ của %s không ghi thời hạn giữ chức vụ.") % person_id[:40])
    ends: date = row["term_ends"]
    until, born = None, birth_day(person["born"], person["born_year_only"])
    if born is not None and person["sex"] in ("male", "female"):
        months = row["term_months"] or whole_months(row["from_date"], ends)
        found = end_of_term(law_on(office_day()), category=row["category"] or "civil_servant", sex=person["sex"], born=born, ends=ends, months=months)  # fmt: skip
        until = found.new_term_ends
    return Draft("reappointment", person_id, ends + timedelta(days=1), until=until)

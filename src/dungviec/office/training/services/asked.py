"""Requests of units and wishes of officials: stated, changed, withdrawn, merged, answered by the head."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import polars as pl
from django.db import transaction
from django.utils.translation import gettext as _

from dungviec.office.access.policy import Viewer
from dungviec.office.registry.models import Unit
from dungviec.office.registry.selectors import snapshot
from dungviec.office.registry.workforce import workforce
from dungviec.office.training.faults import TrainingRefused
from dungviec.office.training.models import Asked, AskedState, Opinion, Source
from dungviec.office.training.services.revising import put, taken

_COLUMNS = ("year", "what", "wants", "urgency", "why")


@transaction.atomic
def ask(viewer: Viewer, values: Mapping[str, Any], *, day: date) -> Asked:
    """A unit's request. Raises TrainingRefused for people who are not of the unit, and for what was asked already."""
    people = list(values["people"])
    _require_of_unit(day, values["unit_id"], people)
    made = Asked(source=Source.UNIT, unit_id=values["unit_id"], unit_path=_path(values["unit_id"]), people=people)
    return put(_stated(made, values), viewer, "ask_training")


@transaction.atomic
def wish(viewer: Viewer, values: Mapping[str, Any], *, day: date) -> Asked:
    """An official's own wish. Raises TrainingRefused for somebody without a post, and for what was wished already."""
    row = workforce(day).filter(pl.col("person_id") == viewer.person_id).select("unit_id", "unit_path").to_dicts()
    if not row or not row[0]["unit_id"]:
        raise TrainingRefused(
            _("Hồ sơ của anh/chị chưa ghi vị trí đang giữ nên chưa nêu được nguyện vọng. Xin báo phòng Nội vụ.")
        )
    made = Asked(
        source=Source.WISH, unit_id=row[0]["unit_id"], unit_path=row[0]["unit_path"] or "", person_id=viewer.person_id
    )
    return put(_stated(made, values), viewer, "wish_training", subject=viewer.person_id)


@transaction.atomic
def change(viewer: Viewer, pk: int, revision: int | None, values: Mapping[str, Any], *, day: date) -> Asked:
    """Other words for one that is still open. Raises TrainingRefused on a stale form or once it was merged or withdrawn."""
    one = _open(pk, revision)
    if one.source == Source.UNIT:
        one.people = list(values["people"])
        _require_of_unit(day, one.unit_id, one.people)
    one.opinion, one.opinion_words, one.opinion_by = "", "", ""
    return put(_stated(one, values), viewer, "change_asked_training", subject=one.person_id)


@transaction.atomic
def withdraw(viewer: Viewer, pk: int, revision: int | None) -> Asked:
    """Take back what is still open."""
    one = _open(pk, revision)
    one.state = AskedState.WITHDRAWN
    return put(one, viewer, "withdraw_asked_training", subject=one.person_id)


@transaction.atomic
def merge(viewer: Viewer, numbers: Sequence[int]) -> Asked:
    """Several requests of one unit for the same subject become one: the highest level, the most urgent, everybody named.

    Raises TrainingRefused unless they are open requests of one unit, year and subject.
    """
    found = list(Asked.objects.select_for_update().filter(pk__in=numbers, state=AskedState.OPEN).order_by("pk"))
    same = {(a.source, a.unit_id, a.year, a.what) for a in found}
    if len(found) < 2 or len(found) != len(set(numbers)) or len(same) != 1 or found[0].source != Source.UNIT:
        raise TrainingRefused(_("Chỉ gộp được từ hai đề nghị còn mở của cùng một đơn vị, cùng năm, cùng nội dung."))
    first, *rest = found
    whole = any(not a.people for a in found)
    first.people = [] if whole else list(dict.fromkeys(p for a in found for p in a.people))
    first.wants, first.urgency = max(a.wants for a in found), max(a.urgency for a in found)
    first.why = "; ".join(dict.fromkeys(a.why for a in found))[:500]
    put(first, viewer, "merge_asked_training", rows=len(found))
    for one in rest:
        one.state, one.merged_into = AskedState.MERGED, first
        put(one, viewer, "merge_asked_training")
    return first


@transaction.atomic
def answer(viewer: Viewer, pk: int, revision: int | None, *, opinion: str, words: str) -> Asked:
    """The head's word on a wish; nobody speaks on the own wish."""
    one = _open(pk, revision)
    if one.source != Source.WISH:
        raise TrainingRefused(_("Chỉ nguyện vọng cá nhân mới cần ý kiến của thủ trưởng."))
    if one.person_id == viewer.person_id:
        raise TrainingRefused(_("Nguyện vọng của chính mình thì người khác cho ý kiến."))
    one.opinion, one.opinion_words, one.opinion_by = Opinion(opinion), words.strip(), viewer.username
    return put(one, viewer, "answer_training_wish", subject=one.person_id)


@transaction.atomic
def review_major(viewer: Viewer, pk: int, revision: int | None, *, fits: bool | None) -> Asked:
    """Whether the major of a wish for postgraduate study fits the post, as the personnel office has reviewed it."""
    one = _open(pk, revision)
    one.major_fits = fits
    return put(one, viewer, "review_training_major", subject=one.person_id)


def _open(pk: int, revision: int | None) -> Asked:
    one = taken(Asked, pk, revision)
    if not one.open:
        raise TrainingRefused(_("Đề nghị này đã gộp hoặc đã rút nên không đổi được nữa."))
    return one


def _stated(one: Asked, values: Mapping[str, Any]) -> Asked:
    for name in _COLUMNS:
        setattr(one, name, values[name])
    twice = Asked.objects.filter(
        source=one.source, unit_id=one.unit_id, person_id=one.person_id, year=one.year, what=one.what, state=AskedState.OPEN
    ).exclude(pk=one.pk)  # fmt: skip
    if any(a.people == one.people for a in twice):
        raise TrainingRefused(_("Nội dung này đã được nêu cho năm %d rồi; xin sửa đề nghị đã có.") % one.year)
    return one


def _path(unit_id: str) -> str:
    return Unit.objects.filter(pk=unit_id).values_list("path", flat=True).first() or ""


def _require_of_unit(day: date, unit_id: str, people: Sequence[str]) -> None:
    s = snapshot(day)
    posts = s.posts.filter(pl.col("unit_id") == unit_id)["post_id"].to_list()
    mine = set(s.main_posts.filter(pl.col("post_id").is_in(posts))["person_id"])
    if strangers := [p for p in people if p not in mine]:
        raise TrainingRefused(_("Không thuộc đơn vị này: %s.") % ", ".join(strangers)[:120])

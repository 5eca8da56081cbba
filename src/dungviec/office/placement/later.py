"""Questions about a plan that take minutes: asked on a page, worked out by the worker, kept with the plan as a document's field.

What a field holds: ``state`` (one of the three below), ``asked`` (when), what was asked for, and the answer, or a sentence in two languages where
there is none.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Protocol

from django.db import transaction
from django.utils import timezone

from dungviec.office.access import ledger
from dungviec.office.access.models import User
from dungviec.office.placement.models import PlanDocument, Round
from dungviec.office.placement.selectors import is_outdated
from dungviec.office.placement.wording import vietnamese

WAITING, DONE, FAILED = "queued", "done", "failed"

Kept = dict[str, Any]


class _Task(Protocol):
    def enqueue(self, *, round_id: int) -> Any: ...


@dataclass(frozen=True, slots=True)
class Answer:
    """What the field is to hold, and what is written in one transaction with it."""

    told: Kept
    beside: Callable[[], object] = lambda: None


@dataclass(frozen=True, slots=True)
class Question:
    """One kind of question: the ``field`` of the plan's document that keeps it, the ``action`` the ledger names, after how much
    ``patience`` a worker that has not answered counts as gone, and what to do ``then``, when the records have changed (Vietnamese, English)."""

    field: str
    action: str
    patience: timedelta
    then: tuple[str, str]

    @transaction.atomic
    def ask(self, one: Round, user: User, task: _Task, **asked_for: int) -> None:
        """Hand the question to the worker, unless it has one about this plan already."""
        document = PlanDocument.objects.select_for_update().get(round=one)
        now, before = timezone.now(), getattr(document, self.field) or {}
        if before.get("state") == WAITING and now - datetime.fromisoformat(before["asked"]) < self.patience:
            return
        self._keep(one, {"state": WAITING, "asked": now.isoformat(), **asked_for})
        ledger.record(user.username, self.action, kind="round", subject=str(one.pk), **asked_for)
        task.enqueue(round_id=one.pk)

    def answer(self, one: Round, found: Callable[[Kept], Answer]) -> str:
        """Keep what ``found`` makes of what was asked for; the state it ended in. Its ValueErrors are sentences for the page."""
        asked = self.kept(one) or {}
        if is_outdated(one):
            vi, en = self.then
            return self._failed(
                one,
                asked,
                f"Hồ sơ đã thay đổi từ khi lập phương án; xin lập lại phương án rồi {vi}.",
                f"The records have changed since the plan was made; make the plan again, then {en}.",
            )
        try:
            answer = found(asked)
        except ValueError as refused:  # the library's own sentences
            vi = str(getattr(refused, "vi", refused))
            return self._failed(one, asked, vi, str(getattr(refused, "en", getattr(refused, "english", vi))))
        with transaction.atomic():
            answer.beside()
            self._keep(one, asked | {"state": DONE} | answer.told)
        return DONE

    def kept(self, one: Round) -> Kept | None:
        """What the field holds, None where nobody has asked yet."""
        found: Kept | None = PlanDocument.objects.filter(round=one).values_list(self.field, flat=True).first()
        return found

    def _failed(self, one: Round, asked: Kept, vi: str, en: str) -> str:
        self._keep(one, asked | {"state": FAILED, "vi": vi, "en": en})
        return FAILED

    def _keep(self, one: Round, told: Kept) -> None:
        PlanDocument.objects.filter(round=one).update(**{self.field: told})


def trouble_of(kept: Kept) -> str:
    """Why there is no answer, in the reader's language; empty where there is one."""
    return str(kept.get("vi" if vietnamese() else "en", ""))

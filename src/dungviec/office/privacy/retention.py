"""What may be let go on a day, and letting it go: proposed by one, approved by another; statistics and the ledger stay."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import Count, Max, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from dungviec.office.access import ledger
from dungviec.office.access.clock import DOUBT, last_jump
from dungviec.office.access.models import User
from dungviec.office.privacy.categories import CATEGORIES, IDENTITY, Category
from dungviec.office.privacy.faults import PrivacyRefused
from dungviec.office.privacy.models import Erasure, ErasureState, SubjectRequest, Term
from dungviec.office.registry.holdings import holdings
from dungviec.office.registry.models import Person, Tenure
from dungviec.office.registry.services.erasing import ERASED_NAME, blank_person, erase_rows
from dungviec.office.requests.erasing import erase_files, files_of

LIST = "erasures.jsonl"
"""Kept beside the copies of the ledger's head: what was let go is let go again after an older backup came back."""
MOST = 5000


@dataclass(frozen=True, slots=True)
class Due:
    """Data of one person whose term is over."""

    person_id: str
    category: str
    left_on: date
    due_on: date


def left_on(people: Iterable[str] | None, day: date) -> dict[str, date]:
    """The last day of service of those who left by ``day``; whoever holds a post, or whose end is not on file, is not there."""
    held = Tenure.objects.filter(withdrawn_at__isnull=True)
    if people is not None:
        held = held.filter(person_id__in=list(people))
    found = held.values("person_id").annotate(
        last=Max("to_date"), running=Count("pk", filter=Q(to_date__isnull=True) | Q(to_date__gte=day))
    )
    return dict(found.filter(running=0, last__isnull=False).values_list("person_id", "last"))


def after_years(day: date, years: int) -> date:
    """The same day so many years later; the 29th of February becomes the 1st of March."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return date(day.year + years, 3, 1)


def due(day: date, *, people: Sequence[str] | None = None) -> list[Due]:
    """Everything whose term by the institution's own schedule is over on ``day`` and that is still held."""
    terms = {t.category: t.years for t in Term.objects.all() if t.category in CATEGORIES}
    gone = left_on(people, day)
    found = []
    for key, category in CATEGORIES.items():
        if key not in terms:
            continue
        over = {p: after_years(last, terms[key]) for p, last in gone.items()}
        ready = [p for p, on in over.items() if on <= day]
        held = holding_of(category, ready)
        found += [Due(p, key, gone[p], over[p]) for p in sorted(ready) if p in held]
    return found[:MOST]


def holding_of(category: Category, people: Sequence[str]) -> set[str]:
    """Those of ``people`` about whom anything of this kind is held, withdrawn rows too."""
    found: set[str] = set()
    tables = holdings()
    for start in range(0, len(people), 400):
        part = list(people[start : start + 400])
        for name in category.tables:
            if name in tables:
                held: Any = tables[name].model._default_manager
                found |= set(held.filter(person_id__in=part).values_list("person_id", flat=True))
        if category.fields:
            found |= set(Person.objects.filter(pk__in=part).exclude(name=ERASED_NAME).values_list("pk", flat=True))
        if category.files:
            found |= files_of(part)
    return found


@transaction.atomic
def propose(items: Sequence[tuple[str, str]], *, day: date, by: User, request: SubjectRequest | None = None) -> Erasure:
    """Put data whose term is over on a list for a second officer, for the ``request`` of the person where there is one.

    Raises PrivacyRefused for anything that is not due.
    """
    _trust_the_clock()
    known = {(d.person_id, d.category) for d in due(day, people=[p for p, _c in items])}
    asked = list(dict.fromkeys(items))
    if not asked:
        raise PrivacyRefused(_("Chưa chọn dữ liệu nào."))
    if wrong := [i for i in asked if i not in known]:
        raise PrivacyRefused(_("Có %d mục chưa đến hạn hoặc không còn dữ liệu; xin tải lại trang.") % len(wrong))
    made = Erasure.objects.create(
        as_of=day, items=[list(i) for i in asked], proposed_by=by, proposed_at=timezone.now(), request=request
    )
    ledger.record(by.username, "propose_erasure", kind="erasure", subject=str(made.pk), items=len(asked))
    return made


def decide(pk: int, *, by: User, approve: bool) -> Erasure:
    """The second officer's word; approving lets the data go. Raises PrivacyRefused for one's own list or one that is decided."""
    with transaction.atomic():
        one = Erasure.objects.select_for_update().filter(pk=pk).first()
        if one is None or one.state != ErasureState.PROPOSED:
            raise PrivacyRefused(_("Danh sách này đã được quyết định."))
        if one.proposed_by_id == by.pk:
            raise PrivacyRefused(_("Người lập danh sách không tự duyệt; cần một cán bộ tổ chức khác."))
        one.decided_by, one.decided_at = by, timezone.now()
        one.state = ErasureState.DONE if approve else ErasureState.REFUSED
        if approve:
            _trust_the_clock()
            still = {(d.person_id, d.category) for d in due(one.as_of, people=[p for p, _c in one.items])}
            pairs = [(p, c) for p, c in one.items if (p, c) in still]
            one.items = [list(pair) for pair in pairs]  # what goes, and no more: so it goes again after an older backup
            one.report = let_go(pairs, by=by, why=_("Hết thời hạn giữ, đợt số %d") % one.pk)
        one.save()
        ledger.record(
            by.username,
            "approve_erasure" if approve else "refuse_erasure",
            kind="erasure",
            subject=str(pk),
            **one.report,
        )
        if approve:
            transaction.on_commit(_note_what_went)
    return one


def _trust_the_clock() -> None:
    """Raise PrivacyRefused where the machine's clock jumped ahead: what looks over need not be."""
    jump = last_jump(timezone.now(), ahead=True)
    if jump is not None:
        raise PrivacyRefused(
            _("Đồng hồ máy chủ vừa nhảy tới %(n)d ngày (hoặc văn phòng đứng lâu): trong %(d)d ngày chưa xóa gì theo thời hạn. Xin báo người quản trị kiểm tra giờ của máy.")
            % {"n": jump.days, "d": DOUBT.days}
        )  # fmt: skip


def let_go(items: Sequence[tuple[str, str]], *, by: User | str, why: str) -> dict[str, int]:
    """Erase these kinds of data of these people for good; answers with how many rows and files of each kind went."""
    gone = dict.fromkeys((c for _p, c in items), 0)
    for key in CATEGORIES:
        people = [p for p, c in items if c == key]
        if not people:
            continue
        category = CATEGORIES[key]
        gone[key] += erase_rows([t for t in category.tables if t in holdings()], people, by=by, why=why)
        if category.files:
            gone[key] += erase_files(people)
        if key == IDENTITY:
            gone[key] += blank_person(people, category.fields, by=by, why=why)
            SubjectRequest.objects.filter(person_id__in=people).update(words="", identity="")
    return gone


def let_go_again(*, by: str) -> int:
    """After an older backup came back: everything the list beside the ledger's copies names is let go again; how many items."""
    path = Path(settings.LEDGER_ANCHORS) / LIST
    if not path.is_file():
        return 0
    items = [tuple(json.loads(line)["item"]) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    held = {(p, key) for key, c in CATEGORIES.items() for p in holding_of(c, [p for p, k in items if k == key])}
    again = [(p, c) for p, c in dict.fromkeys(items) if (p, c) in held]
    with transaction.atomic():
        if again:
            report = let_go(again, by=by, why=_("Xóa lại sau khi khôi phục"))
            ledger.record(by, "erase_again", kind="erasure", subject="", **report)
    return len(again)


def _note_what_went() -> None:
    """Every item of a list that was approved and is not noted yet: also one whose process died right behind the agreement."""
    path = Path(settings.LEDGER_ANCHORS) / LIST
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    there = path.read_text(encoding="utf-8").splitlines() if path.is_file() else []
    noted = {tuple(json.loads(line)["item"]) for line in there if line.strip()}
    with path.open("a", encoding="utf-8") as file:
        for one in Erasure.objects.filter(state=ErasureState.DONE).order_by("pk"):
            for pair in map(tuple, one.items):
                if pair not in noted:
                    file.write(json.dumps({"item": list(pair), "as_of": one.as_of.isoformat()}) + "\n")

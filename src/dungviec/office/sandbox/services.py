"""Making, changing, staffing and throwing away drafts. Committing one is in :mod:`committing`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from dungviec.office.access import ledger
from dungviec.office.access.models import User
from dungviec.office.registry.models import Unit
from dungviec.office.registry.selectors import city
from dungviec.office.sandbox.models import AT_WORK, SHUT, Draft, Outcome, Status

if TYPE_CHECKING:
    from dungviec.placement.scenario import Scenario, Staffing


class DraftFault(ValueError):
    """A draft that cannot be used as asked; the sentence says why and what to do."""


def scenario_of(text: str) -> Scenario:
    """The scenario in a YAML text. Raises DraftFault in the language of the page."""
    from dungviec.placement import PolicyFault
    from dungviec.placement.scenario import Scenario

    try:
        return Scenario.from_yaml(text, source=_("kịch bản"))
    except PolicyFault as fault:
        raise DraftFault(fault.vi if (get_language() or "vi").startswith("vi") else fault.en) from None


@transaction.atomic
def make(text: str, user: User) -> Draft:
    """A new draft. Raises DraftFault for a text that is no scenario."""
    scenario = scenario_of(text)
    made = Draft.objects.create(name=scenario.name[:200], text=text, effective=scenario.effective, made_by=user)
    ledger.record(user.username, "make_draft", kind="draft", subject=str(made.pk), day=scenario.effective.isoformat())
    return made


@transaction.atomic
def rewrite(draft: Draft, text: str, user: User) -> None:
    """Another text; what was staffed before no longer holds. Raises DraftFault for a bad text or a draft that is shut or at work."""
    held = _open(draft)
    scenario = scenario_of(text)
    Outcome.objects.filter(draft=held).delete()
    Draft.objects.filter(pk=held.pk).update(
        text=text,
        name=scenario.name[:200],
        effective=scenario.effective,
        status=Status.DRAFT,
        trouble_vi="",
        trouble_en="",
    )
    ledger.record(user.username, "rewrite_draft", kind="draft", subject=str(held.pk))


def add_change(draft: Draft, change: Mapping[str, Any], user: User) -> None:
    """One more change at the end of the scenario, under the word of the scenario files (``merge``, ``abolish``, ``norm`` …)."""
    from io import StringIO

    from ruamel.yaml import YAML

    yaml = YAML()
    yaml.default_flow_style = False
    data = yaml.load(draft.text) or {}
    data.setdefault("changes", [])
    data["changes"].append(dict(change))
    out = StringIO()
    yaml.dump(data, out)
    rewrite(draft, out.getvalue(), user)


def change_from(kind: str, given: Mapping[str, str], units: list[str]) -> dict[str, Any]:
    """A change from the fields of the form. Raises DraftFault where something is missing."""
    known = set(Unit.objects.filter(pk__in=units).values_list("pk", flat=True))
    named = [u for u in dict.fromkeys(units) if u in known]
    name, code = given.get("ten", "").strip(), given.get("ma", "").strip()
    if kind == "merge" and len(named) > 1 and name and code:
        first = Unit.objects.get(pk=named[0])
        into = {
            "unit_id": code,
            "name": name,
            "kind": first.kind,
            "parent": first.parent_id,
            "place_code": first.place_code,
        }
        return {"merge": {"units": named, "into": {k: v for k, v in into.items() if v}}}
    if kind == "split" and len(named) == 1 and name and code:
        one = Unit.objects.get(pk=named[0])
        same = {k: v for k, v in {"kind": one.kind, "parent": one.parent_id, "place_code": one.place_code}.items() if v}
        return {
            "split": {
                "unit": named[0],
                "into": [{"unit_id": f"{code}-{n}", "name": f"{name} {n}", **same} for n in (1, 2)],
            }
        }
    if kind == "abolish" and named:
        return {"abolish": {"units": named}}
    if kind == "norm" and len(named) == 1 and given.get("so", "").isdecimal():
        return {"norm": {"unit": named[0], "norm": int(given["so"])}}
    raise DraftFault(
        _(
            "Chưa đủ: sáp nhập cần hai đơn vị, tên và mã mới; chia cần một đơn vị, tên và mã mới; giao biên chế cần một đơn vị và một số."
        )
    )


@transaction.atomic
def staff_it(draft: Draft, user: User) -> None:
    """Hand the draft to the worker. Raises DraftFault where it is shut or at work."""
    from dungviec.office.sandbox.tasks import staff_draft

    held = _open(draft)
    here = city()
    Outcome.objects.filter(draft=held).delete()
    Draft.objects.filter(pk=held.pk).update(
        status=Status.QUEUED,
        stage="",
        progress=0,
        stop_asked=False,
        trouble_vi="",
        trouble_en="",
        revision=here.revision if here else "",
    )
    ledger.record(user.username, "staff_draft", kind="draft", subject=str(held.pk))
    staff_draft.enqueue(draft_id=held.pk)


@transaction.atomic
def stop(draft: Draft, user: User) -> None:
    """Ask for a stop: at once while it waits, else at the worker's next word."""
    Draft.objects.filter(pk=draft.pk, status__in=AT_WORK).update(stop_asked=True)
    Draft.objects.filter(pk=draft.pk, status=Status.QUEUED).update(status=Status.DRAFT)
    ledger.record(user.username, "stop_draft", kind="draft", subject=str(draft.pk))


@transaction.atomic
def throw_away(draft: Draft, user: User) -> None:
    """Shut the draft for good; what was staffed is forgotten. Raises DraftFault where it is shut or at work."""
    held = _open(draft)
    Outcome.objects.filter(draft=held).delete()
    Draft.objects.filter(pk=held.pk).update(status=Status.THROWN, ended_by=user, ended_at=timezone.now())
    ledger.record(user.username, "throw_draft", kind="draft", subject=str(held.pk))


@transaction.atomic
def store(draft: Draft, staffing: Staffing) -> None:
    """Write what staffing came to."""
    from dungviec.placement.scenario import compare

    branch = staffing.branch
    before = dict(branch.before.units.select("unit_id", "name").iter_rows())
    after = dict(branch.snapshot.units.select("unit_id", "name").iter_rows())
    lines = [[line.key, line.vi, line.en, line.a] for line in compare(staffing, staffing).lines]
    units = {
        "ended": [[u, before.get(u, u)] for u in branch.ended_units],
        "new": [[u, after.get(u, u)] for u in branch.new_units],
    }
    Outcome.objects.create(draft=draft, plan=staffing.plan.to_json(), lines=lines, units=units)
    Draft.objects.filter(pk=draft.pk).update(status=Status.STAFFED, progress=1000, stage="")


def _open(draft: Draft) -> Draft:
    held = Draft.objects.select_for_update().get(pk=draft.pk)
    if held.status in SHUT or held.status in AT_WORK:
        raise DraftFault(_("Kịch bản này đang chạy, đã ghi vào hồ sơ hoặc đã bỏ: không sửa được."))
    return held

"""Profiles of posts: browsing them, and changing what some posts ask for."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from dungviec.office.competency import catalogue, rights
from dungviec.office.competency.faults import CompetencyRefused
from dungviec.office.competency.selectors import profiles as selectors
from dungviec.office.competency.services.profiles import Asked, change_profile
from dungviec.office.registry.faults import RegistryFault
from dungviec.office.registry.viewing import opened_units, seen_here
from dungviec.office.shell import seen
from dungviec.office.shell.middleware import parse_day


@require_safe
def profiles(request: HttpRequest) -> HttpResponse:
    """What do our posts ask for?"""
    records = seen_here(request)
    rights.require(rights.may_read(records.viewer))
    context = {"profiles": selectors.profiles(records.day), "without": selectors.without_profile(records.day)}
    return render(request, "competency/profiles.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def profile(request: HttpRequest, profile_id: str) -> HttpResponse:
    """What does this profile ask, of which posts; and from when should it ask something else?"""
    records = seen_here(request)
    rights.require(rights.may_read(records.viewer))
    asked = selectors.asked(records.day, profile_id)
    if not asked:
        raise Http404("profile")
    opened = set(opened_units(records.viewer))
    posts = selectors.posts_of(records.day, profile_id)
    mine = [p for p in posts if p["unit_id"] in opened]
    may_change = records.viewer.may_write and bool(mine)
    given = {key: str(value).strip() for key, value in request.POST.items()} or _as_given(asked) | {
        "tu-ngay": f"{records.day:%d/%m/%Y}"
    }
    now = seen.stamp(_as_given(asked))
    context: dict[str, Any] = {"seen": now}
    if request.method == "POST":
        rights.require(may_change)
        try:
            if seen.is_stale(request, now):
                raise CompetencyRefused(str(seen.SENTENCE))
            day = parse_day(given.get("tu-ngay", ""))
            if day is None:
                raise CompetencyRefused(
                    _("Ngày «%s» không đọc được. Xin ghi theo mẫu 10/12/2020.") % given.get("tu-ngay", "")[:30]
                )
            wanted = given.get("vi-tri", "")
            chosen = [p["post_id"] for p in mine if wanted in ("", p["post_id"])]
            new = change_profile(
                profile_id,
                _read(given),
                chosen,
                from_day=day,
                reason=given.get("ly-do", ""),
                by=rights.account(request),
            )
            messages.success(request, _("Đã lập bản «%(new)s» và chuyển %(n)d vị trí sang bản này từ ngày %(day)s.") % {"new": new, "n": len(chosen), "day": f"{day:%d/%m/%Y}"})  # fmt: skip
            return redirect("competency:profiles")
        except (CompetencyRefused, RegistryFault) as refused:
            context["fault"] = str(refused)
    held = {a.code for a in asked}
    rows = [
        (a, given.get(f"it-nhat-{a.code}", ""), given.get(f"can-{a.code}", ""), given.get(f"trong-so-{a.code}", ""))
        for a in asked
    ]
    context |= {
        "profile_id": profile_id, "rows": rows, "posts": posts, "mine": mine, "may_change": may_change, "given": given, "levels": range(1, 6),
        "others": [(c, n) for c, n in catalogue.names().items() if c not in held], "changes": selectors.changes(profile_id),
    }  # fmt: skip
    return render(request, "competency/profile.html", context, status=422 if "fault" in context else 200)


def _as_given(asked: list[selectors.Asked]) -> dict[str, str]:
    found: dict[str, str] = {}
    for a in asked:
        found |= {
            f"it-nhat-{a.code}": str(a.least),
            f"can-{a.code}": str(a.wanted or ""),
            f"trong-so-{a.code}": str(a.weight),
        }
    return found


def _read(given: dict[str, str]) -> dict[str, Asked]:
    """The competencies that the form asks for; one whose least level is empty is left out, one may be added."""
    codes = [key.removeprefix("it-nhat-") for key in given if key.startswith("it-nhat-")]
    added = given.get("them", "")
    if added:
        given = given | {f"it-nhat-{added}": given.get("them-it-nhat", ""), f"can-{added}": given.get("them-can", ""), f"trong-so-{added}": given.get("them-trong-so", "") or "1"}  # fmt: skip
        codes.append(added)
    found: dict[str, Asked] = {}
    for code in codes:
        least, wanted, weight = (given.get(f"{part}-{code}", "") for part in ("it-nhat", "can", "trong-so"))
        if not least:
            continue
        numbers = [least, wanted or least, weight or "1"]
        if not all(n.isdecimal() and len(n) <= 3 for n in numbers):
            raise CompetencyRefused(_("%(name)s: mức và trọng số phải là số.") % {"name": catalogue.name_of(code)})
        found[code] = (int(least), int(wanted) if wanted else None, int(weight or 1))
    return found

"""Keeping a question under a name, changing, copying and dropping it."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from dungviec.office.explore import services
from dungviec.office.explore.asking import Typed
from dungviec.office.explore.models import SavedQuestion
from dungviec.office.explore.selectors import Asking, CannotAnswer
from dungviec.office.explore.views.answers import page_context, records_of
from dungviec.office.registry.viewing import user_of


def _naming(request: HttpRequest) -> dict[str, str]:
    return {"name": request.POST.get("ten", "")[:200], "shared": request.POST.get("chia-se", "")[:20]}


def _again(request: HttpRequest, typed: Typed, why: str, *, one: SavedQuestion | None = None) -> HttpResponse:
    """The page with what was typed and why it was not kept."""
    context = page_context(request, records_of(request), typed, one=one, refused=why, naming=_naming(request))
    return render(request, "explore/explore.html", context, status=409)


def _to(one: SavedQuestion) -> HttpResponse:
    return redirect(f"{reverse('explore:explore')}?luu={one.pk}")


@require_POST
def keep_question(request: HttpRequest) -> HttpResponse:
    """Keep the question on the page."""
    records, typed, user = records_of(request), Typed.read(request.POST), user_of(request)
    try:
        _checked(Asking(records, typed))
        given = _naming(request)
        one = services.keep(user, records.viewer, given["name"], typed.as_plain(), shared_with=given["shared"])
    except (services.Refused, CannotAnswer) as why:
        return _again(request, typed, str(why))
    messages.success(request, _("Đã lưu câu hỏi «%s».") % one.name)
    return _to(one)


@require_POST
def change_question(request: HttpRequest, pk: int) -> HttpResponse:
    """Rename or share anew; with ``de`` the question on the page takes the place of the kept one."""
    records, typed, user = records_of(request), Typed.read(request.POST), user_of(request)
    one = get_object_or_404(SavedQuestion, pk=pk, owner=user)
    try:
        asked = None
        if request.POST.get("de"):
            _checked(Asking(records, typed))
            asked = typed.as_plain()
        given = _naming(request)
        one = services.change(pk, user, records.viewer, version=_version(request), name=given["name"], shared_with=given["shared"], asked=asked)  # fmt: skip
    except (services.Refused, CannotAnswer) as why:
        return _again(request, typed, str(why), one=one)
    messages.success(request, _("Đã sửa câu hỏi «%s».") % one.name)
    return _to(one)


@require_POST
def copy_question(request: HttpRequest, pk: int) -> HttpResponse:
    """A copy of one's own."""
    records = records_of(request)
    try:
        one = services.copy(pk, user_of(request), records.viewer)
    except services.Refused as why:
        raise Http404(str(why)) from why
    messages.success(request, _("Đã chép thành «%s».") % one.name)
    return _to(one)


@require_POST
def drop_question(request: HttpRequest, pk: int) -> HttpResponse:
    """Delete one of one's own; the records are not touched."""
    records = records_of(request)
    try:
        services.drop(pk, user_of(request), records.viewer, version=_version(request))
    except services.Refused as why:
        one = SavedQuestion.objects.filter(pk=pk, owner=user_of(request)).first()
        return _again(request, Typed.of_plain(one.asked) if one else Typed(), str(why), one=one)
    messages.success(request, _("Đã xóa câu hỏi. Hồ sơ không thay đổi gì."))
    return redirect("explore:explore")


def _checked(asking: Asking) -> None:
    """Raise CannotAnswer for a question that cannot be asked at all, or not by this viewer."""
    _question, _day, _compared = asking.question, asking.day, asking.compared


def _version(request: HttpRequest) -> int:
    given = request.POST.get("ban", "")
    return int(given) if given.isascii() and given.isdecimal() and len(given) < 10 else 0

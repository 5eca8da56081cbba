"""Putting family ties right: one is written, one is taken off. Both ends stay on file, and so does what was wrong."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from dungviec.office.registry.faults import RegistryFault, spoken
from dungviec.office.registry.gate import SeenFile
from dungviec.office.registry.services import create, withdraw
from dungviec.office.registry.ties import one_meant, ties_on_file
from dungviec.office.registry.viewing import seen_here
from dungviec.records.codes import RELATIONS


class TieForm(forms.Form):
    """Who is what to the person, and after which paper."""

    relation = forms.ChoiceField(label=gettext_lazy("Là"))
    other = forms.CharField(
        label=gettext_lazy("Mã cán bộ hoặc họ tên đầy đủ của người thân"), max_length=120,
        error_messages={"required": gettext_lazy("Hãy ghi mã cán bộ hoặc họ tên của người thân có hồ sơ ở đây.")},
    )  # fmt: skip
    why = forms.CharField(
        label=gettext_lazy("Lý do, căn cứ"), max_length=300,
        error_messages={"required": gettext_lazy("Hãy ghi căn cứ, như giấy khai sinh, đăng ký kết hôn.")},
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        english = get_language() == "en"
        self.fields["relation"].choices = [("", "–"), *((c.value, c.en if english else c.vi) for c in RELATIONS)]  # type: ignore[attr-defined]


@require_POST
def add_tie(request: HttpRequest, person_id: str) -> HttpResponse:
    """Write that somebody on file is the spouse, parent, child … of this person."""
    file = _opened(request, person_id)
    form = TieForm(request.POST)
    if not form.is_valid():
        for wrong in (w for of in form.errors.values() for w in of):
            messages.error(request, str(wrong))
        return _back(person_id)
    told = form.cleaned_data
    try:
        other = one_meant(file, told["other"])
        row = {"person_id": other, "relative_id": person_id, "relation": told["relation"]}
        create("kinship", row, by=file.viewer.username, why=told["why"])
    except RegistryFault as fault:
        messages.error(request, spoken(fault))
    else:
        messages.success(request, _("Đã ghi quan hệ gia đình."))
    return _back(person_id)


@require_POST
def remove_tie(request: HttpRequest, person_id: str, key: str) -> HttpResponse:
    """Take a tie that was wrong, or a marriage that has ended, off the file."""
    file = _opened(request, person_id)
    if all(tie["key"] != key for tie in ties_on_file(file)):
        raise Http404(key)
    why = request.POST.get("why", "").strip()[:300] or _("Bỏ quan hệ ghi sai")
    try:
        withdraw("kinship", key, by=file.viewer.username, why=why)
    except RegistryFault as fault:
        messages.error(request, spoken(fault))
    else:
        messages.success(request, _("Đã bỏ quan hệ; sổ ghi việc vẫn giữ điều từng ghi."))
    return _back(person_id)


def _opened(request: HttpRequest, person_id: str) -> SeenFile:
    file = seen_here(request).file(person_id)
    if not file.viewer.may_write or not file.sees("family"):
        raise PermissionDenied("family")
    return file


def _back(person_id: str) -> HttpResponse:
    answer = redirect("registry:person_family", person_id)
    answer["Location"] += "?bac=1#sua"
    return answer

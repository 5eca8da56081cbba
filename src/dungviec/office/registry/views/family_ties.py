"""Putting family ties right: one is written, one is taken off. Both ends stay on file, and so does what was wrong."""

from __future__ import annotations

from typing import Any

import polars as pl
from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from dungviec.office.registry.faults import RegistryFault, spoken
from dungviec.office.registry.gate import SeenFile, seen
from dungviec.office.registry.reading import KEY
from dungviec.office.registry.selectors import rows as rows_on
from dungviec.office.registry.services import create, withdraw
from dungviec.office.registry.viewing import seen_here
from dungviec.records.codes import RELATIONS
from dungviec.records.kin_faults import REVERSE
from dungviec.records.vietnamese import fold


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


def ties_on_file(file: SeenFile) -> list[dict[str, Any]]:
    """The ties of a person as they stand in the table: key, who, and what the other is to the person."""
    lang, me = get_language() or "vi", file.person_id
    found = rows_on("kinship", file.day).filter((pl.col("person_id") == me) | (pl.col("relative_id") == me))
    rows = [
        (str(r[KEY]), r["person_id"], r["relation"]) if r["relative_id"] == me else (str(r[KEY]), r["relative_id"], REVERSE[r["relation"]])
        for r in found.to_dicts()
    ]  # fmt: skip
    others = seen(file.viewer, file.day).on_file([other for _key, other, _relation in rows])
    names = dict(others.select("person_id", "name").iter_rows())
    outside = _("người ngoài phạm vi xem")
    return [
        {"key": key, "person_id": other, "name": names.get(other, outside), "word": RELATIONS.label(relation, lang)}
        for key, other, relation in rows
    ]


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
        other = _meant(file, told["other"])
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


def _meant(file: SeenFile, words: str) -> str:
    """The one person meant by an identifier or a whole name. Raises RegistryFault where nobody or several are."""
    people = (
        seen(file.viewer, file.day)
        .on_file(rows_on("people", file.day)["person_id"].to_list())
        .select("person_id", "name")
    )
    by_id = people.filter(pl.col("person_id") == words)
    found = by_id["person_id"].to_list() or [p for p, name in people.iter_rows() if fold(name) == fold(words)]
    if len(found) == 1:
        return str(found[0])
    if not found:
        raise RegistryFault(
            f"Không có hồ sơ nào mang mã hoặc họ tên «{words}». Người không có hồ sơ ở đây thì ghi ở mục 36.",
            f"No record has the number or name {words!r}. Somebody without a record here goes into item 36.",
        )
    raise RegistryFault(
        f"Có {len(found)} người tên «{words}»: {', '.join(found[:6])}. Hãy ghi mã cán bộ.",
        f"{len(found)} people are called {words!r}: {', '.join(found[:6])}. Give the number.",
    )


def _opened(request: HttpRequest, person_id: str) -> SeenFile:
    file = seen_here(request).file(person_id)
    if not file.viewer.may_write or not file.sees("family"):
        raise PermissionDenied("family")
    return file


def _back(person_id: str) -> HttpResponse:
    answer = redirect("registry:person_family", person_id)
    answer["Location"] += "?bac=1#sua"
    return answer

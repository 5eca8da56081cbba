"""The issuing body: what stands in the letterhead, the symbol of its numbers, who signs, who submits."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from dungviec.office.access import ledger
from dungviec.office.decisions import rights
from dungviec.office.decisions.agencies import agency, change_agency
from dungviec.office.decisions.models import Agency
from dungviec.office.registry.viewing import request_viewer
from dungviec.office.shell import seen

_HELP = {
    "name": gettext_lazy("Mỗi dòng như in trên văn bản."),
    "superior": gettext_lazy("Bỏ trống khi văn bản không ghi cơ quan cấp trên."),
    "symbol": gettext_lazy("Phần sau của số: 12/QĐ-UBND. Ký hiệu mới thì sổ số bắt đầu từ 1."),
    "authority": gettext_lazy("Dòng thẩm quyền in hoa trước các căn cứ."),
}


class AgencyForm(forms.ModelForm):  # type: ignore[type-arg]
    """The body as its papers print it."""

    class Meta:
        model = Agency
        fields = ("name", "superior", "symbol", "place", "authority", "signs_as", "proposer", "proposer_symbol")
        widgets = {  # noqa: RUF012
            "name": forms.Textarea(attrs={"rows": 2}), "signs_as": forms.Textarea(attrs={"rows": 2}),
        }  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for key, field in self.fields.items():
            area = isinstance(field.widget, forms.Textarea)
            field.widget.attrs |= {"class": "textarea" if area else "input", "autocomplete": "off"}
            field.help_text = _HELP.get(key, "")
            field.error_messages["required"] = _("Xin điền mục này.")


@require_http_methods(["GET", "HEAD", "POST"])
def agency_page(request: HttpRequest) -> HttpResponse:
    """Who issues our papers, and how does the head of them read?"""
    viewer = request_viewer(request)
    rights.require(rights.may_draft(viewer))
    one = agency()
    now = seen.stamp({name: getattr(one, name) for name in AgencyForm.Meta.fields})
    form = AgencyForm(request.POST or None, instance=one)
    if request.method == "POST" and seen.is_stale(request, now):
        form.add_error(None, seen.SENTENCE)
    elif request.method == "POST" and form.is_valid():
        with transaction.atomic():
            kept = change_agency(form.save(commit=False))
            ledger.record(
                viewer.username, "change_agency", kind="agency", subject=str(kept.pk), fields=form.changed_data
            )
        messages.success(request, _("Đã ghi. Văn bản lập từ nay in như vậy; văn bản đã ký giữ nguyên."))
        return redirect("decisions:agency")
    counters = one.counters.order_by("-year", "symbol")
    return render(request, "decisions/agency.html", {"form": form, "counters": counters, "seen": now}, status=422 if form.errors else 200)  # fmt: skip

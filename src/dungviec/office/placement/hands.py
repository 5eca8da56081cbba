"""Pages on which people change the proposal: the board, the gates, comments."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_GET, require_POST

from dungviec.office.access import ledger
from dungviec.office.placement import gates, rights, selectors, trying
from dungviec.office.placement.board import board
from dungviec.office.placement.commenting import CommentFault, comment
from dungviec.office.placement.models import HandKind, HandStep, Round
from dungviec.office.placement.views import round_seen

ON_BOARD = ("a", "b", "nguoi")
"""What an address of the board carries: two units and the person in hand, by their identifiers."""


@require_GET
def hands(request: HttpRequest, pk: int) -> HttpResponse:
    """The board: who sits where, what was changed by hand, what it costs."""
    viewer, one = round_seen(request, pk)
    rights.require(rights.may_run(viewer) and one.done)
    asked = request.GET.get("a", ""), request.GET.get("b", "")
    ledger.record(viewer.username, "view_round", kind="round", subject=str(pk), part="thu")
    steps = list(one.handsteps.select_related("by__membership"))
    moved = list(one.hand_moves.all())
    context: dict[str, Any] = {
        "one": one, "board": board(one, asked, request.GET.get("nguoi", ""), viewer), "steps": steps, "open": trying.open_to_hands(one),
        "outdated": selectors.is_outdated(one), "hand_moves": moved, "told_by": trying.behind_hands(one, moved, viewer), "value_now": steps[-1].value if steps else one.value,
        "loss": sum(s.loss for s in steps), "silent": sum(not s.reason for s in steps),
        "did": _did(request.GET.get("xong", ""), steps, moved),
    }  # fmt: skip
    return render(request, "placement/hands.html", context)


DONE = {
    "dat": gettext_lazy("Đã giải lại."),
    "bo": gettext_lazy("Đã bỏ thay đổi vừa rồi."),
    "ly-do": gettext_lazy("Đã ghi lý do."),
}
"""What was done last, as the address of the board says it → words."""


def _did(done: str, steps: list[HandStep], moved: list[Any]) -> dict[str, str] | None:
    """What the last change led to, in a sentence that is read out, and whose name the focus goes back to; None where nothing was done."""
    if done not in DONE:
        return None
    words = [str(DONE[done])]
    if done == "dat" and steps:
        last = steps[-1]
        where = f"{last.title}, {last.unit}"
        words.append(
            (_("%(n)s về %(p)s.") if last.kind == HandKind.TO else _("%(n)s không về %(p)s."))
            % {"n": last.person_name, "p": where}
        )
        words.append(_("Mất %s điểm.") % number_format(last.loss, force_grouping=True))
    words.append(ngettext("%d người đứng khác đề xuất.", "%d người đứng khác đề xuất.", len(moved)) % len(moved))
    return {"what": done, "words": " ".join(words), "person": steps[-1].person_id if done == "dat" and steps else ""}


@require_POST
def put(request: HttpRequest, pk: int) -> HttpResponse:
    """Put the person on the post, or keep the person off it; then solve the rest again."""
    return _change(
        request, pk, "dat",
        lambda one: trying.put(
            one, HandKind.NOT if request.POST.get("kieu") == HandKind.NOT else HandKind.TO,
            request.POST.get("nguoi", ""), request.POST.get("vi-tri", ""), request.user,  # type: ignore[arg-type]
        ),
    )  # fmt: skip


@require_POST
def take_back(request: HttpRequest, pk: int) -> HttpResponse:
    """Take the last change back."""
    return _change(request, pk, "bo", lambda one: trying.take_back(one, request.user))  # type: ignore[arg-type]


@require_POST
def give_reason(request: HttpRequest, pk: int) -> HttpResponse:
    """Write why a change was made."""
    number = request.POST.get("so", "")
    return _change(
        request, pk, "ly-do",
        lambda one: trying.give_reason(one, int(number) if number.isdecimal() else 0, request.POST.get("ly-do", ""), request.user),  # type: ignore[arg-type]
    )  # fmt: skip


def _change(request: HttpRequest, pk: int, done: str, act: Callable[[Round], object]) -> HttpResponse:
    """One change of the board, then the board again; what stands against it is said there."""
    viewer, one = round_seen(request, pk)
    rights.require(rights.may_run(viewer))
    kept = {key: request.POST[key] for key in ON_BOARD[:2] if request.POST.get(key)}
    try:
        act(one)
    except trying.HandFault as fault:
        messages.error(request, str(fault))
    else:
        kept["xong"] = done
    return redirect(f"{reverse('placement:hands', args=[pk])}?{urlencode(kept)}")


@require_POST
def pass_gate(request: HttpRequest, pk: int) -> HttpResponse:
    """Take the round to its next gate."""
    viewer, one = round_seen(request, pk)
    rights.require(gates.may_pass(viewer, one))
    try:
        gates.pass_gate(one, request.user, expected=request.POST.get("toi", ""), note=request.POST.get("ghi", ""))  # type: ignore[arg-type]
    except gates.GateFault as fault:
        messages.error(request, str(fault))
    return redirect("placement:round", pk=pk)


@require_POST
def send_back(request: HttpRequest, pk: int) -> HttpResponse:
    """Send the round back to the draft, with the reason."""
    viewer, one = round_seen(request, pk)
    rights.require(gates.may_send_back(viewer, one))
    try:
        gates.send_back(one, request.user, request.POST.get("ghi", ""))  # type: ignore[arg-type]
    except gates.GateFault as fault:
        messages.error(request, str(fault))
    return redirect("placement:round", pk=pk)


@require_POST
def write_comment(request: HttpRequest, pk: int) -> HttpResponse:
    """Add a word on the round, or on one of the moves the viewer sees."""
    viewer, one = round_seen(request, pk)
    try:
        comment(viewer, one, request.user, request.POST.get("y-kien", ""), person_id=request.POST.get("nguoi", ""))  # type: ignore[arg-type]
        messages.success(request, _("Đã ghi ý kiến."))
    except CommentFault as fault:
        messages.error(request, str(fault))
    return redirect(f"{reverse('placement:round', args=[pk])}?muc=y-kien#phan")

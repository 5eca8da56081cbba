"""A paper brought back: what it changes, shown before anything is written."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from dungviec.documents import Change, PaperRead, changes, read_json_text, read_word
from dungviec.documents.values import written
from dungviec.exchange.problems import UnreadableFileError
from dungviec.office.access import ledger
from dungviec.office.dossier import services
from dungviec.office.dossier.forms import label_of, saved_words
from dungviec.office.dossier.selectors import file_dossier
from dungviec.office.dossier.views.opening import head, opened_to_write
from dungviec.office.registry.faults import RegistryFault, spoken
from dungviec.records.dossiers import Dossier, table_of

LARGEST = 1_000_000
_SALT = "dossier.paper"


class NotThisPerson(UnreadableFileError):
    """The paper is about somebody else."""


@require_http_methods(["GET", "HEAD", "POST"])
def take_in(request: HttpRequest, person_id: str) -> HttpResponse:
    """What does this paper change in the record?"""
    file = opened_to_write(request, person_id)
    dossier = file_dossier(file)
    context: dict[str, Any] = head(file)
    upload = request.FILES.get("paper")
    if request.method != "POST":
        return render(request, "dossier/take_in.html", context)
    if "text" in request.POST:
        return _write(request, dossier, file.viewer.username)
    try:
        if upload is None or upload.size is None or upload.size > LARGEST:
            raise UnreadableFileError(
                "Hãy chọn một tệp Word (.docx) hoặc JSON, không quá 1 MB.",
                "Choose a Word (.docx) or JSON file of at most 1 MB.",
            )
        data = upload.read()
        read = read_paper(data, upload.name or "", person_id)
    except UnreadableFileError as fault:
        return render(request, "dossier/take_in.html", context | {"fault": fault.sentence(_lang())}, status=422)
    found = changes(dossier, read)
    ledger.record(
        file.viewer.username, "read_paper", kind="person", subject=person_id, changes=len(found), notes=len(read.notes)
    )
    context |= {
        "name": upload.name,
        "changes": [shown(c) for c in found],
        "notes": [n.words(_lang()) for n in read.notes],
        "text": signing.dumps(
            {"person": person_id, "read": data.hex(), "name": upload.name}, salt=_SALT, compress=True
        ),
        "read": True,
    }
    return render(request, "dossier/take_in.html", context)


def _write(request: HttpRequest, dossier: Dossier, by: str) -> HttpResponse:
    """Write what was shown: the paper comes back signed, so that it is the one that was read."""
    try:
        kept = signing.loads(request.POST["text"], salt=_SALT, max_age=3600)
        if kept["person"] != dossier.person_id:
            raise signing.BadSignature
        read = read_paper(bytes.fromhex(kept["read"]), kept["name"], dossier.person_id)
        count = services.take_over(dossier, changes(dossier, read), by=by, why=_("Nhập từ tệp %s") % kept["name"][:120])
    except signing.BadSignature:
        messages.error(request, _("Trang đã mở quá lâu. Xin đọc lại tệp."))
        return redirect("dossier:take_in", dossier.person_id)
    except RegistryFault as fault:
        messages.error(request, spoken(fault))
        return redirect("dossier:take_in", dossier.person_id)
    messages.success(request, saved_words(count))
    return redirect("dossier:paper", dossier.person_id)


def read_paper(data: bytes, name: str, person_id: str) -> PaperRead:
    """A Word form or a JSON record of this person. Raises :class:`UnreadableFileError` with a sentence."""
    if data[:2] == b"PK":
        read = read_word(data, name=name)
    else:
        try:
            text = data.decode("utf-8")
        except UnicodeDecodeError:
            raise UnreadableFileError(
                f"Tệp «{name}» không phải Word (.docx) hay JSON.",
                f"The file '{name}' is neither Word (.docx) nor JSON.",
            ) from None
        mine = [r for r in read_json_text(text, name=name) if r.person_id == person_id]
        read = mine[0] if mine else PaperRead("json", "")
    if read.person_id != person_id:
        raise NotThisPerson(
            f"Tệp «{name}» không phải của hồ sơ {person_id}: số hiệu trên giấy là «{read.person_id or '?'}».",
            f"The file '{name}' is not of the record {person_id}: the number on it is '{read.person_id or '?'}'.",
        )
    return read


def shown(change: Change) -> dict[str, Any]:
    """One change in words: where, before, after."""
    table = table_of(change.table)
    english = _lang() == "en"
    if change.column:
        column = table.by_name[change.column]
        return {
            "kind": change.kind,
            "where": label_of(column),
            "old": written(column, change.old),
            "new": written(column, change.new),
        }
    return {
        "kind": change.kind, "where": table.en if english else table.sheet, "old": _row(change.table, change.old), "new": _row(change.table, change.new),
    }  # fmt: skip


def _row(table: str, row: Any) -> str:
    if row is None:
        return ""
    columns = [c for c in table_of(table).columns if c.name != "person_id" and row.get(c.name) is not None]
    return " · ".join(written(c, row[c.name]) for c in columns)


def _lang() -> str:
    return "en" if get_language() == "en" else "vi"

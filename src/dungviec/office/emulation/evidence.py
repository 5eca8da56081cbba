"""What speaks for somebody in a year, out of every room: ratings, titles, works, products, thanks, and what other rooms offer."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import polars as pl
from django.urls import reverse
from django.utils.translation import gettext as _

from dungviec.emulation import read_award
from dungviec.office.access.fields import sees
from dungviec.office.access.policy import Viewer
from dungviec.office.appraisal.offered import Offered, offered
from dungviec.office.appraisal.selectors import tasks
from dungviec.office.emulation.models import Initiative, Thanks
from dungviec.office.registry.gate import SeenFile, SeenRecords, scope_of
from dungviec.office.registry.rights import visible_ids
from dungviec.office.registry.selectors import snapshot
from dungviec.office.shell.language import lang
from dungviec.records.codes import RATINGS

Line = tuple[str, str, str]
"""When, what, where it is on file."""
PRODUCTS = 12
"""Products named in a report; the rest are counted."""


@dataclass(frozen=True, slots=True)
class Record:
    """The lines of one person's report."""

    ratings: tuple[Line, ...]
    honours: tuple[Line, ...]
    works: tuple[Line, ...]
    evidence: tuple[Line, ...]
    """What speaks for the person in the year: products, whatever another room offers in jade; thanks stand apart."""
    thanks: tuple[tuple[str, tuple[Offered, ...]], ...]
    """Verified thanks, apart from the work itself: from whom in words, and each with its proof and where it is read."""
    signs: tuple[Offered, ...]
    """What other rooms offer besides (findings of inspections and their answers): read on the page, left out of the report."""


def record_of(records: SeenRecords, file: SeenFile, year: int) -> Record:
    """Everything on file that speaks for one person in ``year`` and, for ratings, titles and works, before; as the viewer may read it."""
    at_record = _("hồ sơ cán bộ, bảng Xếp loại")
    rated = file.table("ratings").filter((pl.col("system") == "state") & (pl.col("year") <= year)).sort("year", descending=True)  # fmt: skip
    ratings = tuple(
        (str(r["year"]), RATINGS.label(r["rating"], lang()) if r["rating"] else (r["note"] or _("Không xếp loại")), at_record)
        for r in rated.head(5).to_dicts()
    )  # fmt: skip
    awards = file.table("awards").filter(pl.col("year") <= year).sort("year", "title", descending=[True, False])
    honours = tuple((str(r["year"]), _kind(r["title"]), _by(r)) for r in awards.to_dicts())
    kept = Initiative.objects.filter(person_id=file.person_id, withdrawn_at__isnull=True, year__lte=year) if file.sees("appraisal") else ()  # fmt: skip
    works = tuple(
        (str(w.year), f"{w.get_kind_display()}: {w.title} ({w.get_scope_display()})", f"{w.decision}, {w.recognised_by}, {w.recognised_on:%d/%m/%Y}")
        for w in kept
    )  # fmt: skip
    signs = offered(records.viewer, file.person_id, date(year, 1, 1), date(year, 12, 31))
    good = [(f"{one.day:%d/%m/%Y}", str(one.words), str(one.standing)) for one in signs if one.tone == "jade" and not one.thanks]  # fmt: skip
    others = tuple(one for one in signs if one.tone != "jade" and not one.thanks)
    of = (("citizens", _("Người dân cảm ơn (có mã hồ sơ đối chiếu)")), ("colleagues", _("Đồng nghiệp cảm ơn (có ký tên)")))  # fmt: skip
    thanks = tuple((words, tuple(one for one in signs if one.thanks == key)) for key, words in of)
    return Record(ratings, honours, works, (*_products(records, file, year), *good), thanks, others)


def thanks_lines(record: Record) -> list[Line]:
    """Thanks as rows of a paper: day, words with whose they are, what backs them."""
    return [(f"{one.day:%d/%m/%Y}", str(one.words), str(one.standing)) for _who, lines in record.thanks for one in lines]  # fmt: skip


def _kind(text: str) -> str:
    """An award with what it is: a title and a form of commendation are never taken for each other."""
    kind = {"title": _("danh hiệu"), "form": _("hình thức khen thưởng"), "unread": _("chưa rõ loại, không tính")}[read_award(text).kind]  # fmt: skip
    return f"{text} ({kind})"


def _by(row: dict[str, object]) -> str:
    decided = row.get("decided")
    day = f"{decided:%d/%m/%Y}" if isinstance(decided, date) else ""
    return ", ".join(str(x) for x in (row.get("decision"), row.get("decided_by"), day) if x) or _("hồ sơ cán bộ, bảng Khen thưởng")  # fmt: skip


def _products(records: SeenRecords, file: SeenFile, year: int) -> list[Line]:
    done = [t for t in tasks(records, year, people=[file.person_id]).select_related("product") if t.done]
    lines = [
        (f"{t.finished:%d/%m/%Y}" if t.finished else f"{t.month:02}/{t.year}", t.name or (t.product.name if t.product else ""), _("phiếu công việc tháng"))
        for t in done[:PRODUCTS]
    ]  # fmt: skip
    if len(done) > PRODUCTS:
        lines.append((str(year), _("và %d sản phẩm, công việc khác đã xong") % (len(done) - PRODUCTS), _("phiếu công việc tháng")))  # fmt: skip
    return lines


def offer_thanks(viewer: Viewer, person_id: str, first: date, last: date) -> list[Offered]:
    """Colleagues' thanks as signs for every room that asks, as far as this viewer may read them."""
    scope = scope_of(viewer, person_id)
    reached = visible_ids(viewer)
    if not sees(viewer.role, scope, "appraisal") or (reached is not None and person_id not in reached):
        return []
    rows = list(Thanks.objects.filter(receiver_id=person_id, on__range=(first, last)))
    givers = {r.giver_id for r in rows}
    names = dict(snapshot(last).people.filter(pl.col("person_id").is_in(list(givers))).select("person_id", "name").iter_rows()) if givers else {}  # fmt: skip
    own = viewer.person_id == person_id
    url = reverse("emulation:mine") if own else reverse("emulation:person", args=[person_id])
    back = set(Thanks.objects.filter(giver_id=person_id, receiver_id__in=givers, on__range=(first, last)).values_list("receiver_id", flat=True)) if givers else set()  # fmt: skip
    signed, mutual = _("đồng nghiệp cảm ơn, có ký tên"), _("đồng nghiệp cảm ơn, có ký tên; hai người cảm ơn lẫn nhau trong kỳ")  # fmt: skip
    return [
        Offered(r.on, f"«{r.text}» – {names.get(r.giver_id, r.giver_id)}", mutual if r.giver_id in back else signed, url, "jade", "colleagues")
        for r in rows
    ]  # fmt: skip

"""What the rooms of the year's programme, education, inspection, discipline, citizens' voices and emulation have to tell the interview.

Each is read within its own rights; a room that is not installed is not asked, one that is closed to the viewer withholds its figures.
Every figure is the list of the rows it counts, each opening its own page.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.urls import reverse

from dungviec.office.registry.gate import SeenRecords
from dungviec.office.registry.viewing import opened_units
from dungviec.workforce import Behind, Figure, Said, Told
from dungviec.workforce.figure import Measure


@dataclass(frozen=True, slots=True)
class Asked:
    """What the interview asks: the viewer's gate, the period, the units counted (None: all)."""

    records: SeenRecords
    since: date
    units: frozenset[str] | None

    @property
    def until(self) -> date:
        """The last day of the period."""
        return self.records.day

    def within(self, rows: Any, field: str = "unit_id") -> Any:
        """A query narrowed to the units asked for."""
        return rows if self.units is None else rows.filter(**{f"{field}__in": list(self.units)})


def units_asked(records: SeenRecords, unit_id: str | None) -> frozenset[str] | None:
    """The unit asked for with all below it, as far as the viewer may open them; None for everything of whoever reaches everybody."""
    from dungviec.office.registry.models import Unit

    if unit_id is None:
        return None if records.viewer.reaches_all else frozenset(opened_units(records.viewer))
    path = Unit.objects.filter(pk=unit_id).values_list("path", flat=True).first() or ""
    below = frozenset(Unit.objects.filter(path__startswith=path).values_list("pk", flat=True)) if path else frozenset()
    return (below | {unit_id}) & frozenset(opened_units(records.viewer))


def counted(
    key: str, words: tuple[str, str], rows: Iterable[Behind], *, seen: bool = True, measure: Measure = "records"
) -> Figure:
    """A figure of a room with its list; withheld where the room is closed to the viewer."""
    made = Figure(key, *words, *words, measure, (), tuple(rows) if seen else ())
    return made if seen else made.withhold()


def _programme(asked: Asked) -> Told | None:
    from dungviec.office.programme.board import programme_of, read_board
    from dungviec.office.programme.rights import may_enter

    one = programme_of(asked.until, asked.until.year)
    if one is None:
        return None
    seen = may_enter(asked.records.viewer)
    rows = (
        [r for r in read_board(asked.records, one).rows if asked.units is None or r.entry.unit_id in asked.units]
        if seen
        else []
    )
    papers = one.resolutions.filter(withdrawn_at__isnull=True, dated__lte=asked.until)

    def listed(chosen: Sequence[Any]) -> list[Behind]:
        return [
            Behind(
                "targets",
                (str(r.target.pk),),
                None,
                f"{r.entry.title}; {r.unit_name}",
                address=reverse("programme:target", args=[r.target.pk]),
            )
            for r in chosen
        ]

    page = reverse("programme:board")
    figures = (
        counted("programme.resolutions", ("nghị quyết, văn bản của chương trình năm", "resolutions and papers of the year's programme"),
                (Behind("resolutions", (str(p.pk),), None, f"{p.number} ngày {p.dated:%d/%m/%Y}, {p.body}: {p.subject}", address=page) for p in papers), seen=seen),
        counted("programme.targets", ("chỉ tiêu của chương trình năm", "targets of the year's programme"), listed(rows), seen=seen),
        counted("programme.met", ("chỉ tiêu đã đạt", "targets met"), listed([r for r in rows if r.state == "met"]), seen=seen),
        counted("programme.on_track", ("chỉ tiêu đang đúng tiến độ", "targets on track"), listed([r for r in rows if r.state == "on_track"]), seen=seen),
        counted("programme.behind", ("chỉ tiêu chậm hoặc không đạt", "targets behind or missed"), listed([r for r in rows if r.state in ("missed", "off_track", "at_risk")]), seen=seen),
    )  # fmt: skip
    said = (
        Said("Chương trình năm có {programme.resolutions} nghị quyết, văn bản và {programme.targets} chỉ tiêu: {programme.met} đã đạt, {programme.on_track} đúng tiến độ, {programme.behind} chậm, có nguy cơ hoặc không đạt.",
             "The year's programme has {programme.resolutions} resolutions or papers and {programme.targets} targets: {programme.met} met, {programme.on_track} on track, {programme.behind} behind, at risk or missed."),
    )  # fmt: skip
    return Told("programme", said, figures)


def _education(asked: Asked) -> Told | None:
    from dungviec.office.education import selectors
    from dungviec.office.education.models import Attendance, Mark
    from dungviec.office.education.rights import may_follow

    seen = may_follow(asked.records.viewer)
    held = list(asked.within(selectors.activities(asked.records, asked.since, asked.until))) if seen else []
    topics = selectors.topics_seen(asked.records, asked.until.year) if seen else []
    if seen and not held and not topics:
        return None
    present: dict[int, int] = {}
    for activity in Attendance.objects.filter(activity__in=[a.pk for a in held], mark=Mark.PRESENT).values_list(
        "activity", flat=True
    ):
        present[activity] = present.get(activity, 0) + 1

    def listed(weights: dict[int, int] | None) -> list[Behind]:
        return [
            Behind("activities", (str(a.pk),), None, f"{a.day:%d/%m/%Y}: {a.title}", 1 if weights is None else weights.get(a.pk, 0), reverse("education:activity", args=[a.pk]))
            for a in held if weights is None or weights.get(a.pk)
        ]  # fmt: skip

    figures = (
        counted("education.topics", ("chuyên đề học tập và làm theo Bác trong năm", "topics of the year"), (Behind("topics", (str(t.pk),), None, t.title, address=reverse("education:topic", args=[t.pk])) for t in topics), seen=seen),
        counted("education.activities", ("buổi sinh hoạt, học tập trong kỳ", "activities held in the period"), listed(None), seen=seen),
        counted("education.present", ("lượt người dự sinh hoạt, học tập", "attendances at activities"), listed(present), seen=seen, measure="attendances"),
    )  # fmt: skip
    said = (
        Said("Năm nay có {education.topics} chuyên đề; trong kỳ đã tổ chức {education.activities} buổi sinh hoạt, học tập với {education.present} lượt người dự.",
             "There are {education.topics} topics this year; in the period {education.activities} activities were held, with {education.present} attendances."),
    )  # fmt: skip
    return Told("ethics", said, figures)


def _inspection(asked: Asked) -> Told | None:
    from dungviec.office.access.policy import OVERSEERS
    from dungviec.office.inspection.models import Checked, Finding, Kind, Visit, VisitState

    viewer = asked.records.viewer
    seen = viewer.role in OVERSEERS or not viewer.reaches_all
    # Before a visit is closed nobody but its team knows where it goes: only closed ones are told.
    closed = asked.within(Visit.objects.filter(state=VisitState.CLOSED, planned_on__range=(asked.since, asked.until)))
    visits = list(closed.order_by("planned_on", "pk"))
    if seen and not visits:
        return None
    found = list(
        Finding.objects.filter(visit__in=[v.pk for v in visits], dropped_on__isnull=True).order_by("at", "key")
    )

    def of_visits(rows: Sequence[Any]) -> list[Behind]:
        return [
            Behind(
                "visits",
                (str(v.pk),),
                None,
                f"{v.planned_on:%d/%m/%Y}: {v.label}",
                address=reverse("inspection:visit", args=[v.code]),
            )
            for v in rows
        ]

    def of_findings(rows: Sequence[Any]) -> list[Behind]:
        return [
            Behind(
                "findings",
                (str(f.key),),
                None,
                f"{f.at:%d/%m/%Y}: {f.get_severity_display()}",
                address=reverse("inspection:finding", args=[f.key]),
            )
            for f in rows
        ]

    figures = (
        counted("inspection.visits", ("cuộc kiểm tra đã khép trong kỳ", "inspections closed in the period"), of_visits(visits), seen=seen),
        counted("inspection.surprise", ("cuộc kiểm tra đột xuất", "surprise inspections"), of_visits([v for v in visits if v.kind == Kind.SURPRISE]), seen=seen),
        counted("inspection.desks", ("cuộc kiểm tra ở bộ phận một cửa, trung tâm hành chính công", "inspections of one-stop desks"), of_visits([v for v in visits if v.desk]), seen=seen),
        counted("inspection.findings", ("phát hiện qua kiểm tra", "findings"), of_findings(found), seen=seen),
        counted("inspection.fixed", ("phát hiện đã khắc phục và được xác nhận", "findings remedied and checked"), of_findings([f for f in found if f.checked == Checked.DONE]), seen=seen),
    )  # fmt: skip
    said = (
        Said("Trong kỳ có {inspection.visits} cuộc kiểm tra, {inspection.surprise} cuộc đột xuất, {inspection.desks} cuộc ở bộ phận một cửa; {inspection.findings} phát hiện, {inspection.fixed} đã khắc phục xong.",
             "In the period: {inspection.visits} inspections, {inspection.surprise} of them by surprise, {inspection.desks} at one-stop desks; {inspection.findings} findings, {inspection.fixed} remedied."),
    )  # fmt: skip
    return Told("inspections", said, figures)


def _conduct(asked: Asked) -> Told | None:
    from dungviec.office.conduct.models import Stand
    from dungviec.office.conduct.rights import may_enter
    from dungviec.office.conduct.selectors import cases_seen

    seen = may_enter(asked.records.viewer)
    if asked.units is not None:
        return None
    rows = (
        list(cases_seen(asked.records.viewer).filter(opened__range=(asked.since, asked.until)).order_by("opened", "pk"))
        if seen
        else []
    )

    def listed(chosen: Sequence[Any]) -> list[Behind]:
        return [
            Behind(
                "cases",
                (str(c.pk),),
                None,
                f"mở ngày {c.opened:%d/%m/%Y}",
                address=reverse("conduct:case", args=[c.pk]),
            )
            for c in chosen
        ]

    figures = (
        counted("conduct.cases", ("vụ việc kỷ luật mở trong kỳ", "disciplinary cases opened in the period"), listed(rows), seen=seen),
        counted("conduct.open", ("vụ việc đang xem xét", "cases still open"), listed([c for c in rows if c.state == Stand.OPEN]), seen=seen),
    )  # fmt: skip
    said = (
        Said("Trong kỳ đã mở {conduct.cases} vụ việc, {conduct.open} vụ việc đang xem xét.", "In the period {conduct.cases} cases were opened, {conduct.open} are still open."),
        Said("Tin báo nhũng nhiễu, tiêu cực ở hòm thư kín không đưa vào phiếu này.", "Reports of harassment in the sealed inbox are not told on this sheet."),
    )  # fmt: skip
    return Told("discipline", said, figures)


def _voice(asked: Asked) -> Told | None:
    from dungviec.office.voice.models import Done, Meeting, Promise
    from dungviec.office.voice.rights import desks_of, may_see_all
    from dungviec.office.voice.told import end_of, last_told, told_cells

    viewer = asked.records.viewer
    span, whole = (asked.since, asked.until), asked.units is None and may_see_all(viewer)
    desks = {d.pk: d for d in asked.within(desks_of(viewer))}
    codes = {d.code: pk for pk, d in desks.items()}
    answers: dict[int, list[int]] = {}
    for cell in told_cells(
        desks, last_told(asked.until + timedelta(days=1))
    ):  # never by the day: two periods could be subtracted
        if asked.since <= cell.month and end_of(cell.month) <= asked.until:
            one = answers.setdefault(codes[cell.group], [0, 0])
            one[0] += cell.cases
            one[1] += cell.satisfied
    meetings = list(Meeting.objects.filter(held_on__range=span)) if whole else []
    promises = list(asked.within(Promise.objects.filter(meeting__held_on__range=span)))
    if not answers and not meetings and not promises:
        return None

    def of_desks(at: int) -> list[Behind]:
        return [
            Behind("desks", (str(d),), None, desks[d].name, n[at], reverse("voice:overview"))
            for d, n in answers.items()
            if n[at]
        ]

    def of_promises(rows: Sequence[Any]) -> list[Behind]:
        return [
            Behind("promises", (str(p.pk),), None, f"{p.asked}: {p.promised}", address=reverse("voice:meetings"))
            for p in rows
        ]

    figures = [
        counted("voice.answers", ("lượt người dân đánh giá phục vụ", "citizens' answers about service"), of_desks(0)),
        counted("voice.satisfied", ("lượt đánh giá hài lòng", "answers that were satisfied"), of_desks(1)),
        counted(
            "voice.promises",
            ("lời hứa với cử tri trong kỳ", "promises made to voters in the period"),
            of_promises(promises),
        ),
        counted(
            "voice.kept",
            ("lời hứa đã thực hiện", "promises kept"),
            of_promises([p for p in promises if p.state == Done.KEPT]),
        ),
    ]
    said = [
        Said("Người dân đánh giá phục vụ {voice.answers} lượt, {voice.satisfied} lượt hài lòng (tính tháng đã hết; mỗi quầy dưới 10 lượt thì cộng vào tháng sau).", "Citizens answered about service {voice.answers} times, {voice.satisfied} times satisfied (months that are over; under 10 answers at a desk wait for the next month)."),
        Said("{voice.promises} lời hứa với cử tri, {voice.kept} đã thực hiện.", "{voice.promises} promises were made to voters, {voice.kept} of them kept."),
    ]  # fmt: skip
    if whole:
        figures.append(counted("voice.meetings", ("cuộc tiếp xúc cử tri, đối thoại", "meetings with voters"), (Behind("meetings", (str(m.pk),), None, f"{m.held_on:%d/%m/%Y}, {m.place}", address=reverse("voice:meetings")) for m in meetings)))  # fmt: skip
        said.insert(
            0,
            Said(
                "Trong kỳ có {voice.meetings} cuộc tiếp xúc, đối thoại với cử tri.",
                "In the period {voice.meetings} meetings with voters were held.",
            ),
        )
    return Told("voters", tuple(said), tuple(figures))


def _emulation(asked: Asked) -> Told | None:
    from dungviec.office.emulation.models import LIVE, Initiative, Proposal, State
    from dungviec.office.emulation.rights import may_enter, reached

    seen = may_enter(asked.records.viewer)
    years = range(asked.since.year, asked.until.year + 1)
    proposals = list(
        asked.within(Proposal.objects.filter(round__year__in=years, state__in=LIVE)).order_by("sort_key", "pk")
    )
    works = list(Initiative.objects.filter(year__in=years, withdrawn_at__isnull=True).order_by("pk"))
    mine = reached(asked.records.viewer) if seen else frozenset()
    if asked.units is not None:
        inside = frozenset(asked.records.people.filter(_in_units(asked.units))["person_id"])
        mine = inside if mine is None else mine & inside
    proposals = [p for p in proposals if mine is None or p.person_id in mine]
    works = [w for w in works if mine is None or w.person_id in mine]
    if seen and not proposals and not works:
        return None

    def listed(rows: Sequence[Any]) -> list[Behind]:
        return [
            Behind(
                "proposals",
                (str(p.pk),),
                p.person_id,
                f"{p.person_name}, {p.unit_name}",
                address=reverse("emulation:proposal", args=[p.pk]),
            )
            for p in rows
        ]

    figures = (
        counted("emulation.proposed", ("lượt đề nghị danh hiệu thi đua", "proposals for titles"), listed(proposals), seen=seen),
        counted("emulation.awarded", ("lượt danh hiệu đã quyết định tặng", "titles decided"), listed([p for p in proposals if p.state == State.AWARDED]), seen=seen),
        counted("emulation.works", ("sáng kiến, đề tài được công nhận", "initiatives recognised"), (Behind("initiatives", (str(w.pk),), w.person_id, f"{w.title}: {w.decision}, {w.recognised_by}", address=reverse("emulation:works")) for w in works), seen=seen),
    )  # fmt: skip
    said = (
        Said("Các đợt xét của những năm trong kỳ có {emulation.proposed} lượt đề nghị, {emulation.awarded} đã quyết định tặng; {emulation.works} sáng kiến được công nhận.",
             "The rounds of the years of the period hold {emulation.proposed} proposals, {emulation.awarded} of them decided; {emulation.works} initiatives were recognised."),
    )  # fmt: skip
    return Told("awards", said, figures)


def _in_units(units: frozenset[str]) -> Any:
    import polars as pl

    return pl.col("unit_id").is_in(list(units))


TELLERS: dict[str, Callable[[Asked], Told | None]] = {
    "programme": _programme, "education": _education, "inspection": _inspection, "conduct": _conduct, "voice": _voice, "emulation": _emulation,
}  # fmt: skip
"""Label of a room → what it tells; None where it holds nothing of the period."""

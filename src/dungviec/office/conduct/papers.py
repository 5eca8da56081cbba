"""The papers of a case: request to explain, summons, minutes of the council, decision; from what is on file and the law of the day."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import polars as pl

from dungviec.conduct import PARTS, Effect, effects_of, procedure_of
from dungviec.conduct.steps import COUNCIL, EXPLANATION, MEETING, NOTICE
from dungviec.documents.decisions import (
    Filled,
    Issue,
    Source,
    Sources,
    Value,
    Values,
    bases_of_rules,
    basis_lines,
    fill,
    kind_words,
    letterhead,
    write_template,
)
from dungviec.documents.decisions.values import Filling
from dungviec.law.discipline import form_rule
from dungviec.law.rules import Rule
from dungviec.office.conduct.models import Case, StepHeld
from dungviec.office.conduct.reading import law_case
from dungviec.office.decisions.agencies import agency, issuer_of, proposer_of
from dungviec.office.registry.governing import law_on
from dungviec.office.registry.models import Tenure
from dungviec.office.registry.selectors import snapshot
from dungviec.records.codes import CATEGORIES, DISCIPLINE_FORMS
from dungviec.records.vietnamese import format_date

NEEDS = {"explanation_request": NOTICE, "summons": COUNCIL, "council_minutes": MEETING, "discipline": "decision"}
"""Paper → the step that has to be held before it can be written."""
OWN = ("explanation_request", "summons", "discipline")
"""Papers that go to the person concerned."""


def ready(one: Case) -> list[str]:
    """The papers that can be written by now, in the order of the steps."""
    held = {s.step for s in one.steps.all()}
    return [kind for kind, step in NEEDS.items() if step in held and not (kind == "discipline" and one.kind == "party")]


def paper(one: Case, kind: str, *, sources: Sources | None = None) -> Filled:
    """One paper of a case; ``sources`` links every word to where it comes from. What nobody recorded is left as dots to fill in by hand. Asks for a paper of :func:`ready`."""
    day = _day(one, kind)
    body = agency()
    issuer = issuer_of(body) if kind == "discipline" else proposer_of(body)
    signed = kind == "discipline"
    issue = Issue(one.number if signed else None, day, one.signer if signed else "")
    places: dict[str, Filling] = letterhead(kind, issuer, issue, _recipients(one, kind))
    rules = _rules(one, day)
    places |= _person(one, day) | {
        "can_cu": basis_lines(bases_of_rules(rules), matter="xử lý kỷ luật", day=format_date(day)),
        "co_quan_thuong": Value(body.proposer), "noi_dung": _entered(one.act.rstrip("."), "sự việc được xem xét"),
    }  # fmt: skip
    return fill(write_template(kind), Values(places | _MORE[kind](one, day)), sources=sources)


def file_title(one: Case, kind: str) -> str:
    """The name of the file: the kind and the number of the case, not the person."""
    return f"{kind_words(kind)} vu viec {one.pk}"


def _entered(text: str, what: str) -> Value:
    return Value(text, Source("entry", f"Người lập ghi: {what}"))


def _day(one: Case, kind: str) -> date:
    return next(s.held for s in one.steps.all() if s.step == NEEDS[kind])


def _rules(one: Case, day: date) -> list[Rule]:
    view = law_on(day)
    forms = form_rule(view, one.category, left_service=one.left_service) if one.kind == "administrative" else None
    due = procedure_of(law_on(one.found), one.category).step("decision").due
    found = [forms, due.rule if due else None]
    if one.signed_on == day:
        found += [e.rule for e in effects_of(law_case(one), view) if e.key in ("window", "in_force")]
    return list({r.key: r for r in found if r is not None}.values())


def _recipients(one: Case, kind: str) -> list[str]:
    if kind == "council_minutes":
        return ["Như thành phần", "Lưu: VT, hồ sơ vụ việc"]
    return ["Như trên" if kind != "discipline" else "Như Điều 3", one.unit or "Đơn vị", "Lưu: VT, hồ sơ vụ việc"]


def _person(one: Case, day: date) -> dict[str, Filling]:
    person = next(iter(snapshot(day).people.filter(pl.col("person_id") == one.person_id).to_dicts()), {})
    title = "ông" if person.get("sex") == "male" else "bà" if person.get("sex") == "female" else "ông (bà)"
    kept = Source("record", f"Hồ sơ {one.person_id}", f"/can-bo/{one.person_id}/")
    found: dict[str, Filling] = {
        "xung_ho": Value(title, kept), "Xung_ho": Value(title.capitalize(), kept), "ho_ten": Value(one.person_name, kept),
        "chuc_vu_cu": Value(one.title, kept) if one.title else Value(""), "don_vi_cu": Value(one.unit, kept),
        "doi_tuong": Value(_category(one.category), kept),
    }  # fmt: skip
    return found | ({"ngay_sinh": Value(format_date(person["born"]), kept)} if person.get("born") else {})


def _category(category: str) -> str:
    if category == "public_employee_manager":
        return "viên chức quản lý"
    return CATEGORIES.label(category, "vi").lower() if category in CATEGORIES.by_value else "cán bộ"


def _request(one: Case, day: date) -> dict[str, Filling]:
    return {
        "ngay_xay_ra": Value(format_date(one.happened)), "ngay_phat_hien": Value(format_date(one.found)),
        "han": Value(format_date(one.explain_by)) if one.explain_by else Value(""),
    }  # fmt: skip


def _summons(one: Case, day: date) -> dict[str, Filling]:
    return {"gio_noi_hop": Value(one.meeting_at), "ds": _council(one)}


def _council(one: Case) -> list[dict[str, Value]]:
    return [
        {"stt": Value(str(n)), "nguoi": Value(m.name), "chuc_vu": Value(m.title), "phan_viec": Value(PARTS[m.part][0])}
        for n, m in enumerate(one.council.all(), 1)
    ]  # fmt: skip


def form_words(form: str) -> str:
    """A form of discipline, or of none, in Vietnamese."""
    return "Không kỷ luật" if form == "none" else DISCIPLINE_FORMS.label(form, "vi")


def _minutes(one: Case, day: date) -> dict[str, Filling]:
    step: StepHeld = next(s for s in one.steps.all() if s.step == MEETING)
    members = list(one.council.all())
    chair = next((m.name for m in members if m.part == "chair"), "")
    secretary = next((m.name for m in members if m.part == "secretary"), "")
    votes = sorted(step.votes.items(), key=lambda v: -v[1])
    explained = next((s.held for s in one.steps.all() if s.step == EXPLANATION), None)
    most = [f for f, n in votes if n == votes[0][1]] if votes else []
    return {
        "thoi_gian": Value(f"ngày {format_date(day)}"), "gio_noi_hop": Value(f"{one.meeting_at}."), "so_thanh_vien": Value(str(len(members))),
        "co_mat": Value(str(step.present)), "chu_tri": Value(chair), "thu_ky": Value(secretary),
        "trinh_bay": _entered(step.note, "ý kiến trình bày") if step.heard else _entered(f"vắng mặt; {step.note}", "lý do vắng"),
        "giai_trinh": _entered(one.explanation, "giải trình bằng văn bản"), "ngay_giai_trinh": Value(format_date(one.explained_on or explained)),
        "ds": [
            {"stt": Value(str(n)), "hinh_thuc": Value(form_words(form)), "phieu": Value(str(count)), "co_mat": Value(str(step.present))}
            for n, (form, count) in enumerate(votes, 1)
        ],
        "ket_luan": Value(form_words(most[0]).lower() if len(most) == 1 else "phiếu ngang nhau, báo cáo cấp có thẩm quyền"),
    }  # fmt: skip


def _decision(one: Case, day: date) -> dict[str, Filling]:
    step = next(s for s in one.steps.all() if s.step == "decision")
    form = next(iter(step.votes), one.form)
    effects: list[Effect] = effects_of(replace(law_case(one), form=form), law_on(day))
    told = [e.vi[:1].lower() + e.vi[1:] for e in effects if e.key in ("window", "salary")]
    return {
        "hinh_thuc": Value(form_words(form).lower()), "tu_ngay": Value(format_date(one.effective)), "ly_do": _entered(one.act.rstrip("."), "lý do"),
        "den_ngay": Value(format_date(one.ends) if one.ends else ""), "he_qua": Value("; ".join(told)),
    } | _posts(one)  # fmt: skip


def _posts(one: Case) -> dict[str, Filling]:
    """The posts the signature ended and the lower one it gave; an appeal changes the records, not the paper."""
    made = one.decision
    if made is None or made.batch_id is None:
        return {"thoi_giu": Value(""), "chuc_vu_moi": Value(""), "don_vi_moi": Value("")}
    kept = Source("record", f"Quá trình công tác, hồ sơ {one.person_id}", f"/can-bo/{one.person_id}/")
    ended = Tenure.objects.filter(batch_id=made.batch_id, left_because="discipline").order_by("from_date", "pk")
    titles = ", ".join(dict.fromkeys(", ".join(x for x in (t.title, t.unit_name) if x) for t in ended))
    return {"thoi_giu": Value(titles, kept), "chuc_vu_moi": Value(made.to_title, kept), "don_vi_moi": Value(made.to_unit, kept)}  # fmt: skip


_MORE = {"explanation_request": _request, "summons": _summons, "council_minutes": _minutes, "discipline": _decision}

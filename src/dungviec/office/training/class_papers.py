"""Papers of a class: the call and the decision that sends people, with the letterhead of the office (NĐ 30/2020), to check and sign."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from dungviec.documents.decisions import (
    Issue,
    Source,
    Value,
    Values,
    bases_of,
    basis_lines,
    fill,
    letterhead,
    symbol_of,
)
from dungviec.documents.decisions.values import Filling, Row
from dungviec.office.registry.gate import SeenRecords
from dungviec.office.registry.governing import law_on
from dungviec.office.registry.issuing import letterheads
from dungviec.office.registry.selectors import office_day
from dungviec.office.training.models import TrainingClass
from dungviec.office.training.papers import amount
from dungviec.office.training.selectors.classes import Learner
from dungviec.records.codes import TRAINING_KINDS
from dungviec.records.vietnamese import format_date


def call_up(one: TrainingClass, rows: Sequence[Learner]) -> bytes:
    """The call to a class, with its list, as Word; its number and day are left open."""
    kept = letterheads()
    head = letterhead("class_call", kept.proposer(), Issue(None, None, kept.proposing_head(office_day())), _units(rows))
    return fill(kept.template("class_call"), Values({**head, **_class(one, rows, {})})).word


def decision(one: TrainingClass, rows: Sequence[Learner], born: Mapping[str, date]) -> bytes:
    """The decision that sends the people of a class to study, as Word, with its list as an annex; number and day as noted on the class."""
    kept = letterheads()
    issuer, day = kept.issuer(), one.decided or office_day()
    bases = bases_of(law_on(day), "training", category="civil_servant")
    plan = f"Căn cứ Kế hoạch đào tạo, bồi dưỡng năm {one.plan.year} đã được phê duyệt" if one.plan else ""
    further = [
        *([Value(plan, Source("entry", "Kế hoạch năm của phòng đào tạo"))] if plan else []),
        Value(f"Theo đề nghị của Trưởng {kept.proposer_words()}"),
    ]
    number = one.decision or symbol_of("class_decision", issuer, None)
    signed = f" ngày {format_date(one.decided)}" if one.decided else " ngày …/…/……"
    head = letterhead("class_decision", issuer, Issue(None, one.decided), ["Như Điều 3", "Lưu: VT, hồ sơ lớp học"])
    return fill(kept.template("class_decision"), Values({
        **head, **_class(one, rows, born), "so_ky_hieu": Value(number, Source("entry", "Số quyết định ghi ở lớp học")),
        "can_cu": basis_lines(bases, matter="cử đi đào tạo, bồi dưỡng", day=format_date(day), further=further),
        "kem_theo": Value(f"Quyết định số {number}{signed}"),
    })).word  # fmt: skip


def births(records: SeenRecords, people: Sequence[str]) -> dict[str, date]:
    """Dates of birth for the decision's list, as far as they are seen."""
    found = records.on_file(people)
    if "born" not in found.columns:
        return {}
    return {p: b for p, b in found.select("person_id", "born").iter_rows() if b is not None}


def _class(one: TrainingClass, rows: Sequence[Learner], born: Mapping[str, date]) -> dict[str, Filling]:
    list_: list[Row] = [{
        "stt": Value(str(n)), "nguoi": Value(r.person["name"]), "vi_tri": Value(r.person["title"] or ""), "don_vi": Value(r.person["unit_name"] or ""),
        "sinh": Value(format_date(born[r.one.person_id]) if r.one.person_id in born else "……"),
    } for n, r in enumerate(rows, 1)]  # fmt: skip
    funding = one.plan.funding if one.plan else ""
    cost = f"{amount(one.planned_cost)} đồng" if one.planned_cost else ""
    return {
        "khoa_hoc": Value(f"«{one.title}»"), "loai_lop": Value(TRAINING_KINDS.label(one.kind, "vi").lower()), "noi_hoc": Value(one.place),
        "tu_ngay": Value(format_date(one.from_date)), "den_ngay": Value(format_date(one.to_date)), "so_nguoi": Value(f"{len(rows):02d}"),
        "kinh_phi": Value(", ".join(part for part in (cost, funding) if part) or "theo quy định của cơ sở đào tạo và quy chế của cơ quan"),
        "co_quan_trinh": Value(letterheads().proposer_words()), "ds": list_,
    }  # fmt: skip


def _units(rows: Sequence[Learner]) -> list[str]:
    return [*dict.fromkeys(r.person["unit_name"] for r in rows if r.person["unit_name"]), "Như danh sách", "Lưu: VT"]

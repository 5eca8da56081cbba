"""The minutes of a step of a procedure at which people voted: who was summoned and present, the votes, what follows by the article."""

from __future__ import annotations

from fractions import Fraction

from dungviec.documents.decisions import (
    Filled,
    Issue,
    Source,
    Value,
    Values,
    bases_of_rules,
    basis_lines,
    fill,
    letterhead,
)
from dungviec.office.decisions.agencies import agency, proposer_of
from dungviec.office.decisions.models import Procedure, StepRecord
from dungviec.office.decisions.procedures import judged, names_in
from dungviec.office.decisions.templates_folder import template
from dungviec.procedures import procedure_words
from dungviec.procedures.model import BASE_WORDS
from dungviec.records.vietnamese import format_date, format_number


def minutes_paper(procedure: Procedure, record: StepRecord) -> Filled:
    """The minutes of one held step. What nobody recorded (place, chair, secretary) is left as dots to fill in by hand."""
    run = judged(procedure)
    state = next(s for s in run.steps if s.step.key == record.step)
    names, tally, issuer = names_in(run), state.tally, agency()
    base_vi = BASE_WORDS[tally.base_name][0] if tally and tally.base_name else "số phiếu hợp lệ (văn bản đang có không nêu mẫu số)"  # fmt: skip
    base = tally.base if tally else None
    kept = Source("record", f"Bước «{state.step.vi}» của quy trình số {procedure.pk}", f"/quy-trinh/{procedure.pk}/")
    counted = Source("computed", f"Số phiếu chia cho {base_vi}")
    rows = [
        {
            "stt": Value(str(number)), "nguoi": Value(names.get(person, person), kept), "phieu": Value(str(votes), kept),
            "mau_so": Value(str(base) if base else "", kept),
            "ty_le": Value(f"{format_number(float(Fraction(votes, base) * 100), decimals=1)} %" if base else "", counted),
        }
        for number, (person, votes) in enumerate(sorted(record.votes.items(), key=lambda v: (-v[1], names.get(v[0], v[0]))), 1)
    ]  # fmt: skip
    rule = run.procedure.rule
    places = letterhead("minutes", proposer_of(issuer), Issue(None, record.held), ["Như thành phần", "Lưu: VT, hồ sơ"])
    attended = {
        "trieu_tap": Value(str(record.summoned), kept) if record.summoned is not None else None,
        "co_mat": Value(str(record.present), kept) if record.present is not None else None,
    }
    bases = bases_of_rules([rule] if rule else [])
    return fill(template("minutes"), Values({
        **places, **{name: value for name, value in attended.items() if value is not None},
        "viec": Value(f"{procedure.title}: {state.step.vi}"), "thoi_gian": Value(f"ngày {format_date(record.held)}", kept),
        "noi_dung": Value(state.step.vi), "mau_so": Value(base_vi), "ds": rows,
        "ket_luan": Value((tally.vi if tally else "").rstrip(".") + (f"; {record.note}" if record.note else "")),
        "can_cu": basis_lines(bases, matter=procedure_words(procedure.name).lower(), day=format_date(procedure.started)),
    }))  # fmt: skip

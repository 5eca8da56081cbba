"""Who may sit on the council of a case. No text on its composition is on file: except for relatives these are the office's own standards."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence

from dungviec.conduct.model import Case, Member, Problem
from dungviec.law import LawView
from dungviec.law.answers import in_force
from dungviec.law.kinship import INVERSE
from dungviec.records.codes import RELATIONS

LEAST = 3
"""Members a council has at least: the office's own standard."""


def relatives_of(person_id: str, ties: Iterable[Mapping[str, str]]) -> dict[str, str]:
    """Everybody tied to somebody by kinship on file: identifier → what he or she is of the person (a code of ``relation``).

    ``ties`` are rows of the table ``kinship`` (``person_id, relative_id, relation``: the relative is the … of the person).
    """
    found: dict[str, str] = {}
    for tie in ties:
        if tie["person_id"] == person_id:
            found[tie["relative_id"]] = tie["relation"]
        elif tie["relative_id"] == person_id:
            found.setdefault(tie["person_id"], INVERSE.get(tie["relation"], tie["relation"]))
    return found


def council_problems(
    case: Case, members: Sequence[Member], view: LawView, *, relatives: Mapping[str, str], recused: Collection[str] = ()
) -> list[Problem]:
    """What stands against a council: the person, a relative, who reported, somebody twice, too few, no chair or secretary.

    ``relatives`` as of :func:`relatives_of`; ``recused`` are people who declared a conflict of interest in the matter.
    """
    kin = in_force(view, "KIN-03")
    found: list[Problem] = []
    for m in members:
        if m.person_id == case.person_id:
            found.append(Problem("self", f"{m.name} là người bị xem xét, không thể ở trong hội đồng.", f"{m.name} is the person concerned and cannot sit on the council."))  # fmt: skip
        elif m.person_id in relatives:
            vi, en = (RELATIONS.label(relatives[m.person_id], lang).lower() for lang in ("vi", "en"))
            found.append(Problem(
                "kin", f"{m.name} có quan hệ gia đình với người bị xem xét ({vi}): không tham gia hội đồng.",
                f"{m.name} is related to the person concerned ({en}): not on the council.", kin,
            ))  # fmt: skip
        elif m.person_id == case.reporter_id and case.reporter_id:
            found.append(Problem("reporter", f"{m.name} là người báo cáo vụ việc: không tham gia hội đồng.", f"{m.name} reported the case: not on the council."))  # fmt: skip
        elif m.person_id in recused:
            found.append(Problem("interest", f"{m.name} đã báo cáo xung đột lợi ích trong việc này.", f"{m.name} declared a conflict of interest in this matter.", kin))  # fmt: skip
    if len({m.person_id for m in members}) < len(members):
        found.append(Problem("twice", "Có người được ghi hai lần trong hội đồng.", "Somebody is on the council twice."))
    if len(members) < LEAST:
        found.append(Problem("few", f"Hội đồng cần ít nhất {LEAST} người (tiêu chuẩn của văn phòng); đang có {len(members)}.", f"A council has at least {LEAST} members (the office's own standard); there are {len(members)}."))  # fmt: skip
    if len(members) % 2 == 0 and members:
        found.append(Problem("even", f"Hội đồng có {len(members)} người: số lẻ thì phiếu không ngang nhau (tiêu chuẩn của văn phòng).", f"The council has {len(members)} members: an odd number avoids ties (the office's own standard)."))  # fmt: skip
    parts = [m.part for m in members]
    for part, vi, en in (("chair", "chủ tịch", "chair"), ("secretary", "thư ký", "secretary")):
        if parts.count(part) != 1:
            found.append(Problem(part, f"Hội đồng cần đúng một {vi}.", f"The council needs exactly one {en}."))
    return found

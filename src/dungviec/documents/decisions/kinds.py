"""The kinds of papers the office makes about people's posts: their names, symbols and the places each may fill."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from dungviec.documents.decisions.faults import TemplateFault

DECISIONS = (
    "transfer", "rotation", "secondment", "appointment", "reappointment", "extension", "dismissal", "resignation", "relief",
    "acting", "position_change", "training",
)  # fmt: skip
"""Kinds of personnel decisions, in the order in which lists offer them."""
OTHERS = ("submission", "minutes", "review", "list", "handover", "slate", "class_decision", "class_call")
"""Papers that go with decisions, those of leadership teams and of classes among them."""
CONDUCT = ("discipline", "explanation_request", "summons", "council_minutes")
"""Papers of a case of discipline."""
NUMBERED = (*DECISIONS, "discipline")
"""Kinds that are rows of the book of decisions: a discipline decision is made by its case, the others by a draft."""

_WORDS = {
    "transfer": ("Điều động", "Transfer"), "rotation": ("Luân chuyển", "Rotation"), "secondment": ("Biệt phái", "Secondment"),
    "appointment": ("Bổ nhiệm", "Appointment"), "reappointment": ("Bổ nhiệm lại", "Reappointment"),
    "extension": ("Kéo dài thời gian giữ chức vụ", "Extension to retirement"), "dismissal": ("Miễn nhiệm", "Dismissal from post"),
    "resignation": ("Từ chức", "Resignation from post"), "relief": ("Thôi giữ chức vụ", "Relief of post"),
    "acting": ("Giao quyền, giao phụ trách", "Acting"), "position_change": ("Chuyển đổi vị trí công tác", "Change of position"),
    "training": ("Cử đi đào tạo, bồi dưỡng", "Sending to training"), "submission": ("Tờ trình", "Submission"),
    "minutes": ("Biên bản kiểm phiếu", "Minutes"), "review": ("Bản rà soát điều kiện", "Review of conditions"),
    "list": ("Danh sách kèm theo", "List"), "handover": ("Biên bản bàn giao", "Minutes of handing over"), "slate": ("Phương án nhân sự tập thể lãnh đạo", "Slates of a leadership team"),
    "class_decision": ("Quyết định cử đi học theo lớp", "Decision that sends a class"), "class_call": ("Thông báo triệu tập học viên", "Call to a class"),
    "discipline": ("Quyết định kỷ luật", "Discipline decision"),
    "explanation_request": ("Yêu cầu giải trình", "Request to explain"), "summons": ("Giấy triệu tập", "Summons"),
    "council_minutes": ("Biên bản họp hội đồng kỷ luật", "Minutes of the discipline council"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Form:
    """The text of one kind of paper: name, symbol, subject, and the lines of its body."""

    kind: str
    name: str
    """As printed: «QUYẾT ĐỊNH»."""
    symbol: str
    """As in the number: «QĐ»."""
    subject: str
    lines: tuple[str, ...]


def kind_words(kind: str, lang: str = "vi") -> str:
    """A kind in words. Raises TemplateFault for a kind that does not exist."""
    if kind not in _WORDS:
        raise TemplateFault(
            f"Không có loại văn bản «{kind}»; chọn một trong: {', '.join(_WORDS)}.",
            f"There is no kind of paper {kind!r}; choose one of {', '.join(_WORDS)}.",
        )
    vi, en = _WORDS[kind]
    return vi if lang == "vi" else en


@cache
def form(kind: str) -> Form:
    """The shipped text of a kind. Raises TemplateFault for a kind that does not exist."""
    kind_words(kind)
    text = files("dungviec.documents.decisions").joinpath("forms", f"{kind}.txt").read_text(encoding="utf-8")
    head, _blank, body = text.partition("\n\n")
    said = dict(line.split(": ", 1) for line in head.splitlines() if line and not line.startswith("#"))
    lines = tuple(line for line in body.splitlines() if line.strip())
    return Form(kind, said["Loại"], said["Ký hiệu"], said["Trích yếu"], lines)

"""What would close a gap: which kinds of courses, and which work, build a competency.

The office's own suggestions (no instrument on file says which course builds which competency); a page always says so.
"""

from __future__ import annotations

from dataclasses import dataclass

Words = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Closing:
    """Ways to close a gap in one competency: kinds of training (codes of ``training_kind``) and work that builds it."""

    kinds: tuple[str, ...]
    by_work: Words


_THEORY = ("theory_advanced", "theory_intermediate", "theory_elementary")
_CLOSING: dict[str, Closing] = {
    "G1": Closing(_THEORY, ("giao việc có trách nhiệm rõ, có người kèm", "clear responsibility, with a mentor")),
    "G2": Closing(("state_management", "skills"), ("chủ trì một việc nhiều bước", "leading work of several steps")),
    "G3": Closing(("state_management", "skills"), ("soạn thảo có người sửa cùng", "drafting with somebody who goes through it")),
    "G4": Closing(("skills",), ("trực tiếp dân, đối thoại", "receiving citizens, dialogue")),
    "G5": Closing(("skills",), ("đầu mối một chương trình phối hợp", "contact of a joint programme")),
    "G6": Closing(("skills",), ("vận hành phần mềm của đơn vị", "running the unit's software")),
    "G7": Closing(("skills",), ("làm việc với tài liệu, đoàn khách nước ngoài", "working with foreign papers and guests")),
    "P1": Closing(("state_management", "skills"), ("tham gia tổ soạn thảo đề án", "a seat in a drafting group")),
    "P2": Closing(("skills", "professional_title"), ("hướng dẫn nghiệp vụ cho cơ sở", "guiding the grass roots")),
    "P3": Closing(("skills", "state_management"), ("thành viên đoàn kiểm tra", "a seat in an inspection team")),
    "P4": Closing(("skills", "state_management"), ("góp ý, thẩm định văn bản", "commenting on and appraising documents")),
    "P5": Closing(("professional_title", "skills", "degree"), ("việc chuyên môn tăng dần độ khó", "field work of growing difficulty")),
    "M1": Closing(("theory_advanced", "state_management"), ("lập chương trình công tác nhiều năm", "planning for several years")),
    "M2": Closing(("state_management", "skills"), ("phụ trách một việc đổi mới", "charge of one change")),
    "M3": Closing(("state_management", "skills"), ("được giao quyền trong một mảng việc", "delegated authority in a field")),
    "M4": Closing(("state_management", "skills"), ("quản lý một dự toán, một dự án", "managing a budget or a project")),
    "M5": Closing(("state_management", "skills"), ("kèm cặp người mới", "mentoring a newcomer")),
    "V1": Closing(_THEORY, ("giao việc có trách nhiệm rõ, có người kèm", "clear responsibility, with a mentor")),
    "V2": Closing(("skills",), ("trực tiếp dân, đối thoại", "receiving citizens, dialogue")),
    "V3": Closing(("skills", "professional_title"), ("phụ trách một việc đổi mới", "charge of one change")),
    "V4": Closing(("skills",), ("vận hành phần mềm của đơn vị", "running the unit's software")),
    "VP": Closing(("professional_title", "skills", "degree"), ("việc chuyên môn tăng dần độ khó", "field work of growing difficulty")),
    "VM": Closing(("state_management", "skills"), ("được giao quyền trong một mảng việc", "delegated authority in a field")),
}  # fmt: skip


def closing(code: str) -> Closing | None:
    """What would build a competency; None for one the table does not know.

    >>> closing("G6").kinds
    ('skills',)
    """
    return _CLOSING.get(code)

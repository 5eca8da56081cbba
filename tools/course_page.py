"""The reference page of course files: what `dungviec training` reads, table by table, with examples in YAML."""

from __future__ import annotations

from tools.markdown import table

_EXAMPLE = """```yaml courses
year: 2021
courses:
  - code: SOAN-THAO
    vi: Soạn thảo, ban hành văn bản
    kind: skills
    closes:
      - {what: G3, start: 1, end: 3}
    least: 20
    most: 40
    classes: 2
    class_cost: 8000000
    seat_cost: 150000
    days: 3
standards:
  - {ranks: ["V.07.*"], kind: professional_title, vi: phải có chứng chỉ, basis: Quy định của cơ quan}
```"""
_ASKED = """```yaml asked
requests:
  - {unit_id: P-TCKH, what: G6, wants: 3, urgency: 2, because: Phần mềm mới}
wishes:
  - {person_id: CB00042, what: theory, wants: intermediate, strength: 3}
self_study:
  - {person_id: CB00042, what: G6, level: 3, on: 2020-06-01, evidence: Bài thi, grade: 3}
```"""


def course_page(note: str) -> str:
    """The page."""
    from dungviec.records.codes import TRAINING_KINDS
    from dungviec.training.asked import GRADES
    from dungviec.training.subjects import QUALIFICATIONS
    from dungviec.training.tables import ASKED_TABLES, CATALOGUE_TABLES

    levels = "; ".join(f"`{q}`: `none` (0), " + ", ".join(f"`{c.value}` ({c.rank})" for c in codes) for q, codes in QUALIFICATIONS.items())  # fmt: skip
    parts = [
        "# Course files", note,
        "What [`dungviec training`](cli.md) reads beside the [city workbook](workbook.md): the catalogue of a year (`--courses`), and what was asked and "
        "learned (`--asked`). YAML and JSON hold lists under the names below; what a course closes stands in the course under `closes`. In Excel (`.xlsx`, "
        "`.ods`) each table is the sheet in brackets, with its headings or the stored names in row 1, and the year stands on a sheet «Thông tin», label «Năm». "
        "A fault names file, line (or sheet and row), field, value and what to do; exit code 2. `dungviec synth courses` writes a made-up catalogue.", "",
        _EXAMPLE, "", _ASKED, "",
        f"*Subjects* (`what`): a competency code (`G1` …), a qualification, `certificate:` with a kind of training ({', '.join(f'`{k}`' for k in TRAINING_KINDS.values)}), "
        "or in requests and wishes `course:` with a course's identifier. *Levels* are numbers or words: competencies 1 to 5, certificates and courses 0 or 1; " + levels + ".", "",
    ]  # fmt: skip
    for t in (*CATALOGUE_TABLES.values(), *ASKED_TABLES.values()):
        rows = [
            (
                f"`{c.name}`",
                c.vi,
                c.type + (f" ([{c.codes}](code-lists.md#{c.codes}))" if c.codes else ""),
                "yes" if c.required else "",
                c.en,
            )
            for c in t.columns
        ]
        heads = ("Field", "Heading", "Type", "Required", "Meaning")
        parts += [f"## `{t.name}` («{t.sheet}»)", "", f"{t.en}.", "", *table(heads, rows), ""]
    grades = "; ".join(f"{n} – {vi} ({en})" for n, (vi, en) in GRADES.items())
    parts += [f"Grades of self-study: {grades}. A gap counts as closed from grade 2, a certificate from grade 3.", ""]
    return "\n".join(parts)

"""The law cases of tests/law_cases and their answers, each judged once per process however many tests look at it."""

from functools import cache
from pathlib import Path

from dungviec.law.case_answer import CaseAnswer
from dungviec.law.case_model import Case
from dungviec.law.cases import judge_case, read_cases

FOLDER = Path(__file__).parent.parent / "law_cases"


@cache
def cases() -> tuple[Case, ...]:
    """Every case of every file, variants included."""
    files = sorted(FOLDER.glob("*.yaml"))
    return tuple(case for path in files for case in read_cases(path.read_text("utf-8"), path.name))


@cache
def answer(number: int) -> CaseAnswer:
    """The engine's answer to the case of this place in ``cases()``."""
    return judge_case(cases()[number])

"""What a Vietnamese reader meets of a rule is Vietnamese: statement, note, exception, instrument, article, name and value of parameters."""

import re

from tests.law.answered import answer, cases

from dungviec.law import LawBook
from dungviec.law.case_outcomes import OUTCOME_WORDS
from dungviec.law.code_words import in_words
from dungviec.law.parameter_values import parameters

ENGLISH = {
    "the", "and", "for", "with", "from", "under", "rule", "law", "only", "not", "post", "unit", "staff", "head", "heads", "deputy", "rank", "ranks", "term", "after",
    "before", "year", "years", "month", "months", "check", "see", "level", "local", "town", "city", "ward",
}  # fmt: skip
LONGEST = 5
"""No Vietnamese syllable without a mark is longer, but for names such as «Nghinh»."""


def foreign(text: str) -> list[str]:
    """Words that can be no Vietnamese syllable, or are common English ones; ids of rules and addresses left out."""
    plain = re.sub(r"https?://\S+|[A-Z0-9]+(?:-[A-Z0-9đĐ]+)+|\S+\.(?:md|vn|com)\S*", " ", text)
    words = re.findall(r"(?<!\w)[A-Za-z]+(?!\w)", plain)
    return [w for w in words if w.lower() in ENGLISH or (len(w) > LONGEST and w.islower())]


def test_the_finder_knows_english_when_it_meets_it():
    assert foreign("NĐ 170/2025 (transition)") == ["transition"]
    assert foreign("QĐ 727 under NĐ 170") == ["under"]
    assert foreign("Quy định 377-QĐ/TW, khung năng lực (xem KIN-P-DEF)") == []


def test_rules_and_open_questions_are_told_in_vietnamese():
    book = LawBook.load()
    told = {
        f"{r.key} {name}": foreign(text)
        for r in book.rules
        for name, text in (
            ("vi", r.vi), ("note", r.note_vi), ("exception", r.exception.vi if r.exception else ""), ("instrument", r.instrument),
            ("article", r.article), ("clause", r.exception.clause if r.exception else ""),
        )
    }  # fmt: skip
    told |= {q.id: foreign(q.vi) for q in book.open_questions}
    assert {k: words for k, words in told.items() if words} == {}


def test_parameters_are_told_in_vietnamese():
    rules = LawBook.load().rules
    told = {f"{r.key} {p.key}": foreign(f"{p.name} {p.value}") for r in rules for p in parameters(r, "vi")}
    assert {k: words for k, words in told.items() if words} == {}


def _findings(found):
    yield from found.findings
    for part in found.people.values():
        yield from _findings(part)


OF_THE_CASE = {"beekeeping", "canteen"}
"""Words that cases make up: they are quoted as they were written."""


def test_no_answer_to_a_case_names_a_code():
    told = {}
    for number, case in enumerate(cases()):
        for f in _findings(answer(number)):
            codes = set(re.findall(r"[a-z]+(?:_[a-z]+)+", f.reason_vi + f.reason_en)) | set(foreign(f.reason_vi))
            if codes - OF_THE_CASE:
                told[case.id] = (codes, f.reason_vi)
    assert told == {}


def test_every_outcome_has_words():
    outcomes = {answer(n).outcome for n in range(len(cases()))}
    codes = {o for o in outcomes if re.fullmatch(r"[a-z_]+", o)}
    assert codes - set(OUTCOME_WORDS) == set()


def test_a_code_is_said_in_words_and_a_word_of_the_reader_stays():
    assert (
        in_words("Chưa thực hiện quy trình: inpatient_months, criminal.")
        == "Chưa thực hiện quy trình: điều trị nội trú, xử lý hình sự."
    )
    assert in_words("Postponed: inpatient_months, criminal.", "en") == "Postponed: in hospital, criminal."
    assert (
        in_words("Hình thức «reprimand»; không có «canteen» trong /law/first/.")
        == "Hình thức «khiển trách»; không có «canteen» trong /law/first/."
    )

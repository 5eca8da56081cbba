"""Every clause on appointing, terms and plans is met by a case and failed by a case, not only the conditions of a pair."""

import pytest
from tests.law.test_coverage import failed, keys, passed, told

TOPICS = (
    "age", "planning", "months_in_post", "rating", "file_assets", "health", "products", "blocks", "standard", "acting",
    "procedure", "reappointment", "term", "position",
)  # fmt: skip
CANNOT_FAIL = {
    "APT-2020-01", "APT-2003-01/term", "APT-P-2017/term", "VC-85-TERM", "APT-VC-02",  # say how long a term is
    "APT-2026-09",  # says what an equal post does not need
    "REAPT-2026-02", "REAPT-P-2017",  # bands: each side is an outcome of its own, see reappointment.yaml
}  # fmt: skip
EXAMPLES = {"PLAN-2021-04"}
"""A rule of one province that stands in the book as an example and is read by nothing."""


@pytest.mark.parametrize("topic", TOPICS)
def test_every_clause_on_appointing_has_a_case_that_passes_and_one_that_does_not(topic):
    clauses = [k for k in keys("eligibility", "set", "clock", "procedure", topics=(topic,)) if k not in EXAMPLES]
    covered = [k for k in clauses if passed(k) and (failed(k) or k in CANNOT_FAIL)]
    told(topic, clauses, covered)
    assert sorted(set(clauses) - set(covered)) == []

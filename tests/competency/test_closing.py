"""Every competency on file has something that would build it, by kinds of training that exist."""

from dungviec.competency.closing import closing
from dungviec.competency.framework import frameworks
from dungviec.records.codes import TRAINING_KINDS


def test_every_competency_can_be_built_and_an_unknown_one_says_nothing() -> None:
    for framework in frameworks():
        for competency in framework.competencies:
            ways = closing(competency.code)
            assert ways is not None, competency.code
            assert set(ways.kinds) <= set(TRAINING_KINDS.values)
            assert all(ways.by_work)
    assert closing("X9") is None

"""What the commands write has the shape the reference tells."""

import json

import pytest
from pydantic import ValidationError
from tools.json_shapes import PlanShape, WhyShape

from dungviec.placement import Plan, Policy, why
from dungviec.records import Snapshot


def as_written(data: object) -> object:
    return json.loads(json.dumps(data, ensure_ascii=False))


def test_a_plan_has_the_documented_shape(plan: Plan) -> None:
    shape = PlanShape.model_validate(as_written(plan.to_json()))
    assert shape.gap == shape.bound - shape.value
    assert len(shape.certificate.rows) == len(shape.certificate.side_rows)
    assert any(row.name == "moves" and row.limit == 6 for row in shape.certificate.side_rows)
    assert 0 < len(shape.moves) <= 6


@pytest.mark.parametrize("change", [{"extra": 1}, {"value": "many"}, {"as_of": "10/12/2020"}, {"status": "good"}])
def test_another_shape_is_refused(plan: Plan, change: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        PlanShape.model_validate(as_written({**plan.to_json(), **change}))


def test_the_answer_of_why_has_the_documented_shape(district: Snapshot, plan: Plan) -> None:
    move = plan.moves[0]
    answer = WhyShape.model_validate(as_written(why(district, Policy(), move.person_id, move.to_post_id).to_json()))
    assert (answer.person, answer.post) == (move.person_id, move.to_post_id)
    assert answer.verdict == "allowed"

"""A round from the form to its end: done, stopped, failed, or waiting for a worker that is not there."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from django_tasks_db.models import DBTaskResult
from tests.office.cast import DAY

from dungviec.office.access.models import LedgerEntry, User
from dungviec.office.placement import services
from dungviec.office.placement.forms import RoundForm, policy_values
from dungviec.office.placement.models import PolicyVersion, Round, RoundStatus
from dungviec.office.placement.tasks import run_round
from dungviec.placement import Policy, PolicyFault


def typed(**changed: Any) -> dict[str, Any]:
    """What the form posts when nobody touches it."""
    values = {"name": "Cuối năm", "as_of": "10/12/2020"} | policy_values(Policy())
    values = {key: value for key, value in values.items() if value is not None and value is not False}
    return {**values, **changed}


def test_the_form_opens_a_round_and_hands_it_to_the_worker(
    officer: Client, django_capture_on_commit_callbacks: Any
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        answer = officer.post("/bo-tri/lap/", typed(max_moves="5", units=["P-GD"]))
    one = Round.objects.get()
    assert answer.headers["Location"] == f"/bo-tri/{one.pk}/"
    assert one.as_of == DAY
    used = Policy.from_yaml(one.policy_text)
    assert (used.max_moves, used.scope.units) == (5, ("P-GD",))
    assert DBTaskResult.objects.count() == 1
    assert run_round.call(round_id=one.pk) == "done"
    one.refresh_from_db()
    assert one.value is not None
    assert one.gap == 0
    assert one.document.plan["schema"].startswith("dungviec-plan/")
    assert {"open_round", "round_ended"} <= set(LedgerEntry.objects.values_list("action", flat=True))


def test_a_changed_policy_is_a_new_version_and_an_unchanged_one_is_not(author: User) -> None:
    first = services.keep_policy(Policy(), author)
    assert services.keep_policy(Policy(max_moves=9), author) == first  # the limit of moves belongs to the round
    second = services.keep_policy(Policy(min_fit=6000), author)
    assert (first.version, second.version) == (1, 2)
    assert Policy.from_yaml(PolicyVersion.objects.get(pk=first.pk).text).min_fit == 5000


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"as_of": "31/02/2020"}, "«31/02/2020» không phải là một ngày"),
        ({"weight_competence": "0", "weight_strengths": "0", "weight_record": "0", "weight_wishes": "0"}, "Bốn trọng số đều bằng 0"),
        ({"min_fit": "-1"}, "Số này không được âm"),
        ({"bans": "N2"}, "mỗi dòng ghi mã cán bộ, rồi mã vị trí"),
        ({"locks": "N99"}, "Không có cán bộ mã «N99»"),
        ({"name": ""}, "Xin đặt tên"),
    ],
)  # fmt: skip
def test_a_mistake_is_named_and_nothing_typed_is_lost(officer: Client, changed: dict[str, str], sentence: str) -> None:
    answer = officer.post("/bo-tri/lap/", typed(policy_name="Của tôi") | changed)
    assert answer.status_code == 422
    page = answer.content.decode()
    assert sentence in page
    assert "Của tôi" in page
    assert not Round.objects.exists()


def test_another_saved_policy_fills_the_form_and_keeps_what_was_typed_about_the_round(
    officer: Client, author: User
) -> None:
    kept = services.keep_policy(Policy(name="Ít xáo trộn", min_gain=1500), author)
    page = officer.post("/bo-tri/lap/", typed(load="1", base=kept.pk, name="Tên đã gõ", units=["TH"])).content.decode()
    assert 'value="1500"' in page
    assert "Tên đã gõ" in page
    assert 'value="TH" checked' in page


def test_locks_and_bans_are_read_line_by_line(loaded: None) -> None:
    form = RoundForm(typed(locks="N1\nN2 NV.CV", bans="N3, GD.CV"))
    assert form.is_valid(), form.errors
    policy = form.policy()
    assert [(k.person, k.post) for k in policy.locks] == [("N1", None), ("N2", "NV.CV")]
    assert [(b.person, b.post) for b in policy.bans] == [("N3", "GD.CV")]


def test_a_round_stopped_while_it_waits_never_starts(officer: Client, waiting: Round) -> None:
    officer.post(f"/bo-tri/{waiting.pk}/dung/")
    assert run_round.call(round_id=waiting.pk) == "not waiting"
    waiting.refresh_from_db()
    assert waiting.status == RoundStatus.CANCELLED
    assert "Phương án đã dừng" in officer.get(f"/bo-tri/{waiting.pk}/").content.decode()


def test_a_stop_while_it_runs_ends_the_work_at_the_next_word(
    officer: Client, waiting: Round, monkeypatch: pytest.MonkeyPatch
) -> None:
    reached: list[str] = []

    def long_work(facts: Any, policy: Any, progress: Any, law: Any) -> None:
        progress("law", 0.2)
        officer.post(f"/bo-tri/{waiting.pk}/dung/")
        progress("fit", 0.4)
        reached.append("fit")

    monkeypatch.setattr("dungviec.placement.place", long_work)
    assert run_round.call(round_id=waiting.pk) == "cancelled"
    assert reached == []
    waiting.refresh_from_db()
    assert waiting.progress == 400


@pytest.mark.parametrize("english", [False, True])
def test_a_refusal_of_the_engine_is_shown_as_its_own_sentence(
    officer: Client, waiting: Round, monkeypatch: pytest.MonkeyPatch, english: bool
) -> None:
    def refuse(*args: Any, **kwargs: Any) -> None:
        raise PolicyFault("Không có đơn vị «X».", "There is no unit 'X'.")

    monkeypatch.setattr("dungviec.placement.place", refuse)
    assert run_round.call(round_id=waiting.pk) == "failed"
    officer.cookies["ngon_ngu"] = "en" if english else "vi"
    page = officer.get(f"/bo-tri/{waiting.pk}/").content.decode()
    assert ("There is no unit &#x27;X&#x27;." if english else "Không có đơn vị «X».") in page
    assert ("Run again" if english else "Chạy lại") in page


def test_a_fault_is_told_without_its_message_or_a_traceback(
    officer: Client, waiting: Round, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def break_down(*args: Any, **kwargs: Any) -> None:
        raise KeyError("Nguyễn Thị Hạnh")

    monkeypatch.setattr("dungviec.placement.place", break_down)
    run_round.call(round_id=waiting.pk)
    page = officer.get(f"/bo-tri/{waiting.pk}/").content.decode()
    assert "lỗi ngoài dự kiến (KeyError)" in page
    assert "Traceback" not in page
    assert "Hạnh" not in page
    assert "Hạnh" not in caplog.text


def test_the_page_tells_the_stage_and_when_no_worker_is_there(officer: Client, waiting: Round) -> None:
    bar = officer.get(f"/bo-tri/{waiting.pk}/tien-do/").content.decode()
    assert "Đang chờ đến lượt" in bar
    assert "db_worker" not in bar
    Round.objects.update(made_at=timezone.now() - timedelta(seconds=30))
    assert "db_worker" in officer.get(f"/bo-tri/{waiting.pk}/tien-do/").content.decode()
    services.begin(waiting.pk)
    services.tell(waiting.pk, "solve:rows", 655)
    bar = officer.get(f"/bo-tri/{waiting.pk}/").content.decode()
    assert "Xét các ràng buộc chung" in bar
    assert 'value="655"' in bar
    assert '<meta http-equiv="refresh"' in bar  # without scripts the page refreshes itself


def test_a_worker_that_died_is_noticed_and_the_round_can_be_run_again(officer: Client, waiting: Round) -> None:
    services.begin(waiting.pk)
    Round.objects.update(heard_at=timezone.now() - timedelta(minutes=10))
    assert "đã lâu không báo lại" in officer.get(f"/bo-tri/{waiting.pk}/").content.decode()
    officer.post(f"/bo-tri/{waiting.pk}/chay-lai/")
    states = list(Round.objects.order_by("pk").values_list("status", flat=True))
    assert states == [RoundStatus.CANCELLED, RoundStatus.QUEUED]


def test_the_bar_of_an_ended_round_makes_the_page_load_anew(officer: Client, done: Round) -> None:
    assert officer.get(f"/bo-tri/{done.pk}/tien-do/").headers["HX-Refresh"] == "true"

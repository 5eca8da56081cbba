"""Two people at once: every address that takes a form stands in the table, and a form opened on other values than those stored now is refused."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver
from tests.office.cast import DAY
from tests.office.opened import SEEN, mark_of

from dungviec.office.access.models import Membership, Role
from dungviec.office.access.services import create_account
from dungviec.office.decisions.agencies import agency
from dungviec.office.decisions.models import Agency
from dungviec.office.inspection.services import keeping
from dungviec.office.law.models import ReadingVersion
from dungviec.office.registry.services import create
from dungviec.office.shell import seen

VERSION = """
conduct:act conduct:act_on_declarations education:activity education:change_topic education:close_form education:commitment education:design
education:my_commitment education:my_reflection education:reflection education:review education:self_review emulation:call_off emulation:council
emulation:decide emulation:move emulation:proposal emulation:propose emulation:register emulation:register_own emulation:revoke emulation:withdraw
explore:change explore:drop inspection:act_on_visit privacy:set_term programme:change_target programme:end_target programme:programme
programme:report registry:merge training:ask_change training:ask_withdraw training:class_edit training:class_move training:class_presence
training:class_result training:class_take_off training:commitment_case training:commitment_close training:commitment_edit training:course
training:plan_ask training:plan_decide training:plan_hand training:plan_hand_back training:plan_solve_again training:standard_withdraw
training:study_confirm training:study_withdraw training:wish_answer training:wish_change training:wish_withdraw voice:desk voice:follow
voice:meeting voice:promise voice:setup access:review_decide inspection:send
"""
"""The form carries the number of the version it was opened on; the room's own tests refuse an older one."""
ROW = "dossier:row dossier:withdraw dossier:take_in api:mirror registry:remove_tie"
"""Names the row it puts right: a row that was put right meanwhile has another name and is no more there (pages by a program: ``If-Match``)."""
ADDS = """
access:new_account agenda:make_calendar api:keys api:machine_key api:machines api:subscribers appraisal:add appraisal:body appraisal:catalogue
appraisal:lists appraisal:months appraisal:work ballots:new calibration:suggest competency:add_paper competency:back_test competency:open_round
competency:remind_round competency:strengths conduct:new conduct:act_on_interest decisions:new decisions:new_procedure decisions:of_round
decisions:record_step decisions:replace decisions:templates dossier:rows education:new_activity education:new_form education:new_kind
education:new_topic emulation:keep_terms emulation:open_round emulation:thank emulation:works explore:copy explore:keep inspection:new_draw
inspection:new_visit inspection:send_photo intake:intakes interchange:begin interchange:exports interchange:parcel law:own operations:back_up
operations:rehearse placement:blind placement:comment placement:find_swaps placement:open_round placement:run_again placement:state_need
privacy:ask privacy:behalf privacy:propose programme:add_resolution programme:new programme:new_target programme:remind registry:apart
registry:found registry:people_save requests:ask requests:documents requests:quick_send sandbox:make slates:open_board streamlining:keep_basis registry:add_tie
training:ask training:catalogue_take_over training:class_call training:class_new training:class_session training:class_spend
training:commitment_new training:commitment_pay training:course_new training:plan_open training:plan_price training:standard training:study
training:wish voice:answer voice:new_desk voice:new_meeting voice:new_promise voice:report voice:take_cases
voice:take_results access:verify_ledger
"""
"""Appends: a second one stands beside the first, nothing is overwritten."""
STEP = """
access:job agenda:fill_sample agenda:remove_sample agenda:revoke_calendar api:end_subscription api:revoke api:send_again appraisal:month
appraisal:petition ballots:act ballots:drop ballots:take calibration:withdraw competency:end_round competency:undo_round competency:write_round
conduct:act_on_sign decisions:act decisions:act_on_packet decisions:tick education:close_kind education:seen_review education:withdraw_activity
emulation:withdraw_work inspection:act_on_draw inspection:finding intake:check intake:give_up intake:read intake:stop intake:take_back intake:undo
intake:write interchange:act interchange:export_drop interchange:parcel_answer interchange:run placement:answer_swap placement:pass_gate
placement:send_back placement:stop placement:withdraw_need privacy:answer privacy:decide privacy:lift privacy:take_back
programme:withdraw_resolution registry:batch registry:unit_acts requests:decide requests:take_back requests:withdraw_document sandbox:act
training:merge training:plan_stop training:review_major voice:act voice:answers voice:key voice:pass_on voice:take_back voice:turn
"""
"""One step from one state to the next, under a lock: whoever comes second is told where it stands."""
OWN = """
access:change_password access:end_sessions access:lock access:log_in access:log_out access:set_password agenda:delivery agenda:guide_away
competency:form conduct:act_on_mine registry:people_columns registry:people_drop
"""
"""One's own account, choice or answer, written by nobody else: the last word counts."""
DRAFT = """
intake:cell intake:choices intake:columns intake:person intake:sheet intake:unit placement:give_reason placement:put placement:take_back slates:change
"""
"""One cell of a draft at a time, shown to all who work on it and told in its list of steps; nothing is on file before its own act."""
READS = """
access:csp_report api:nowhere api:openapi dossier:file dossier:listing dossier:records emulation:count placement:ask placement:round
placement:search_moves placement:try_firmness placement:try_years registry:chart_find registry:people_export registry:people_search registry:quick_search reports:bm01_file reports:interview_file
"""
"""Writes nothing but a line about what was read."""
TABLE = {
    "seen": SEEN,  # the form carries a digest of what it showed
    "version": VERSION,
    "row": ROW,
    "adds": ADDS,
    "step": STEP,
    "own": OWN,
    "draft": DRAFT,
    "reads": READS,
}


def named(resolver: Any, before: str = "") -> Iterator[tuple[str, Any]]:
    for one in resolver.url_patterns:
        if isinstance(one, URLResolver):
            yield from named(one, before + (f"{one.namespace}:" if one.namespace else ""))
        elif isinstance(one, URLPattern):
            yield f"{before}{one.name}", one.callback


def takes_forms(view: Any) -> bool:
    """Whether a view answers POST, as far as its decorators tell."""
    while view is not None:
        for name, cell in zip((getattr(view, "__code__", None) and view.__code__.co_freevars) or (), view.__closure__ or () if hasattr(view, "__closure__") else (), strict=False):  # fmt: skip
            if name == "request_method_list":
                return "POST" in cell.cell_contents
        view = getattr(view, "__wrapped__", None)
    return True


@pytest.mark.either
def test_every_address_that_takes_a_form_is_in_the_table_once() -> None:
    told = [name for names in TABLE.values() for name in names.split()]
    assert len(told) == len(set(told))
    # The API names rows, or asks for If-Match (``api.asking``); allauth's own pages are one's own account.
    asked = {n for n, v in named(get_resolver()) if ":" in n and not n.startswith("api:api_") and takes_forms(v)}
    assert asked == set(told)


def account(as_role: Callable[..., Client]) -> tuple[Client, str, dict[str, str], Callable[[], Any]]:
    user = create_account("mai", "x", Role.LEADER)
    Membership.objects.filter(user=user).update(role=Role.LEADER)
    given = {"vai-tro": "inspector", "don-vi": "", "can-bo": ""}
    return as_role("administrator"), "/tai-khoan/mai/", given, lambda: Membership.objects.filter(user=user).update(role=Role.AUDITOR)  # fmt: skip


def section(as_role: Callable[..., Client]) -> tuple[Client, str, dict[str, str], Callable[[], Any]]:
    given = {"particulars-family_origin": "Nông dân", "why": "Theo giấy tờ"}
    meanwhile = {"person_id": "N2", "family_origin": "Người khác vừa ghi"}
    return as_role("personnel"), "/ly-lich/N2/muc/tuyen-dung/", given, lambda: create("particulars", meanwhile, by="khác", why="x")  # fmt: skip


def body(as_role: Callable[..., Client]) -> tuple[Client, str, dict[str, str], Callable[[], Any]]:
    one = agency()
    one.save()
    given = {f: getattr(one, f) or "A" for f in ("name", "superior", "symbol", "place", "authority", "signs_as", "proposer", "proposer_symbol")}  # fmt: skip
    return as_role("personnel"), "/quyet-dinh/co-quan-ban-hanh/", given, lambda: Agency.objects.update(place="Nơi người khác vừa ghi")  # fmt: skip


def terms(as_role: Callable[..., Client]) -> tuple[Client, str, dict[str, str], Callable[[], Any]]:
    def change() -> None:
        one = keeping.terms()
        one.answer_days += 1
        one.save()

    client = as_role("inspector")
    held = keeping.terms()
    return client, "/kiem-tra/cach-lam/", {"cach": "1", "answer_days": str(held.answer_days + 5)}, change


@pytest.mark.parametrize("case", [account, section, body, terms])
def test_a_form_opened_before_somebody_else_wrote_writes_nothing(
    as_role: Callable[..., Client], case: Callable[..., Any]
) -> None:
    client, path, given, meanwhile = case(as_role)
    stamp = mark_of(client, path)
    meanwhile()
    again = mark_of(client, path)
    assert again
    assert again != stamp
    for unseen in (stamp, ""):  # opened before, or never
        answer = client.post(path, {**given, seen.FIELD: unseen})
        assert answer.status_code == 422
        assert "người khác vừa sửa" in answer.content.decode()
    assert Client.post(client, path, given).status_code == 422, "no mark at all"
    assert mark_of(client, path) == again, "nothing was written"


def test_readings_of_the_law_are_not_overwritten_unseen(as_role: Callable[..., Client], settings: Any) -> None:
    leader = as_role("personnel")
    stamp = mark_of(leader, "/luat/cach-hieu/")
    answer = leader.post("/luat/cach-hieu/", {"ly-do": "x", seen.FIELD: "0" * 24})
    assert answer.status_code == 422
    assert not ReadingVersion.objects.exists()
    assert mark_of(leader, f"/luat/cach-hieu/?ngay={DAY:%d/%m/%Y}") == stamp

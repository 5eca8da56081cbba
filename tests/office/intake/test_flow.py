"""A roster from the upload to the records and back: nothing is lost, nothing is written that nobody agreed to."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from tests.office.cast import DAY
from tests.office.intake.conftest import HEAD, ROWS

from dungviec.office.access.models import LedgerEntry, User
from dungviec.office.intake import files, selectors, services
from dungviec.office.intake.models import Intake, Status
from dungviec.office.registry.models import Person, Tenure
from dungviec.office.registry.selectors import snapshot
from dungviec.office.sealing.blind import blind

Make = Callable[..., Intake]
Work = Callable[[Intake], Intake]


def balance(one: Intake) -> tuple[int, ...]:
    return tuple(one.balance[k] for k in ("rows_in", "created", "updated", "unchanged", "rejected"))


def outcomes(one: Intake) -> list[tuple[str, str]]:
    return [(r.outcome, r.match) for r in one.rows.order_by("position")]


def test_the_dry_run_says_what_would_become_of_every_row(checked: Make) -> None:
    one = checked()
    assert one.status == Status.CHECKED
    assert outcomes(one) == [
        ("updated", "birth"), ("unchanged", "birth"), ("created", "new"), ("rejected", ""), ("rejected", "doubt"),
    ]  # fmt: skip
    assert balance(one) == (5, 1, 1, 1, 2)
    assert Person.objects.filter(name="Ngô Thị Mới").count() == 0, "a dry run writes nothing"
    an = one.rows.get(number=2)
    assert {(t, c): (b, a) for t, c, b, a in an.changes} == {
        ("people", "degree"): ("college", "university"), ("people", "major"): (None, "Sư phạm"), ("people", "coefficient"): (None, 3.33),
    }  # fmt: skip
    assert "31/02/1980 không có trong lịch" in one.rows.get(number=5).reason_vi


def test_writing_puts_it_on_file_and_undoing_takes_it_back(checked: Make, work: Work, user: User) -> None:
    before = snapshot(DAY).people.to_dicts()
    one = checked()
    assert files.path_of(one.stored).exists()
    services.write(one, user)
    one = work(one)
    assert one.status == Status.DONE
    assert balance(one) == (5, 1, 1, 1, 2)
    assert one.stored == ""
    kept = one.rows.filter(outcome="created").values("cells", "facts", "changes").get()
    assert kept == {"cells": [], "facts": {}, "changes": []}, "what was taken over lives in the records alone"
    new = Person.objects.get(name="Ngô Thị Mới")
    assert (new.citizen_id, new.degree, new.coefficient, str(new.born)) == (
        "022195001234",
        "master",
        2.34,
        "1995-11-12",
    )
    tenure = Tenure.objects.get(person=new, withdrawn_at__isnull=True)
    assert (tenure.unit_name, tenure.from_date) == ("Phòng Nội vụ", DAY)
    people = {p["name"]: p for p in snapshot(DAY).people.to_dicts()}
    assert (people["Trần Thị An"]["degree"], people["Trần Thị An"]["coefficient"]) == ("university", 3.33)
    assert people["Trần Thị An"]["citizen_id"] is None, "an empty cell erases nothing and invents nothing"
    services.undo(one, "thử", user)
    one.refresh_from_db()
    assert one.status == Status.UNDONE
    assert snapshot(DAY).people.to_dicts() == before
    actions = list(LedgerEntry.objects.values_list("action", flat=True))
    assert {"intake_upload", "intake_read", "intake_write", "intake_done", "intake_undo"} <= set(actions)
    told = str(list(LedgerEntry.objects.filter(action__startswith="intake").values_list("detail", flat=True)))
    assert not {w for w in ("Ngô", "022195001234") if w in told}, "the ledger holds counts only"


def test_the_same_file_again_changes_nothing(checked: Make, work: Work, user: User) -> None:
    one = checked()
    services.write(one, user)
    work(one)
    again = checked()
    assert balance(again) == (5, 0, 0, 3, 2)
    with pytest.raises(services.NotNow, match="Không có gì để ghi"):
        services.write(again, user)


def test_a_cell_is_mended_in_place_and_the_fix_stays_with_the_intake(checked: Make, work: Work, user: User) -> None:
    one = checked()
    row = one.rows.get(number=5)
    services.fix_cell(one, row, 2, "28/02/1980", user)
    row.refresh_from_db()
    assert row.level < 3
    assert row.facts["born"] == "1980-02-28"
    one.refresh_from_db()
    assert one.stale
    with pytest.raises(services.NotNow, match="đối chiếu lại"):
        services.write(one, user)
    services.check_again(one, user)
    one.refresh_from_db()
    assert balance(one) == (5, 2, 1, 1, 1)
    services.read(one, DAY, user)  # reading the file again keeps what was typed
    one = work(one)
    assert one.rows.get(number=5).fixes == {"2": "28/02/1980"}
    assert balance(one) == (5, 2, 1, 1, 1)
    services.unfix_cell(one, one.rows.get(number=5), 2, user)
    services.check_again(one, user)
    one.refresh_from_db()
    assert balance(one) == (5, 1, 1, 1, 2)


@pytest.mark.parametrize(("decision", "outcome"), [("N6", "updated"), ("new", "created"), ("skip", "rejected")])
def test_the_officer_decides_about_a_doubtful_person(checked: Make, user: User, decision: str, outcome: str) -> None:
    one = checked()
    row = one.rows.get(number=6)
    assert "N6" in row.candidates
    services.decide_person(one, row, decision, user)
    services.check_again(one, user)
    row.refresh_from_db()
    assert row.outcome == outcome
    with pytest.raises(services.NotNow):
        services.decide_person(one, row, "N1", user)


def test_a_file_of_one_column_changes_that_field_only(checked: Make, work: Work, user: User) -> None:
    Person.objects.filter(pk="N2").update(citizen_id="022085000002", citizen_mark=blind("022085000002"))
    rows = [["Số CCCD", "Hệ số lương"], ["022085000002", "4,65"], ["022085009999", "3,00"]]
    one = checked(rows)
    assert outcomes(one) == [("updated", "number"), ("rejected", "nobody")]
    before = Person.objects.filter(pk="N2").values().get()
    services.write(one, user)
    assert work(one).status == Status.DONE
    after = Person.objects.filter(pk="N2").values().get()
    assert {k for k in after if after[k] != before[k]} == {"coefficient"}


def test_empty_cells_erase_only_where_the_officer_says_so(checked: Make, work: Work, user: User) -> None:
    rows = [["STT", "Họ và tên", "Ngày sinh", "Dân tộc"], [1, "Lê Văn Đức", "03/04/1985", None]]
    one = checked(rows)
    assert balance(one) == (1, 0, 0, 1, 0)
    services.choose(one, one.choices | {"erase": ["ethnicity"]}, user)
    services.check_again(one, user)
    one.refresh_from_db()
    assert balance(one) == (1, 0, 1, 0, 0)
    services.write(one, user)
    work(one)
    assert Person.objects.get(pk="N2").ethnicity is None


def test_units_are_never_made_silently(checked: Make, work: Work, user: User) -> None:
    rows = [
        HEAD[:5],
        [1, "Ngô Thị Mới", "12/11/1995", "Nữ", "Phòng Chưa Có"],
        [2, "Ngô Văn Cũ", "12/11/1994", "Nam", "P. Nội vụ"],
    ]
    one = checked(rows)
    assert [o for o, _ in outcomes(one)] == ["rejected", "created"]
    ((key, name, people),) = one.choices["units"]
    assert (name, people) == ("Phòng Chưa Có", 1)
    services.decide_unit(one, key, {"choice": "new", "kind": "division", "parent": "TX"}, user)
    services.check_again(one, user)
    one.refresh_from_db()
    assert balance(one) == (2, 2, 0, 0, 0)
    services.write(one, user)
    assert work(one).status == Status.DONE, one.trouble_vi
    units = {u["name"]: u for u in snapshot(DAY).live_units.to_dicts()}
    assert units["Phòng Chưa Có"]["parent_id"] == "TX"
    services.undo(one, "thử", user)
    assert "Phòng Chưa Có" not in snapshot(DAY).live_units["name"].to_list()


def test_another_unit_is_a_move_only_when_the_officer_says_so(checked: Make, work: Work, user: User) -> None:
    rows = [HEAD[:5], [1, "Lê Văn Đức", "03/04/1985", "Nam", "Phòng Nội vụ"]]
    one = checked(rows)
    assert balance(one) == (1, 0, 0, 1, 0)
    services.choose(one, one.choices | {"moves": True}, user)
    services.check_again(one, user)
    one.refresh_from_db()
    assert balance(one) == (1, 0, 1, 0, 0)
    services.write(one, user)
    work(one)
    running = Tenure.objects.filter(person_id="N2", withdrawn_at__isnull=True, to_date__isnull=True)
    assert [t.unit_name for t in running] == ["Phòng Nội vụ"]
    assert Tenure.objects.filter(person_id="N2", withdrawn_at__isnull=True, to_date__isnull=False).count() == 1


def test_two_sheets_tell_of_one_person(checked: Make, work: Work, user: User) -> None:
    sheets = {
        "Lý lịch": [["STT", "Họ và tên", "Ngày sinh", "Giới tính"], [1, "Ngô Thị Mới", "12/11/1995", "Nữ"]],
        "Lương": [["STT", "Họ và tên", "Ngày sinh", "Hệ số lương"], [1, "Ngô Thị Mới", "12/11/1995", 2.34], [2, "Lê Văn Đức", "03/04/1985", 3.33]],
    }  # fmt: skip
    one = checked(sheets)
    assert [o for o, _ in outcomes(one)] == ["created", "updated", "updated"]
    services.write(one, user)
    work(one)
    assert Person.objects.get(name="Ngô Thị Mới").coefficient == 2.34
    assert balance(checked(sheets)) == (3, 0, 0, 3, 0)


def test_the_columns_are_remembered_for_the_next_file(take_in: Make, user: User) -> None:
    rows = [["STT", "Họ và tên", "Ngày sinh", "Mức A 2020"], [1, "Lê Văn Đức", "03/04/1985", "Tày"]]
    one = take_in(rows)
    assert one.remembered == 0
    assert services.set_columns(one, {("Danh sách", 0, 3): ("ethnicity", "")}, user) == 1
    services.read(one, DAY, user)
    rows[0][3] = "Mức A 2021"
    again = take_in(rows)
    assert again.remembered == 1
    assert [c["field"] for c in again.mapping["sheets"][0]["tables"][0]["columns"]] == [
        "no",
        "name",
        "born",
        "ethnicity",
    ]


def test_one_person_on_each_sheet_goes_through_the_wizard(
    checked: Make, work: Work, user: User, officer: Client
) -> None:
    def form(name: str, born: str, degree: str) -> list[list[Any]]:
        return [["SƠ YẾU LÝ LỊCH"], ["1) Họ và tên khai sinh:", name], ["2) Sinh ngày: " + born], ["3) Giới tính: Nữ"],
                ["15) Trình độ chuyên môn cao nhất:", degree], ["Đơn vị công tác:", "Phòng Nội vụ"]]  # fmt: skip

    one = checked(
        {
            "An": form("TRẦN THỊ AN", "02/01/1990", "Đại học Sư phạm"),
            "Mới": form("NGÔ THỊ MỚI", "12/11/1995", "Thạc sĩ"),
        }
    )
    assert balance(one)[:4] == (2, 1, 1, 0)
    assert "Mỗi trang một người" in officer.get(f"/nhap-ho-so/{one.pk}/").content.decode()
    services.write(one, user)
    work(one)
    people = {p["name"]: p["degree"] for p in snapshot(DAY).people.to_dicts()}
    assert (people["Trần Thị An"], people["Ngô Thị Mới"]) == ("university", "master")


def test_ratings_of_a_year_are_added_and_corrected(checked: Make, work: Work, user: User) -> None:
    rows = [["STT", "Họ và tên", "Ngày sinh", "Xếp loại 2018", "Xếp loại 2019"], [1, "Nguyễn Thị Hạnh", "15/08/1975", "HTXSNV", "HTXSNV"],
            [2, "Lê Văn Đức", "03/04/1985", None, "HTTNV"]]  # fmt: skip
    one = checked(rows)
    services.write(one, user)
    work(one)
    ratings = {(r["person_id"], r["year"]): r["rating"] for r in snapshot(DAY)["ratings"].to_dicts()}
    assert (ratings["N1", 2018], ratings["N1", 2019], ratings["N2", 2019]) == ("excellent", "excellent", "good")
    assert balance(checked(rows)) == (2, 0, 0, 2, 0)


def test_ratings_by_the_party_are_kept_as_their_own(checked: Make, work: Work, user: User) -> None:
    rows = [["STT", "Họ và tên", "Ngày sinh", "Xếp loại 2019", "Xếp loại đảng viên 2019"],
            [1, "Nguyễn Thị Hạnh", "15/08/1975", "HTTNV", "HTXSNV"]]  # fmt: skip
    one = checked(rows)
    labels = [change.label for change in selectors.changes_shown(one.rows.get())]
    assert labels == ["Xếp loại 2019", "Xếp loại đảng viên 2019"]
    services.write(one, user)
    work(one)
    ratings = {
        (r["system"], r["year"]): r["rating"] for r in snapshot(DAY)["ratings"].to_dicts() if r["person_id"] == "N1"
    }
    assert (ratings["state", 2019], ratings["party", 2019]) == ("good", "excellent")
    assert balance(checked(rows)) == (1, 0, 0, 1, 0)


def test_records_that_moved_since_the_dry_run_stop_the_write(checked: Make, work: Work, user: User) -> None:
    one = checked()
    services.write(one, user)
    Person.objects.filter(pk="N3").update(degree="university", major="Sư phạm", coefficient=3.33)
    one = work(one)
    assert one.status == Status.CHECKED
    assert "đã thay đổi" in one.trouble_vi
    assert balance(one) == (5, 1, 0, 2, 2)
    assert Person.objects.filter(name="Ngô Thị Mới").count() == 0


def test_a_death_in_the_middle_of_the_write_leaves_nothing_behind(
    checked: Make, work: Work, user: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    from dungviec.office.intake import jobs

    one = checked()
    services.write(one, user)

    real = jobs.write_plans

    def die(*given: Any) -> None:
        real(*given)
        raise SystemExit("killed")

    monkeypatch.setattr(jobs, "write_plans", die)
    with pytest.raises(SystemExit):
        work(one)
    one.refresh_from_db()
    assert one.status == Status.WRITING
    assert Person.objects.filter(name="Ngô Thị Mới").count() == 0
    monkeypatch.undo()
    services.take_back(one, user)
    services.write(one, user)
    assert work(one).status == Status.DONE


def test_stopping_half_way_keeps_what_was_there(
    take_in: Make, work: Work, user: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    from dungviec.office.intake import tasks
    from dungviec.office.shell import progress

    monkeypatch.setattr(progress, "EVERY_SECONDS", 0.0)
    one = take_in()
    services.read(one, DAY, user)
    real = tasks.jobs.read_rows

    def stopped(intake: Intake, tell: Any) -> None:
        Intake.objects.filter(pk=intake.pk).update(stop_asked=True)
        real(intake, tell)

    monkeypatch.setattr(tasks.jobs, "read_rows", stopped)
    one = work(one)
    assert one.status == Status.MAPPING
    assert one.rows.count() == 0
    monkeypatch.setattr(tasks.jobs, "read_rows", real)
    services.read(one, DAY, user)
    assert work(one).balance["rows_in"] == len(ROWS) - 1


def test_giving_up_deletes_file_and_rows(checked: Make, user: User) -> None:
    one = checked()
    path = files.path_of(one.stored)
    services.give_up(one, user)
    assert not path.exists()
    assert Intake.objects.count() == 0


def test_pages_of_every_step_open(officer: Client, take_in: Make, work: Work, user: User) -> None:
    assert officer.get("/nhap-ho-so/").status_code == 200
    one = take_in()
    page = officer.get(f"/nhap-ho-so/{one.pk}/").content.decode()
    assert "Trình độ chuyên môn" in page
    assert "đọc là «Thạc sĩ»" in page
    services.read(one, DAY, user)
    assert "Đang chờ đến lượt" in officer.get(f"/nhap-ho-so/{one.pk}/").content.decode()
    work(one)
    for part in ("dong", "quyet-dinh", "don-vi", "thay-doi", "lua-chon"):
        answer = officer.get(f"/nhap-ho-so/{one.pk}/?muc={part}")
        assert answer.status_code == 200, part
    row = one.rows.get(number=5)
    assert officer.get(f"/nhap-ho-so/{one.pk}/o/{row.pk}/2/").status_code == 200
    mended = officer.post(f"/nhap-ho-so/{one.pk}/o/{row.pk}/2/", {"text": "28/02/1980"}, headers={"HX-Request": "true"})
    assert "28/02/1980" in mended.content.decode()
    officer.post(f"/nhap-ho-so/{one.pk}/doi-chieu/")
    book = officer.get(f"/nhap-ho-so/{one.pk}/tu-choi/")
    assert book.content[:2] == b"PK"
    officer.post(f"/nhap-ho-so/{one.pk}/ghi/")
    work(one)
    assert "Đã ghi vào hồ sơ" in officer.get(f"/nhap-ho-so/{one.pk}/").content.decode()
    assert officer.get(f"/nhap-ho-so/{one.pk}/tu-choi/").content[:2] == b"PK"


@pytest.mark.parametrize("role", ["leader", "unit_head", "official", "inspector"])
def test_only_personnel_officers_come_in(as_role: Callable[..., Client], role: str, take_in: Make) -> None:
    one = take_in()
    client = as_role(role, unit_id="P-GD" if role == "unit_head" else "")
    for address in ("/nhap-ho-so/", f"/nhap-ho-so/{one.pk}/", f"/nhap-ho-so/{one.pk}/tu-choi/"):
        assert client.get(address).status_code == 403
    assert client.post(f"/nhap-ho-so/{one.pk}/ghi/").status_code == 403

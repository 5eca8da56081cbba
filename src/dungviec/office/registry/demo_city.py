"""The demo: the made-up city in the records, and an account for each role tied to somebody in it."""

from __future__ import annotations

from datetime import date, datetime, time

import polars as pl
from django.utils import timezone
from django.utils.translation import gettext as _

from dungviec.office.access.models import Role
from dungviec.office.access.services import DEMO_PASSWORD, DemoAccount, create_demo_accounts, demo_accounts
from dungviec.office.registry.models import City
from dungviec.office.registry.selectors import office_day, snapshot
from dungviec.office.registry.services import Written, load_snapshot, open_batch, write_many
from dungviec.office.registry.workforce import workforce
from dungviec.records.snapshot import Snapshot


def load() -> City:
    """Build the demo city and write it into the empty records."""
    from dungviec.synth import build_city

    city = build_city()
    # The made-up books go back to the day of their figures, so that «as known by» has a past to look at.
    return load_snapshot(city, known_since=timezone.make_aware(datetime.combine(city.as_of, time.min)))


def leave_old_records() -> Written | None:
    """Two closed records of long ago for the room of doubles: one of somebody still in service, one of a namesake.

    Both left the service before any figure of the demo begins, so that every count stays; None where nobody on file fits.
    The batch is undone like any other.
    """
    s = snapshot(office_day())
    held = s.main_posts.join(s.live_posts, on="post_id").filter(pl.col("level").is_in(["specialist", "staff"]))
    fitting = s.people.filter(
        pl.col("person_id").is_in(held["person_id"].implode())
        & pl.col("born").is_between(date(1975, 1, 1), date(1986, 12, 31))
    ).sort("person_id")
    if fitting.height < 2:
        return None
    twice, namesake = fitting.row(fitting.height // 3, named=True), fitting.row(2 * fitting.height // 3, named=True)
    common = {"category": "public_employee"}
    people = [
        common | {key: twice[key] for key in ("name", "born", "sex", "home_place")} | {"person_id": "HC0001"},
        common | {key: namesake[key] for key in ("name", "born")} | {"person_id": "HC0002"}
        | {"sex": {"male": "female", "female": "male"}.get(namesake["sex"])},
    ]  # fmt: skip
    spells = (("HC0001", _("Viên chức hợp đồng"), 2006, 2010), ("HC0002", _("Nhân viên"), 2007, 2012))
    tenures = [
        {"person_id": person, "title": title, "unit_name": _("Đơn vị cũ"), "kind": "main", "from_date": date(first, 9, 1),
         "to_date": date(last, 8, 31), "left_because": "left_service"}
        for person, title, first, last in spells
    ]  # fmt: skip
    batch = open_batch("demo", _("Hồ sơ cũ giả lập: một cặp trùng thật, một cặp chỉ trùng tên"), by="demo")
    return write_many(batch, creates={"people": people, "tenures": tenures})


def on_rolls() -> int:
    """How many people hold a post, or have a bare record, on the day of the data."""
    return workforce(office_day()).height


def open_accounts() -> tuple[tuple[str, str, str], ...]:
    """Make the demo accounts that are absent; account name, password and role in words of all of them."""
    # Looking for fitting people reads the whole city: only when somebody is missing.
    if len(demo_accounts()) < len(Role):
        create_demo_accounts(accounts(snapshot(office_day())))
    return tuple((m.user.username, DEMO_PASSWORD, str(Role(m.role).label)) for m in demo_accounts())


def accounts(s: Snapshot) -> tuple[DemoAccount, ...]:
    """One account per role, tied to a holder of a fitting post where the city has one; auditor and administrator to nobody."""
    held = (
        s.main_posts.join(s.live_posts, on="post_id", how="inner", suffix="_post")
        .join(s.live_units.select("unit_id", unit_kind="kind", unit_name="name"), on="unit_id", how="left")
        .join(s.people.select("person_id", "name"), on="person_id", how="left")
        .sort("person_id")
    )
    root = next(iter(s.live_units.filter(pl.col("parent_id").is_null())["unit_id"]), "")
    division = pl.col("unit_kind") == "division"
    wanted = (
        ("canbo.noivu", Role.PERSONNEL, division & pl.col("unit_name").str.contains("Nội vụ") & (pl.col("level") == "specialist"), False),
        ("chutich", Role.LEADER, pl.col("functions").list.contains("committee_chair") & (pl.col("unit_kind") == "city_leadership"), False),
        ("truongphong", Role.UNIT_HEAD, division & (pl.col("role") == "head") & pl.col("unit_name").str.contains("Giáo dục"), True),
        ("congchuc", Role.OFFICIAL, division & (pl.col("level") == "specialist") & ~pl.col("unit_name").str.contains("Nội vụ"), True),
        ("thanhtra", Role.INSPECTOR, pl.col("unit_name").str.contains("Thanh tra") & (pl.col("role") == "head"), False),
    )  # fmt: skip
    found = []
    for username, role, condition, own_unit in wanted:
        row = next(iter(held.filter(condition).to_dicts()), {})
        found.append(
            DemoAccount(
                username, role, shown_name=row.get("name") or str(role.label),
                unit_id=(row.get("unit_id") or "") if own_unit else root, person_id=row.get("person_id") or "",
            )
        )  # fmt: skip
    # Who watches the office and who keeps its machines are nobody on file: their accounts are for that work alone.
    found += [DemoAccount("giamsat", Role.AUDITOR, shown_name=str(Role.AUDITOR.label))]
    found += [DemoAccount("quantri", Role.ADMINISTRATOR, shown_name=str(Role.ADMINISTRATOR.label))]
    return tuple(found)

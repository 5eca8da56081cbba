"""The demo: the round of the demo's year with everybody registered, works recognised, four units proposing, thanks written. All made up."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random
from typing import Any

import polars as pl
from django.utils import timezone
from django.utils.translation import gettext as _

from dungviec.office.access.models import Membership, Role
from dungviec.office.emulation.models import (
    Initiative,
    Proposal,
    Reach,
    Registration,
    Round,
    Stage,
    State,
    Step,
    Thanks,
    WorkKind,
)
from dungviec.office.registry import demo_city
from dungviec.office.registry.selectors import office_day
from dungviec.office.registry.workforce import workforce
from dungviec.records.vietnamese import name_sort_text

SEED = 2020
WORKS = (
    "Rút ngắn thời gian trả kết quả tại bộ phận một cửa", "Sổ theo dõi hồ sơ đất đai bằng mã vạch", "Bộ câu hỏi ôn tập theo mức độ cho học sinh lớp 5",
    "Lịch tiếp dân chung của phường trên bảng điện tử", "Tổ đọc sách cuối tuần ở thư viện trường", "Quy trình kiểm tra vệ sinh an toàn thực phẩm theo tuyến phố",
    "Bản đồ số các điểm ngập trong mùa mưa", "Nhóm hỗ trợ học sinh mới đến từ vùng khác", "Mẫu biên bản dùng chung cho kiểm tra xây dựng",
    "Thu gom rác thải nhựa ở bến tàu theo ca", "Trò chơi học toán bằng vật liệu tái chế", "Danh mục hồ sơ lưu trữ tra cứu một phút",
)  # fmt: skip
THANKS = (
    "Cảm ơn chị đã ở lại giúp đối chiếu số liệu đến tối muộn.",
    "Cảm ơn anh đã nhận thay ca trực khi nhà tôi có việc.",
    "Cảm ơn bạn đã hướng dẫn tôi làm hồ sơ trên phần mềm mới.",
    "Cảm ơn cô đã chia sẻ bộ đồ dùng dạy học cho cả tổ.",
)
SHARE_REGISTERED = 0.93


def fill() -> None:
    """Nothing when there is a round. The same records come out each time."""
    if Round.objects.exists():
        return
    day, rng = office_day(), Random(SEED)  # noqa: S311 - made-up people, not secrets
    people = workforce(day).filter(pl.col("unit_id").is_not_null()).sort("person_id")
    rows: list[dict[str, Any]] = people.select("person_id", "name", "unit_id", "unit_name", "unit_kind", "rating", "leads").to_dicts()  # fmt: skip
    if not rows:
        return
    now = timezone.now()
    one = Round.objects.create(year=day.year, stage=Stage.PROPOSING, version=2)
    Registration.objects.bulk_create(
        Registration(round=one, person_id=r["person_id"], title="base" if r["rating"] == "excellent" else "advanced", by="demo", at=now)
        for r in rows if rng.random() < SHARE_REGISTERED
    )  # fmt: skip
    inventive = _works(rows, day, rng)
    drafter = _drafter()
    for verb in ("opened", "proposing"):
        Step.objects.create(round=one, verb=verb, by=drafter, at=now)
    _proposals(one, rows, inventive, drafter)
    _thanks(rows, day, rng)


def _drafter() -> str:
    demo_city.open_accounts()
    found = Membership.objects.filter(demo=True, role=Role.PERSONNEL).select_related("user").first()
    return found.user.username if found else "demo"


def _works(rows: list[dict[str, Any]], day: date, rng: Random) -> set[str]:
    """Works of the last two years, most of them recognised by the city, some by the province; whose they are this year."""
    able = [r for r in rows if r["rating"] in ("excellent", "good")]
    chosen = rng.sample(able, min(len(able), 180))
    made = []
    for n, r in enumerate(chosen):
        year = day.year if n % 5 else day.year - 1
        reach = Reach.PROVINCE if n % 9 == 0 else Reach.BASE
        recognised = date(year, rng.randint(3, 11), rng.randint(1, 28))
        made.append(
            Initiative(
                person_id=r["person_id"], kind=WorkKind.RESEARCH if n % 17 == 0 else WorkKind.INITIATIVE, title=WORKS[n % len(WORKS)], year=year,
                scope=reach, recognised_by=_("Hội đồng sáng kiến tỉnh") if reach == Reach.PROVINCE else _("Hội đồng sáng kiến thành phố"),
                decision=f"{100 + n}/QĐ-SK", recognised_on=recognised, by="demo", at=timezone.now(),
            )
        )  # fmt: skip
    Initiative.objects.bulk_create(made)
    return {w.person_id for w in made if w.year == day.year}


def _proposals(one: Round, rows: list[dict[str, Any]], inventive: set[str], drafter: str) -> None:
    """Four units have proposed: the division of home affairs and the three with most works this year."""
    home = [r["unit_id"] for r in rows if r["unit_kind"] == "division" and "Nội vụ" in (r["unit_name"] or "")]
    works = {
        u: sum(r["person_id"] in inventive for r in rows if r["unit_id"] == u) for u in {r["unit_id"] for r in rows}
    }
    units = {*home[:1], *sorted(works, key=lambda u: (-works[u], u))[:3]}
    registered = set(one.registrations.values_list("person_id", flat=True))
    made = []
    for r in rows:
        if r["unit_id"] not in units or r["person_id"] not in registered or r["rating"] not in ("excellent", "good"):
            continue
        titles = ["advanced", "base"] if r["person_id"] in inventive else ["advanced"]
        made += [
            Proposal(
                round=one, person_id=r["person_id"], person_name=r["name"], sort_key=name_sort_text(r["name"])[:400], unit_id=r["unit_id"],
                unit_name=r["unit_name"] or "", title=title, judged=True, state=State.PROPOSED,
            )
            for title in titles
        ]  # fmt: skip
    Proposal.objects.bulk_create(made)
    now = timezone.now()
    Step.objects.bulk_create(Step(round=one, proposal=p, verb="proposed", by=drafter, at=now) for p in one.proposals.all())  # fmt: skip


def _thanks(rows: list[dict[str, Any]], day: date, rng: Random) -> None:
    """Thanks within units over the last months; some to the demo's own official."""
    by_unit: dict[str, list[str]] = {}
    for r in rows:
        by_unit.setdefault(r["unit_id"], []).append(r["person_id"])
    pairs = [(u[0], u[1]) for u in (rng.sample(p, 2) for p in by_unit.values() if len(p) > 2)]
    for own in Membership.objects.filter(demo=True, role=Role.OFFICIAL).exclude(person_id="").values_list("person_id", flat=True):  # fmt: skip
        beside = next((p for p in by_unit.values() if own in p), [])
        pairs += [(giver, own) for giver in beside if giver != own][:2]
    made = {}
    for n, (giver, receiver) in enumerate(pairs):
        on = day - timedelta(days=9 + 13 * (n % 8))
        made[giver, receiver, on.replace(day=1)] = Thanks(
            giver_id=giver, receiver_id=receiver, month=on.replace(day=1), text=THANKS[n % len(THANKS)], on=on
        )
    Thanks.objects.bulk_create(made.values())

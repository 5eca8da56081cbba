"""Changing what a post asks for: a profile is never overwritten, posts move to a new version of it from a day on."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from datetime import date

import polars as pl
from django.db import transaction
from django.utils.translation import gettext as _

from dungviec.competency.framework import MOST_LEVELS
from dungviec.office.access.models import User
from dungviec.office.competency.catalogue import names
from dungviec.office.competency.faults import CompetencyRefused
from dungviec.office.registry.models.units import Profile
from dungviec.office.registry.selectors import snapshot
from dungviec.office.registry.services import open_batch, write_many

Asked = tuple[int, int | None, int]
"""Least level, wanted level, weight."""
MOST_WEIGHT = 100


@transaction.atomic
def change_profile(
    profile_id: str, asked: Mapping[str, Asked], posts: Collection[str], *, from_day: date, reason: str, by: User
) -> str:
    """Give these posts of a profile a new version of it from a day on, and answer with its identifier.

    Raises CompetencyRefused without a reason, without posts, for levels that cannot be, or when nothing changes.
    """
    reason = reason.strip()
    if not reason:
        raise CompetencyRefused(_("Xin ghi lý do, căn cứ của lần sửa khung."))
    s = snapshot(from_day)
    mine = set(s.posts.filter(pl.col("profile_id") == profile_id)["post_id"].to_list())
    chosen = [p for p in dict.fromkeys(posts) if p in mine]
    if not chosen:
        raise CompetencyRefused(_("Ngày %s không có vị trí nào dùng khung này.") % f"{from_day:%d/%m/%Y}")
    if not asked:
        raise CompetencyRefused(_("Khung phải có ít nhất một năng lực."))
    known = names()
    for code, (least, wanted, weight) in asked.items():
        if code not in known:
            raise CompetencyRefused(_("Chưa có năng lực nào mang mã «%s».") % code[:10])
        if not 1 <= least <= MOST_LEVELS or (wanted is not None and not least <= wanted <= MOST_LEVELS):
            raise CompetencyRefused(
                _("%(name)s: mức tối thiểu từ 1 đến 5, mức cần không thấp hơn mức tối thiểu.") % {"name": known[code]}
            )
        if not 1 <= weight <= MOST_WEIGHT:
            raise CompetencyRefused(_("%(name)s: trọng số từ 1 đến 100.") % {"name": known[code]})
    before = {
        code: (least, wanted, weight or 1)
        for code, least, wanted, weight in s["profiles"]
        .filter(pl.col("profile_id") == profile_id)
        .select("competency", "min_level", "max_level", "weight")
        .iter_rows()
    }
    if before == dict(asked):
        raise CompetencyRefused(_("Khung chưa có gì khác."))
    new = next_version(profile_id)
    batch = open_batch("profile", _("Sửa khung năng lực «%s»") % profile_id, by=by, basis=reason)
    rows = [
        {"profile_id": new, "competency": code, "min_level": least, "max_level": wanted, "weight": weight}
        for code, (least, wanted, weight) in asked.items()
    ]
    write_many(
        batch, creates={"profiles": rows}, amends={"posts": [(p, {"profile_id": new}) for p in chosen]}, valid_from=from_day, basis=reason
    )  # fmt: skip
    return new


def next_version(profile_id: str) -> str:
    """An identifier nobody used: ``LD`` → ``LD.2`` → ``LD.3``; withdrawn ones stay taken."""
    stem = re.sub(r"\.\d+$", "", profile_id)[:34]
    taken = set(Profile.objects.filter(profile_id__startswith=f"{stem}.").values_list("profile_id", flat=True))
    number = 2
    while f"{stem}.{number}" in taken:
        number += 1
    return f"{stem}.{number}"

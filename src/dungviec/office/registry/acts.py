"""Acts on units as a page asks for them: what was filled in, what it would touch, and carrying it out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

import polars as pl
from django.db import transaction
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from dungviec.office.registry.faults import RegistryFault
from dungviec.office.registry.models import Batch, Unit
from dungviec.office.registry.selectors import snapshot
from dungviec.office.registry.services import (
    Actor,
    Resolution,
    abolish_unit,
    found_unit,
    merge_units,
    move_unit,
    rename_unit,
    set_norm,
    split_unit,
)
from dungviec.office.registry.services.reorganising import require_live
from dungviec.office.shell.middleware import parse_day
from dungviec.records.codes import CODE_LISTS
from dungviec.records.snapshot import Snapshot
from dungviec.records.vietnamese import fold

NEW_PARTS = 5
"""So many new units a division may name on the page."""


@dataclass(frozen=True, slots=True)
class Act:
    """One kind of act: its name, what it asks, and the fields of its form."""

    key: str
    label: Any
    asks: Any
    fields: tuple[str, ...]


ACTS: dict[str, Act] = {
    a.key: a
    for a in (
        Act("lap", _("Thành lập"), _("Lập một đơn vị mới."), ("new", "parent", "norm")),
        Act("doi-ten", _("Đổi tên"), _("Đơn vị mang tên khác từ ngày hiệu lực; trước đó vẫn là tên cũ."), ("unit", "name")),
        Act("sap-nhap", _("Sáp nhập"), _("Nhiều đơn vị thành một: đơn vị mới, hoặc một đơn vị nhận các đơn vị kia."),
            ("units", "into", "new", "parent", "norm")),
        Act("chia", _("Chia, tách"), _("Một đơn vị thành nhiều; tách thì đơn vị cũ vẫn còn."), ("unit", "parts", "lives_on", "parent")),
        Act("giai-the", _("Giải thể"), _("Đơn vị kết thúc vào hôm trước ngày hiệu lực."), ("unit",)),
        Act("chuyen", _("Chuyển cấp trên"), _("Đơn vị về trực thuộc đơn vị khác."), ("unit", "parent")),
        Act("bien-che", _("Giao biên chế"), _("Số biên chế giao mới từ ngày hiệu lực."), ("unit", "norm")),
    )
}  # fmt: skip


@dataclass(frozen=True)
class Asked:
    """What was filled in, as it came; :meth:`resolution` and the readers below refuse what cannot be read."""

    act: Act
    given: Mapping[str, str]
    units: tuple[str, ...] = ()
    parts: tuple[tuple[str, str], ...] = field(default=())
    """Name and identifier of each new unit of a division."""

    @classmethod
    def read(cls, act: Act, posted: QueryDict) -> Asked:
        """From a posted form."""
        keys = (
            "so",
            "ngay-ky",
            "hieu-luc",
            "ghi-chu",
            "don-vi",
            "thanh",
            "ten",
            "ma",
            "loai",
            "cap-tren",
            "dia-ban",
            "bien-che",
            "con",
        )
        names, ids = posted.getlist("ten-moi"), posted.getlist("ma-moi")
        parts = [(n.strip(), i.strip()) for n, i in zip(names, ids, strict=False) if n.strip()]
        return cls(act, {k: posted.get(k, "").strip() for k in keys}, tuple(posted.getlist("cac-don-vi")), tuple(parts))

    def touched(self) -> list[str]:
        """The units on file that the act names."""
        own = {
            "units": [*self.units, self.given["thanh"]], "unit": [self.given["don-vi"]], "parent": [self.given["cap-tren"]],
        }  # fmt: skip
        return [unit for name in self.act.fields for unit in own.get(name, []) if unit]

    def resolution(self, by: Actor) -> Resolution:
        """The resolution. Raises RegistryFault when number or a day is missing or cannot be read."""
        days = {}
        for key, vi, en in (
            ("ngay-ky", "ngày ban hành", "day of issue"),
            ("hieu-luc", "ngày hiệu lực", "day of effect"),
        ):
            found = parse_day(self.given[key])
            if found is None:
                raise RegistryFault(
                    f"Xin ghi {vi} theo mẫu 10/12/2020; đang là «{self.given[key][:30]}».",
                    f"Give the {en} like 10/12/2020; it reads {self.given[key][:30]!r}.",
                )
            days[key] = found
        if not self.given["so"]:
            raise RegistryFault("Xin ghi số nghị quyết, quyết định.", "Please state the number of the resolution.")
        if days["hieu-luc"] < days["ngay-ky"]:
            raise RegistryFault(
                "Ngày hiệu lực trước ngày ban hành. Xin xem lại hai ngày.",
                "The day of effect lies before the day of issue. Check both.",
            )
        return Resolution(self.given["so"], days["ngay-ky"], days["hieu-luc"], by, note=self.given["ghi-chu"])

    def require_units(self) -> None:
        """Raise RegistryFault when the act names no unit to act on."""
        named = self.units if "units" in self.act.fields else "unit" not in self.act.fields or self.given["don-vi"]
        if not named:
            raise RegistryFault("Xin chọn đơn vị.", "Please choose the unit.")

    def new_unit(self) -> dict[str, Any]:
        """Values of the one new unit of the form."""
        return self._unit(self.given["ten"], self.given["ma"])

    def new_parts(self) -> list[dict[str, Any]]:
        """Values of the new units of a division."""
        taken: set[str] = set()
        return [self._unit(name, key, taken) for name, key in self.parts]

    def norm(self) -> int | None:
        """The norm as a number; None when empty. Raises RegistryFault."""
        text = self.given["bien-che"]
        if text and not text.isdecimal():
            raise RegistryFault(
                f"Biên chế «{text[:20]}» phải là số nguyên.", f"The norm {text[:20]!r} must be a whole number."
            )
        return int(text) if text else None

    def _unit(self, name: str, key: str, taken: set[str] | None = None) -> dict[str, Any]:
        if not name:
            raise RegistryFault("Xin ghi tên đơn vị mới.", "Please name the new unit.")
        if self.given["loai"] not in CODE_LISTS["unit_kind"].by_value:
            raise RegistryFault("Xin chọn loại của đơn vị mới.", "Please choose the kind of the new unit.")
        used = taken if taken is not None else set()
        own = key or free_identifier(name, used)
        used.add(own)
        values: dict[str, Any] = {
            "unit_id": own,
            "name": name,
            "kind": self.given["loai"],
            "parent_id": self.given["cap-tren"] or None,
        }
        values |= {"norm": self.norm()} if "norm" in self.act.fields else {}
        return values | ({"place_code": self.given["dia-ban"]} if self.given["dia-ban"] else {})


def free_identifier(name: str, taken: set[str]) -> str:
    """An identifier nobody has, of the first letters of the name."""
    letters = "".join(word[0] for word in fold(name).split() if word[0].isalnum()).upper()[:8] or "DV"
    there = set(Unit.objects.filter(pk__startswith=letters).values_list("pk", flat=True)) | taken
    return next(key for n in range(1, len(there) + 2) if (key := letters if n == 1 else f"{letters}-{n}") not in there)


@dataclass(frozen=True)
class Preview:
    """What an act would touch."""

    closing: list[tuple[str, str]]
    founding: list[str]
    moving: list[tuple[str, str]]
    """Units that come under another one."""
    posts: int
    """Posts that close with their units."""
    people: pl.DataFrame
    """``person_id, name, title, unit``: who holds one of them on the first day, and needs a decision of their own."""
    ahead: bool
    """Whether it takes effect after the day the office looks at."""


def preview(asked: Asked, by: Actor, today: date) -> Preview:
    """What the act would touch. Raises RegistryFault where it could not be carried out for a reason seen beforehand."""
    on = asked.resolution(by)
    asked.require_units()
    asked.norm()
    before = snapshot(on.effective - timedelta(days=1))
    closing, heir = _closing(asked)
    for unit in asked.touched():
        require_live(unit, on)
    names = dict(before.units.select("unit_id", "name").iter_rows())
    below = before.live_units.filter(
        pl.col("parent_id").is_in(closing) & ~pl.col("unit_id").is_in([*closing, heir or ""])
    )
    moving = [] if asked.act.key in ("giai-the", "chia") else list(below.select("unit_id", "name").iter_rows())
    if below.height and not moving:
        raise RegistryFault(
            f"Còn {below.height} đơn vị trực thuộc («{below['name'][0]}»…). Xin chuyển hoặc giải thể các đơn vị đó trước.",
            f"{below.height} units below it live on ({below['name'][0]!r} …). Move or abolish them first.",
        )
    if asked.act.key == "chuyen":
        moving = [(asked.given["don-vi"], names.get(asked.given["don-vi"], ""))]
    posts = before.live_posts.filter(pl.col("unit_id").is_in(closing))
    founding = [values["name"] for values in _new_units(asked)]
    return Preview(
        [(u, names.get(u, u)) for u in closing],
        founding,
        moving,
        posts.height,
        _holders(before, posts, on),
        on.effective > today,
    )


def _new_units(asked: Asked) -> list[dict[str, Any]]:
    if asked.act.key == "lap" or (asked.act.key == "sap-nhap" and not asked.given["thanh"]):
        return [asked.new_unit()]
    return asked.new_parts() if asked.act.key == "chia" else []


def _closing(asked: Asked) -> tuple[list[str], str | None]:
    """The units that end, and the one on file that takes them in."""
    heir = asked.given["thanh"] or None
    if asked.act.key == "sap-nhap":
        return [u for u in asked.units if u != heir], heir
    if asked.act.key == "giai-the" or (asked.act.key == "chia" and not asked.given["con"]):
        return [asked.given["don-vi"]], None
    return [], None


def _holders(before: Snapshot, posts: pl.DataFrame, on: Resolution) -> pl.DataFrame:
    runs = before["tenures"].filter(
        pl.col("post_id").is_in(posts["post_id"].implode())
        & (pl.col("from_date") <= on.effective)
        & (pl.col("to_date").is_null() | (pl.col("to_date") >= on.effective))
    )
    units = before.units.select("unit_id", unit="name")
    named = posts.select("post_id", "unit_id", post="title").join(units, on="unit_id", how="left")
    return runs.join(named, on="post_id").select("person_id", "post", "unit").unique(maintain_order=True)


@transaction.atomic
def carry_out(asked: Asked, by: Actor) -> Batch:
    """Do it, in one batch; answers with it. Raises RegistryFault."""
    on, given = asked.resolution(by), asked.given
    match asked.act.key:
        case "lap":
            found_unit(asked.new_unit(), on)
        case "doi-ten":
            if not given["ten"]:
                raise RegistryFault("Xin ghi tên mới.", "Please state the new name.")
            rename_unit(given["don-vi"], given["ten"], on, place_code=given["dia-ban"] or None)
        case "sap-nhap":
            merge_units(asked.units, given["thanh"] or asked.new_unit(), on)
        case "chia":
            split_unit(given["don-vi"], asked.new_parts(), on, lives_on=bool(given["con"]))
        case "giai-the":
            abolish_unit(given["don-vi"], on)
        case "chuyen":
            move_unit(given["don-vi"], given["cap-tren"] or None, on)
        case _:
            set_norm(given["don-vi"], asked.norm(), on)
    return Batch.objects.filter(kind="reorganisation").latest("pk")

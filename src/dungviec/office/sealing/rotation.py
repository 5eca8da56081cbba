"""Turning keys over: values sealed anew in small batches, while everybody works; cut off anywhere, it goes on where it stopped."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.apps import apps
from django.db import connection, models, transaction
from django.db.models import F, Q, TextField
from django.db.models.expressions import ExpressionWrapper
from django.utils import timezone

from dungviec.office.sealing.blind import blind
from dungviec.office.sealing.cipher import MARK
from dungviec.office.sealing.faults import SealFault
from dungviec.office.sealing.fields import Sealed, sealed_fields
from dungviec.office.sealing.master import masters
from dungviec.office.sealing.models import DataKey, Purpose, State
from dungviec.office.sealing.ring import active, add_key, ensure_keys, forget, unwrap, wrap

BATCH = 500
"""Rows of one transaction."""
SETTLING = timedelta(minutes=2)
"""So long after a rotation every process has taken up the new key."""

Tell = Callable[[str, int], None]


@dataclass(frozen=True, slots=True)
class Column:
    """How many values of one column stand under which key; the empty name counts values that are not sealed."""

    place: str
    under: dict[str, int]


def as_stored(name: str) -> ExpressionWrapper[F]:
    """The column as the database holds it, past its field's opening."""
    return ExpressionWrapper(F(name), output_field=TextField())


def sealed_models() -> list[type[models.Model]]:
    """Every model with sealed columns."""
    return [
        m
        for m in apps.get_models(include_auto_created=True)
        if m._meta.managed and not m._meta.proxy and sealed_fields(m)
    ]


def rotate(*, tell: Tell = lambda _place, _rows: None) -> int:
    """A new key for values, then every value under it; returns how many rows were sealed anew."""
    add_key(Purpose.VALUES)
    return reseal_all(tell=tell)


def reseal_all(*, tell: Tell = lambda _place, _rows: None) -> int:
    """Every value that is not under the key in use is sealed under it. What was done stays done when this is cut off."""
    forget()
    total = 0
    for model in sealed_models():
        done = reseal(model)
        tell(model._meta.db_table, done)
        total += done
    for config in apps.get_app_configs():
        if hasattr(config, "seal_anew"):  # a room with sealed files beside its tables
            done = config.seal_anew()
            tell(config.label, done)
            total += done
    return total


def remark_all(*, tell: Tell = lambda _place, _rows: None) -> int:
    """Every lookup mark under the index key in use; models name theirs in ``BLIND`` (mark → sealed column)."""
    forget()
    total = 0
    for model in sealed_models():
        for target, source in getattr(model, "BLIND", {}).items():
            done = remark(model, source, target)
            tell(f"{model._meta.db_table}.{target}", done)
            total += done
    return total


def reseal(model: type[models.Model], *, batch: int = BATCH) -> int:
    """Bring the sealed columns of one model under the key in use, values from before sealing too; returns how many rows."""
    ensure_keys()
    head, fields, total = f"{MARK}{active()}.", sealed_fields(model), 0
    for keys in _behind(model, fields, head, batch):
        with transaction.atomic():
            rows = list(_raw(model, fields).filter(pk__in=keys).select_for_update())
            changed = [_resealed(row, fields, head) for row in rows]
            quote = connection.ops.quote_name
            settings = ", ".join(f"{quote(str(f.column))} = %s" for f in fields)
            with connection.cursor() as cursor:
                cursor.executemany(
                    f"UPDATE {quote(model._meta.db_table)} SET {settings} WHERE {quote(str(model._meta.pk.column))} = %s",  # noqa: S608 - names of our own tables
                    changed,
                )
        total += len(changed)
    return total


def remark(model: type[models.Model], source: str, target: str, *, batch: int = BATCH) -> int:
    """Marks for lookups made anew under the index key in use: ``target`` from the sealed column ``source``."""
    head, total, last = active(Purpose.INDEX), 0, None
    while True:
        rows = (
            model._base_manager.exclude(**{f"{target}__startswith": head})
            .filter(**{f"{source}__isnull": False})
            .order_by("pk")
        )
        if last is not None:
            rows = rows.filter(pk__gt=last)
        found = list(rows.values_list("pk", flat=True)[:batch])
        if not found:
            return total
        with transaction.atomic():
            for pk, value in model._base_manager.filter(pk__in=found).select_for_update().values_list("pk", source):
                model._base_manager.filter(pk=pk).update(**{target: blind(value)})
        total, last = total + len(found), found[-1]


def standing() -> list[Column]:
    """Under which keys the values of each sealed column stand."""
    found = []
    names = list(DataKey.objects.filter(purpose=Purpose.VALUES).values_list("name", flat=True))
    for model in sealed_models():
        for field in sealed_fields(model):
            rows = model._base_manager.annotate(stored_text=as_stored(field.attname)).filter(stored_text__isnull=False)
            under = {name: rows.filter(stored_text__startswith=f"{MARK}{name}.").count() for name in names}
            under[""] = rows.count() - sum(under.values())
            found.append(Column(field.place, {name: n for name, n in under.items() if n}))
    return found


def retire(name: str) -> None:
    """Destroy an old key that no value needs any more. Raises :class:`SealFault` where one still does, or too soon after the rotation."""
    with transaction.atomic():
        row = DataKey.objects.select_for_update().filter(pk=name).first()
        if row is None or row.state == State.RETIRED:
            raise SealFault(f"Không có khóa «{name}» để hủy.", f"There is no key '{name}' to retire.")
        if row.state == State.ACTIVE:
            raise SealFault(f"Khóa «{name}» đang dùng; xoay khóa trước.", f"The key '{name}' is in use; rotate first.")
        if row.replaced_at and timezone.now() - row.replaced_at < SETTLING:
            raise SealFault("Mới xoay khóa; chờ hai phút để mọi tiến trình nhận khóa mới.", "The keys were rotated just now; wait two minutes for every process to take up the new one.")  # fmt: skip
        left = sum(column.under.get(name, 0) for column in standing())
        if row.purpose == Purpose.INDEX:
            left = sum(m._base_manager.filter(**{f"{mark}__startswith": name}).count() for m in sealed_models() for mark in getattr(m, "BLIND", {}))  # fmt: skip
        left += sum(c.left_under_key(name) for c in apps.get_app_configs() if hasattr(c, "left_under_key"))
        if left:
            raise SealFault(
                f"Còn {left} giá trị niêm bằng khóa «{name}»; chạy «dungviec office keys rotate --resume» trước.",
                f"{left} values are still sealed under '{name}'; run «dungviec office keys rotate --resume» first.",
            )
        row.state, row.wrapped, row.retired_at = State.RETIRED, "", timezone.now()
        row.save()
    forget()


def rewrap() -> int:
    """Every data key under the first master key of this machine; returns how many were wrapped anew."""
    first, changed = masters()[0], 0
    with transaction.atomic():
        for row in DataKey.objects.select_for_update().exclude(state=State.RETIRED).exclude(master=first.fingerprint):
            row.wrapped, row.master = wrap(unwrap(row), first, row.name), first.fingerprint
            row.save()
            changed += 1
    return changed


def _raw(model: type[models.Model], fields: list[Sealed]) -> Any:
    texts = {f"stored_{f.attname}": as_stored(f.attname) for f in fields}
    return model._base_manager.order_by().annotate(**texts).values_list("pk", *texts)


def _behind(model: type[models.Model], fields: list[Sealed], head: str, batch: int) -> Iterator[list[Any]]:
    """Keys of rows with a value that is not under ``head``, part by part along the primary key."""
    behind, texts = Q(), {}
    for field in fields:
        name = f"stored_{field.attname}"
        texts[name] = as_stored(field.attname)
        behind |= Q(**{f"{name}__isnull": False}) & ~Q(**{f"{name}__startswith": head})
    rows = model._base_manager.annotate(**texts).filter(behind).order_by("pk")
    last = None
    while found := list((rows if last is None else rows.filter(pk__gt=last)).values_list("pk", flat=True)[:batch]):
        yield found
        last = found[-1]


def _resealed(row: tuple[Any, ...], fields: list[Sealed], head: str) -> tuple[Any, ...]:
    pk, *texts = row
    values = []
    for field, text in zip(fields, texts, strict=True):
        if text is None or str(text).startswith(head):
            values.append(text)
        else:
            values.append(field.get_db_prep_save(field.from_db_value(text, None, connection), connection))
    return *values, pk

"""The ring of data keys: opened once per process, the one in use looked up again after a short while, so that a rotation reaches everybody."""

from __future__ import annotations

import base64
import os
import secrets
import time
from threading import RLock
from typing import TYPE_CHECKING

from django.db import connection, transaction
from django.utils import timezone

from dungviec.office.sealing.faults import SealFault
from dungviec.office.sealing.master import Master, masters
from dungviec.office.sealing.models import DataKey, Purpose, State

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

FRESH = 20.0
"""Seconds after which a process asks again which key is in use."""

_ciphers: dict[str, AESGCM] = {}
_secrets: dict[str, bytes] = {}
_active: dict[str, tuple[str, float]] = {}
_lock = RLock()


def forget() -> None:
    """Forget every key of this process; the next use reads them again."""
    with _lock:
        _ciphers.clear()
        _secrets.clear()
        _active.clear()


def ensure_keys() -> None:
    """A data key for each purpose, where the database has none; nothing where the table is not made yet."""
    if DataKey._meta.db_table not in connection.introspection.table_names():
        return
    for purpose in Purpose:
        if not DataKey.objects.filter(purpose=purpose, state=State.ACTIVE).exists():
            add_key(purpose)


def add_key(purpose: str) -> DataKey:
    """A new data key in use; the one before only reads from now on."""
    first = not DataKey.objects.exclude(state=State.RETIRED).exists()
    master, key, now = masters(make=first)[0], os.urandom(32), timezone.now()
    name = secrets.token_hex(4)
    with transaction.atomic():
        DataKey.objects.filter(purpose=purpose, state=State.ACTIVE).update(state=State.OLD, replaced_at=now)
        made = DataKey.objects.create(
            name=name, purpose=purpose, state=State.ACTIVE, master=master.fingerprint, made_at=now,
            wrapped=wrap(key, master, name),
        )  # fmt: skip
    with _lock:
        _active.pop(purpose, None)
    return made


def active(purpose: str = Purpose.VALUES) -> str:
    """Name of the key in use. Raises :class:`SealFault` where there is none."""
    with _lock:
        known, when = _active.get(purpose, ("", 0.0))
        if known and time.monotonic() - when < FRESH:
            return known
        found = DataKey.objects.filter(purpose=purpose, state=State.ACTIVE).values_list("name", flat=True).first()
        if found is None:
            raise SealFault(
                "Chưa có khóa dữ liệu; chạy «dungviec office keys rotate» để tạo.",
                "There is no data key; run «dungviec office keys rotate» to make one.",
            )
        _active[purpose] = (found, time.monotonic())
        return found


def cipher(name: str) -> AESGCM:
    """The cipher of a data key. Raises :class:`SealFault` where the key is unknown, retired, or its master key is missing."""
    found = _ciphers.get(name)
    if found is None:
        from cryptography.hazmat.primitives.ciphers.aead import AESGCM

        found = _ciphers[name] = AESGCM(secret(name))
    return found


def secret(name: str) -> bytes:
    """A data key, opened. Raises :class:`SealFault` as :func:`cipher`."""
    with _lock:
        if name not in _secrets:
            row = DataKey.objects.filter(pk=name).first()
            if row is None or not row.wrapped:
                raise SealFault(
                    f"Khóa dữ liệu «{name}» {'không có' if row is None else 'đã hủy'}; giá trị niêm bằng khóa ấy không mở được.",
                    f"The data key '{name}' is {'not there' if row is None else 'retired'}; what it sealed does not open.",
                )
            _secrets[name] = unwrap(row)
        return _secrets[name]


def check_keys() -> None:
    """Open every data key once. Raises :class:`SealFault` naming what is missing on this machine."""
    if DataKey._meta.db_table in connection.introspection.table_names():
        for row in DataKey.objects.exclude(state=State.RETIRED):
            unwrap(row)


def wrap(key: bytes, master: Master, name: str) -> str:
    """A data key under a master key."""
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    nonce = os.urandom(12)
    return base64.b64encode(nonce + AESGCM(master.key).encrypt(nonce, key, name.encode())).decode()


def unwrap(row: DataKey) -> bytes:
    """A data key out of its wrapping. Raises :class:`SealFault` naming the master key that is missing."""
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    master = next((m for m in masters() if m.fingerprint == row.master), None)
    if master is None:
        raise SealFault(
            f"Khóa chủ trên máy không phải khóa đã dùng (cần khóa có dấu «{row.master}»). Đặt lại khóa ấy, hoặc thêm nó làm dòng thứ hai.",
            f"The master key of this machine is not the one that was used (needed: the key with fingerprint '{row.master}'). Put it back, or add it as a second line.",
        )
    raw = base64.b64decode(row.wrapped)
    try:
        return AESGCM(master.key).decrypt(raw[:12], raw[12:], row.name.encode())
    except InvalidTag:
        raise SealFault(f"Khóa dữ liệu «{row.name}» đã bị sửa trong cơ sở dữ liệu.", f"The data key '{row.name}' was altered in the database.") from None  # fmt: skip

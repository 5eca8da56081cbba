# ruff: noqa: S608 - names of views come from the definitions
"""Making, dropping and checking the views, on PostgreSQL (schema, read-only role) and on SQLite (a prefix)."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db import DatabaseError, connection, transaction

from dungviec.office.interchange.analyst.definitions import Vendor, View, chosen_groups, digest, sealed_columns, views
from dungviec.records.sensitivity import GROUPS

SCHEMA = "analyst"
ROLE = "dungviec_analyst"
_ABOUT = "about"
_MARK = "dungviec-views/1"


class ViewsRefused(ValueError):
    """What cannot be done with the views: a sentence, ``english`` the same in English."""

    def __init__(self, vi: str, en: str) -> None:
        super().__init__(vi)
        self.english = en


@dataclass(frozen=True, slots=True)
class Made:
    """The views that stand."""

    names: tuple[str, ...]
    groups: tuple[str, ...]
    sealed: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Checked:
    """What a check found: whether views stand, whether they are those of this software, and what is wrong (Vietnamese, English)."""

    there: bool
    current: bool
    groups: tuple[str, ...]
    faults: tuple[tuple[str, str], ...]


def vendor() -> Vendor:
    """The database's kind. Raises ViewsRefused on any other than the two."""
    if connection.vendor not in ("postgresql", "sqlite"):
        raise ViewsRefused(
            f"Không hỗ trợ cơ sở dữ liệu «{connection.vendor}».",
            f"The database '{connection.vendor}' is not supported.",
        )
    return connection.vendor  # type: ignore[return-value]


def create(asked: Iterable[str] = ()) -> Made:
    """Make the views anew, with the groups asked for beside the usual ones; all or nothing. Raises ViewsRefused."""
    kind = vendor()
    try:
        groups = chosen_groups(asked)
    except ValueError as bad:
        raise ViewsRefused(f"Không có nhóm trường «{bad}».", f"There is no group of fields '{bad}'.") from None
    found = views(groups, kind)
    about = {"format": _MARK, "digest": digest(found), "groups": list(groups)}
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            _drop(cursor, kind)
            if kind == "postgresql":
                _make_role(cursor)
                cursor.execute(f"CREATE SCHEMA {SCHEMA}")
            for view in found:
                _make(cursor, view, kind)
            literal = json.dumps(about).replace("'", "''")
            cursor.execute(f"CREATE VIEW {_name(_ABOUT, kind)} AS SELECT '{literal}' AS about")
            if kind == "postgresql":
                cursor.execute(f"COMMENT ON SCHEMA {SCHEMA} IS '{_MARK}'")
                cursor.execute(f"GRANT USAGE ON SCHEMA {SCHEMA} TO {ROLE}")
                cursor.execute(f"GRANT SELECT ON ALL TABLES IN SCHEMA {SCHEMA} TO {ROLE}")
    except DatabaseError as problem:
        raise ViewsRefused(
            f"Không tạo được view: {_said(problem)}.", f"The views cannot be made: {_said(problem)}."
        ) from None
    return Made(tuple(v.name for v in found), groups, tuple(sealed_columns(groups)))


def drop() -> bool:
    """Take the views away; the role stays, with nothing to read. False where there were none. Raises ViewsRefused."""
    kind = vendor()
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            return _drop(cursor, kind)
    except DatabaseError as problem:
        raise ViewsRefused(
            f"Không bỏ được view (có thể còn view khác dựa vào): {_said(problem)}.", f"The views cannot be dropped (others may rest on them): {_said(problem)}."
        ) from None  # fmt: skip


def standing_groups() -> tuple[str, ...] | None:
    """The groups of the views that stand; None where there are none."""
    kind = vendor()
    with connection.cursor() as cursor:
        about = _about(cursor, kind)
    return None if about is None else tuple(about.get("groups", ()))


def check() -> Checked:
    """Whether the views are those this software would make, can be read, and show the role nothing else."""
    kind = vendor()
    faults: list[tuple[str, str]] = []
    with connection.cursor() as cursor:
        about = _about(cursor, kind)
        if about is None:
            return Checked(False, False, (), ())
        groups = chosen_groups(g for g in about.get("groups", ()) if g in GROUPS)
        found = views(groups, kind)
        current = about.get("digest") == digest(found)
        standing = _standing(cursor, kind)
        for view in found:
            if view.name not in standing:
                faults.append((f"Thiếu view «{view.name}»", f"The view '{view.name}' is missing"))
                continue
            try:
                with transaction.atomic():
                    cursor.execute(f"SELECT * FROM {_name(view.name, kind)} LIMIT 1")
            except DatabaseError as problem:
                faults.append(
                    (
                        f"Không đọc được «{view.name}»: {_said(problem)}",
                        f"'{view.name}' cannot be read: {_said(problem)}",
                    )
                )
        if kind == "postgresql":
            faults += _role_faults(cursor)
    return Checked(True, current and not faults, groups, tuple(faults))


def _make(cursor: Any, view: View, kind: Vendor) -> None:
    names = {v: _name(v, kind) for v in ("units", "posts", "tenures", "units_on_day", "posts_on_day", "tenures_on_day")}
    select = view.select
    for name, full in names.items():
        select = select.replace(f"{{{name}}}", full)
    barrier = " WITH (security_barrier = true)" if kind == "postgresql" else ""
    cursor.execute(f"CREATE VIEW {_name(view.name, kind)}{barrier} AS {select}")
    if kind == "postgresql":
        cursor.execute(f"COMMENT ON VIEW {_name(view.name, kind)} IS '{_quoted(f'{view.vi} / {view.en}')}'")
        for column in view.columns:
            cursor.execute(
                f"COMMENT ON COLUMN {_name(view.name, kind)}.\"{column.name}\" IS '{_quoted(f'{column.vi} / {column.en}')}'"
            )


def _drop(cursor: Any, kind: Vendor) -> bool:
    if kind == "sqlite":
        names = [f"{SCHEMA}_{name}" for name in _standing(cursor, kind)]
        for name in names:
            cursor.execute(f'DROP VIEW "{name}"')
        return bool(names)
    cursor.execute("SELECT obj_description(oid, 'pg_namespace') FROM pg_namespace WHERE nspname = %s", [SCHEMA])
    row = cursor.fetchone()
    if row is None:
        return False
    if row[0] != _MARK:
        raise ViewsRefused(
            f"Lược đồ «{SCHEMA}» có sẵn và không do phần mềm này tạo; đổi tên hoặc bỏ nó trước.",
            f"There is a schema '{SCHEMA}' that this software did not make; rename or drop it first.",
        )
    names = [_name(name, kind) for name in sorted(_standing(cursor, kind))]
    if names:
        cursor.execute(f"DROP VIEW {', '.join(names)}")  # all at once: they rest on each other, nothing else may
    cursor.execute(f"DROP SCHEMA {SCHEMA}")
    return True


def _standing(cursor: Any, kind: Vendor) -> set[str]:
    """The names of the views that are there, without prefix or schema."""
    if kind == "sqlite":
        cursor.execute("SELECT name FROM sqlite_master WHERE type = 'view' AND name LIKE 'analyst\\_%' ESCAPE '\\'")
        return {row[0].removeprefix(f"{SCHEMA}_") for row in cursor.fetchall()}
    cursor.execute("SELECT viewname FROM pg_views WHERE schemaname = %s", [SCHEMA])
    return {row[0] for row in cursor.fetchall()}


def _make_role(cursor: Any) -> None:
    cursor.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [ROLE])
    if cursor.fetchone() is None:
        cursor.execute(f"CREATE ROLE {ROLE} NOLOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION")


def _role_faults(cursor: Any) -> list[tuple[str, str]]:
    """What the role may do beyond reading the views."""
    cursor.execute("SELECT rolsuper OR rolcreaterole OR rolcreatedb FROM pg_roles WHERE rolname = %s", [ROLE])
    row = cursor.fetchone()
    if row is None:
        return [(f"Không có vai trò «{ROLE}»", f"There is no role '{ROLE}'")]
    faults = (
        [(f"Vai trò «{ROLE}» có quyền quản trị", f"The role '{ROLE}' has rights of an administrator")] if row[0] else []
    )
    cursor.execute(
        "SELECT count(*) FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE c.relkind IN ('r', 'p', 'v', 'm') AND n.nspname NOT IN "
        "(%s, 'pg_catalog', 'information_schema') AND n.nspname NOT LIKE 'pg\\_%%' AND (has_table_privilege(%s, c.oid, 'SELECT') OR has_table_privilege(%s, c.oid, 'INSERT, UPDATE, DELETE, TRUNCATE'))",
        [SCHEMA, ROLE, ROLE],
    )  # fmt: skip
    beyond = cursor.fetchone()[0]
    if beyond:
        faults.append(
            (
                f"Vai trò «{ROLE}» đọc hoặc ghi được {beyond} bảng ngoài các view",
                f"The role '{ROLE}' reads or writes {beyond} tables beside the views",
            )
        )
    cursor.execute(
        "SELECT count(*) FROM pg_views v WHERE v.schemaname = %s AND has_table_privilege(%s, quote_ident(v.schemaname) || '.' || quote_ident(v.viewname), 'INSERT, UPDATE, DELETE')",
        [SCHEMA, ROLE],
    )  # fmt: skip
    if cursor.fetchone()[0]:
        faults.append((f"Vai trò «{ROLE}» ghi được qua view", f"The role '{ROLE}' writes through the views"))
    return faults


def _about(cursor: Any, kind: Vendor) -> dict[str, Any] | None:
    if _ABOUT not in _standing(cursor, kind):
        return None
    cursor.execute(f"SELECT about FROM {_name(_ABOUT, kind)}")
    told: dict[str, Any] = json.loads(cursor.fetchone()[0])
    return told


def _name(view: str, kind: Vendor) -> str:
    return f'"{SCHEMA}_{view}"' if kind == "sqlite" else f'{SCHEMA}."{view}"'


def _quoted(text: str) -> str:
    return text.replace("'", "''")


def _said(problem: Exception) -> str:
    return str(problem).strip().splitlines()[0][:200] if str(problem).strip() else type(problem).__name__

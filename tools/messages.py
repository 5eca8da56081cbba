"""Keeps the English catalogues in step with the Vietnamese texts of the code, and compiles them.

    python tools/messages.py [ROOM …]   take up new texts, drop old ones, compile (all catalogues, or those named)
    python tools/messages.py --check    exit 1 when a text has no English, or a compiled file is behind

Vietnamese is written in the code itself; ``locale/en`` of the office (shell, access, registry) and of each further room holds
the English. Needs Babel; no system gettext.
"""

from __future__ import annotations

import io
import os
import re
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_python
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

OFFICE = Path(__file__).resolve().parents[1] / "src" / "dungviec" / "office"
_FIRST = datetime(2026, 11, 22, tzinfo=UTC)
SHARED = ("shell", "access", "registry")
KEYWORDS = {
    "_": None, "gettext": None, "gettext_lazy": None, "gettext_noop": None, "ngettext": (1, 2), "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2), "npgettext": ((1, "c"), 2, 3),
}  # fmt: skip


def catalogues() -> Iterator[tuple[Path, list[Path]]]:
    """Each catalogue with the folders whose texts it holds."""
    yield OFFICE / "locale" / "en" / "LC_MESSAGES" / "django.po", [OFFICE / name for name in SHARED]
    for room in sorted(p.parent for p in OFFICE.glob("*/apps.py")):
        if room.name not in SHARED:
            yield room / "locale" / "en" / "LC_MESSAGES" / "django.po", [room]


def texts(folder: Path) -> Iterator[tuple[str, int, str | tuple[str, ...], str | None]]:
    """File, line, text (or singular and plural), context: everything marked for translation below ``folder``."""
    for path in sorted([*folder.rglob("*.py"), *folder.rglob("*.html")]):
        if "migrations" in path.parts or "static" in path.parts:
            continue
        source = path.read_text(encoding="utf-8")
        if path.suffix == ".html":
            source = _as_python(source, path)
        for line, function, message, _comments in extract_python(io.BytesIO(source.encode()), KEYWORDS, [], {}):
            if isinstance(message, tuple):
                parts = tuple(m for m in message if m is not None)
                if function == "ngettext" and len(parts) >= 2:
                    yield str(path.relative_to(OFFICE)), line, parts[:2], None
                elif parts and parts[0]:
                    yield str(path.relative_to(OFFICE)), line, parts[0], None
            elif message:
                yield str(path.relative_to(OFFICE)), line, message, None


def _as_python(source: str, path: Path) -> str:
    from django.utils.translation.template import templatize

    plain = re.sub(r"\bu'", "'", templatize(source, origin=str(path)))
    return "\n".join(line.strip() for line in plain.splitlines())


def gather(folders: list[Path], old: Catalog) -> Catalog:
    """A fresh catalogue of the texts in use, with the English that ``old`` has for them."""
    fresh = Catalog(locale="en", project="Đúng Việc", charset="utf-8", header_comment="# English texts of the office.")
    fresh.creation_date = fresh.revision_date = _FIRST  # no clock in the file: the same texts give the same bytes
    for folder in folders:
        for file, _line, text, context in texts(folder):
            known = old.get(text if isinstance(text, str) else text[0], context)
            empty: str | tuple[str, ...] = "" if isinstance(text, str) else ("", "")
            string = known.string if known is not None and known.string else empty
            fresh.add(text, string, locations=[(file, 0)], context=context)
    return fresh


def missing(catalogue: Catalog) -> list[str]:
    """Texts without (complete) English, or with English marked as a guess."""
    found = []
    for message in catalogue:
        if not message.id:
            continue
        parts = message.string if isinstance(message.string, tuple | list) else [message.string]
        if message.fuzzy or not parts or not all(parts):
            found.append(message.id if isinstance(message.id, str) else message.id[0])
    return found


def main(arguments: list[str]) -> int:
    """Command line."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "dungviec.office.settings")
    import django

    django.setup()
    bad = 0
    named = [a for a in arguments if not a.startswith("-")]
    for po, folders in catalogues():
        if named and po.parents[3].name not in named:
            continue
        old = read_po(po.open("rb"), locale="en") if po.is_file() else Catalog(locale="en")
        fresh = gather(folders, old)
        lacking = missing(fresh)
        compiled = io.BytesIO()
        write_mo(compiled, fresh)
        if "--check" in arguments:
            mo = po.with_suffix(".mo")
            behind = not mo.is_file() or mo.read_bytes() != compiled.getvalue()
            bad += bool(lacking) or behind
            print(
                f"{po.parents[3].name}: {len(lacking)} without English{', compiled file is behind' if behind else ''}"
            )
        else:
            po.parent.mkdir(parents=True, exist_ok=True)
            with po.open("wb") as file:
                write_po(file, fresh, sort_by_file=False, include_lineno=False, width=120, omit_header=False)
            po.with_suffix(".mo").write_bytes(compiled.getvalue())
            print(f"{po.parents[3].name}: {len(fresh)} texts, {len(lacking)} without English")
        for text in lacking:
            print(f"  {text}")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

"""Writing a data package: a folder or a zip, there whole or not at all."""

from __future__ import annotations

import hashlib
import io
import json
import os
import shutil
import tempfile
import zipfile
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import polars as pl

from dungviec.exchange.csv_cells import to_csv
from dungviec.exchange.package import Package, PackageFault
from dungviec.exchange.package_codes import RESOURCE, code_table
from dungviec.exchange.package_schema import GUARD, Kind, descriptor
from dungviec.exchange.problems import UnreadableFileError
from dungviec.exchange.workbook_out import write_whole

KINDS: tuple[Kind, ...] = ("parquet", "csv")
DESCRIPTION = "datapackage.json"
_EPOCH = (1980, 1, 1, 0, 0, 0)
"""The same tables give the same bytes: no clock in the file."""
Tell = Callable[[str, float], None]


def write_package(
    package: Package,
    path: Path | str,
    kind: Kind,
    *,
    origins: Mapping[str, str] | None = None,
    tell: Tell = lambda _s, _p: None,
) -> Path:
    """Write ``package`` to ``path`` (a zip where it ends in ``.zip``, else a new folder) as ``parquet`` or ``csv`` tables.

    ``origins``: items of the official form for the schema (:func:`dungviec.documents.form_items`). ``tell`` is told the table and the
    share done. The place holds the whole package or nothing. Raises :class:`PackageFault` where it cannot be written.
    """
    target = Path(path)
    if kind not in KINDS:
        raise PackageFault(f"«{kind}»: chỉ ghi được {', '.join(KINDS)}.", f"'{kind}': use one of {', '.join(KINDS)}.")
    if target.suffix.lower() == ".zip":
        try:
            return write_whole(target, lambda temporary: _zip(package, kind, origins or {}, temporary, tell))
        except UnreadableFileError as bad:
            raise PackageFault(bad.vi, bad.en) from None
    if target.exists():
        raise PackageFault(
            f"Đã có «{target}»; chọn tên thư mục khác.", f"There is '{target}' already; choose another name."
        )
    if not target.resolve().parent.is_dir():
        raise PackageFault(
            f"Không có thư mục «{target.parent}» để ghi «{target.name}».", f"There is no folder '{target.parent}'."
        )
    try:
        _folder(package, kind, origins or {}, target, tell)
    except OSError as problem:
        reason = problem.strerror or str(problem)
        raise PackageFault(f"Không ghi được «{target}»: {reason}.", f"Cannot write '{target}': {reason}.") from None
    return target


def _zip(package: Package, kind: Kind, origins: Mapping[str, str], path: Path, tell: Tell) -> None:
    packing = zipfile.ZIP_DEFLATED if kind == "csv" else zipfile.ZIP_STORED  # Parquet is packed already
    with zipfile.ZipFile(path, "w", packing) as packed:
        for name, body in _files(package, kind, origins, tell):
            entry = zipfile.ZipInfo(name, _EPOCH)
            entry.compress_type, entry.external_attr = packing, 0o600 << 16
            packed.writestr(entry, body)


def _folder(package: Package, kind: Kind, origins: Mapping[str, str], target: Path, tell: Tell) -> None:
    parent = target.resolve().parent
    temporary = Path(tempfile.mkdtemp(prefix=f".{target.name}.", dir=parent))
    try:
        (temporary / "data").mkdir(mode=0o700)
        for name, body in _files(package, kind, origins, tell):
            (temporary / name).write_bytes(body)
        os.rename(temporary, target.resolve())
    except BaseException:
        shutil.rmtree(temporary, ignore_errors=True)
        raise


def _files(package: Package, kind: Kind, origins: Mapping[str, str], tell: Tell) -> Iterator[tuple[str, bytes]]:
    """Every file with its bytes; the description comes last, since it holds the digests of the others."""
    told = descriptor(package, kind, origins=origins)
    frames = {**package.tables, RESOURCE: code_table()}
    for n, resource in enumerate(told["resources"]):
        tell(resource["name"], n / len(told["resources"]))
        body = _bytes(frames[resource["name"]], kind)
        resource |= {"bytes": len(body), "hash": f"sha256:{hashlib.sha256(body).hexdigest()}"}
        yield resource["path"], body
    yield DESCRIPTION, (json.dumps(told, ensure_ascii=False, indent=1) + "\n").encode()


def _bytes(frame: pl.DataFrame, kind: Kind) -> bytes:
    if kind == "csv":
        return to_csv(frame, guard=GUARD)
    buffer = io.BytesIO()
    frame.write_parquet(buffer, compression="zstd")
    return buffer.getvalue()

"""One signed archive with which a machine without internet is brought up to date.

    python tools/make_wheelhouse.py key update-key                 makes update-key (keep it apart) and update-key.pub
    python tools/make_wheelhouse.py pack --key update-key --follows 0.1.0 dist/dungviec-0.1.0-py3-none-any.whl
                                                                    fetches every locked wheel and packs all of it

``--wheels FOLDER`` takes wheels that were fetched already. The archive is checked and installed by ``dungviec office update``.
"""

from __future__ import annotations

import argparse
import os
import re
import subprocess
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, PublicFormat

from dungviec.office.operations.faults import OperationsFault
from dungviec.office.operations.wheelhouse import Manifest, digest_of, pack, read_key

ROOT = Path(__file__).resolve().parents[1]
LOCK, DEV = ROOT / "requirements.lock", ROOT / "requirements-dev.lock"
SERVER = (
    "psycopg",
    "psycopg-binary",
    "psycopg-pool",
    "procrastinate",
    "asgiref",
    "attrs",
    "croniter",
    "python-dateutil",
    "typing-extensions",
    "ldap3",
    "pyasn1",
)
"""Packages of the extras for a server, with what they need beyond the office's own."""


def make_key(target: Path) -> None:
    """A new pair: the private half readable by its owner only."""
    key = Ed25519PrivateKey.generate()
    handle = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    target.with_name(f"{target.name}.pub").write_bytes(
        key.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    )


def fetch(folder: Path) -> None:
    """Every wheel of the lock file, by the digests that stand there, with those of the extras of a server (PostgreSQL, queue)."""
    with tempfile.TemporaryDirectory() as place:
        subprocess.run([sys.executable, "-m", "venv", f"{place}/pip"], check=True)  # the developers' own has no pip
        wanted, own, more = Path(place) / "wanted.txt", locked(LOCK), locked(DEV)
        wanted.write_text("".join([*own.values(), *(more[n] for n in SERVER if n not in own)]), encoding="utf-8")
        command = [f"{place}/pip/bin/python", "-m", "pip", "download", "--quiet", "--disable-pip-version-check"]
        exact = ["--only-binary", ":all:", "--no-deps", "--require-hashes"]
        subprocess.run([*command, *exact, "-r", str(wanted), "-d", str(folder)], check=True)


def locked(lock: Path) -> dict[str, str]:
    """The entries of a lock file with their digests, by name."""
    text = lock.read_text(encoding="utf-8")
    entries = re.findall(r"^[a-zA-Z0-9].*?(?=^[a-zA-Z0-9#]|\Z)", text, re.MULTILINE | re.DOTALL)
    found: dict[str, str] = {}
    for entry in entries:  # a package may stand there twice, for older and newer Pythons
        name = re.split(r"[=\[ ]", entry, maxsplit=1)[0]
        found[name] = found.get(name, "") + entry
    return found


def make(wheel: Path, wheels: list[Path], *, key: Path, follows: str, target: Path) -> Manifest:
    """Pack ``wheel`` and ``wheels``, signed. Raises OperationsFault where the key cannot be read."""
    chosen = [wheel, *(w for w in wheels if not w.name.startswith("dungviec-"))]
    manifest = Manifest(
        version=wheel.name.split("-")[1], follows=follows, python=f"{sys.version_info.major}.{sys.version_info.minor}",
        made_on=datetime.now(UTC).date().isoformat(), wheels={w.name: digest_of(w.open("rb")) for w in chosen},
    )  # fmt: skip
    pack(chosen, manifest, read_key(key, private=True), target)
    return manifest


def main(words: list[str]) -> int:
    """The command line."""
    options = argparse.ArgumentParser(prog="python tools/make_wheelhouse.py")
    deeds = options.add_subparsers(dest="deed", required=True)
    deeds.add_parser("key").add_argument("target", type=Path)
    packing = deeds.add_parser("pack")
    packing.add_argument("wheel", type=Path)
    packing.add_argument("--key", type=Path, required=True)
    packing.add_argument("--follows", default="0.1.0", help="the lowest version this may follow")
    packing.add_argument("--wheels", type=Path, help="a folder with wheels fetched already")
    packing.add_argument("--out", type=Path)
    given = options.parse_args(words)
    if given.deed == "key":
        make_key(given.target)
        print(f"{given.target}: keep it apart. {given.target}.pub goes to the machines.")
        return 0
    target = given.out or given.wheel.with_name(f"dungviec-{given.wheel.name.split('-')[1]}.update")
    try:
        with tempfile.TemporaryDirectory() as fetched:
            folder = given.wheels or Path(fetched)
            if given.wheels is None:
                fetch(folder)
            made = make(given.wheel, sorted(folder.glob("*.whl")), key=given.key, follows=given.follows, target=target)
    except OperationsFault as bad:
        print(bad.english, file=sys.stderr)
        return 1
    print(f"{target}: version {made.version}, {len(made.wheels)} wheels, {target.stat().st_size / 1e6:.0f} MB")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

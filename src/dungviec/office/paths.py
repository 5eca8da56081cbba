"""Where the office keeps its own files: database, secret key, results of long work."""

from __future__ import annotations

import os
import secrets
from pathlib import Path

PACKAGE = Path(__file__).resolve().parent
BALLOT_KEYS = "ballot-keys"
"""Folder of the keys that die with a vote; a copy of them would outlive it, so no backup carries it."""


def data_home() -> Path:
    """The data folder, made when absent: ``DUNGVIEC_HOME``, else ``var/`` of a checkout, else the user's data folder."""
    given = os.environ.get("DUNGVIEC_HOME")
    checkout = PACKAGE.parents[2]
    if given:
        home = Path(given).expanduser()
    elif (checkout / "pyproject.toml").is_file() and (checkout / "src" / "dungviec").is_dir():
        home = checkout / "var"
    else:
        shared = os.environ.get("XDG_DATA_HOME")
        home = (Path(shared) if shared else Path.home() / ".local" / "share") / "dungviec"
    home.mkdir(parents=True, exist_ok=True, mode=0o700)
    return home


def secret_key(home: Path) -> str:
    """The key that signs sessions: ``DUNGVIEC_SECRET_KEY``, else made once and kept readable by its owner only."""
    given = os.environ.get("DUNGVIEC_SECRET_KEY")
    if given:
        return given
    path = home / "secret-key"
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_text(encoding="ascii").strip()
    with os.fdopen(handle, "w", encoding="ascii") as file:
        key = secrets.token_urlsafe(60)
        file.write(key)
    return key

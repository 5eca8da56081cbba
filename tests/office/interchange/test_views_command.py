"""``dungviec office views``: made, checked and dropped from the command line, with sentences for what cannot be done."""

from __future__ import annotations

import pytest
from django.db import connection
from typer.testing import CliRunner

from dungviec.cli.app import app
from dungviec.office.interchange.analyst import making

pytestmark = pytest.mark.django_db


def run(*words: str) -> tuple[int, str, str]:
    done = CliRunner().invoke(app, ["office", "views", *words])
    return done.exit_code, done.stdout, done.stderr


def test_views_are_made_checked_and_dropped(monkeypatch: pytest.MonkeyPatch) -> None:
    assert run("check") == (1, "", "Chưa có view nào; chạy dungviec office views create.\n")
    code, out, _err = run("create", "--with", "party")
    assert code == 0
    assert ("analyst.*" if connection.vendor == "postgresql" else "analyst_*") in out
    assert "planning" in out
    assert "party" in out
    code, out, _err = run("check", "--lang", "en")
    assert (code, out.startswith("The views are those of this version.")) == (0, True)
    monkeypatch.setattr(making, "digest", lambda _views: "other")
    assert "out of date" in run("check", "--lang", "en")[2]
    monkeypatch.undo()
    assert run("drop")[1] == "Đã bỏ các view.\n"
    assert run("drop", "--lang", "en")[1] == "There were no views.\n"


def test_a_group_that_does_not_exist_is_one_sentence() -> None:
    code, out, err = run("create", "--with", "bí mật")
    assert (code, out) == (2, "")
    assert err == "dungviec: Không có nhóm trường «bí mật».\n"
    assert run("check", "--lang", "fr")[0] == 2

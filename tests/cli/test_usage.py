"""A command typed wrongly is answered in both languages, with where to look and exit code 2."""

import subprocess
import sys

import pytest


@pytest.mark.parametrize(
    ("typed", "vi", "en"),
    [
        (["place"], "Thiếu CITY.xlsx", "CITY.xlsx is missing"),
        (["place", "a.xlsx", "b"], "Thừa: b", "Too much was given: b"),
        (
            ["place", "a.xlsx", "--polic", "x"],
            "Không có tùy chọn --polic. Có phải: --policy?",
            "Did you mean --policy?",
        ),
        (["placed"], "Không có lệnh «placed». Có phải: place?", "There is no command 'placed'"),
        (["synth", "province", "--people", "abc"], "--people: phải là số nguyên", "--people"),
        (["synth", "province", "--people", "0"], "--people: phải từ 1 trở lên", "greater than or equal to 1"),
        (["place", "a.xlsx", "--policy"], "Tùy chọn --policy cần một giá trị", "needs a value"),
    ],
)
def test_wrong_usage_is_a_sentence(typed: list[str], vi: str, en: str) -> None:
    done = subprocess.run([sys.executable, "-m", "dungviec", *typed], capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert done.stdout == ""
    assert vi in done.stderr
    assert en in done.stderr
    assert "--help" in done.stderr


def test_the_exit_code_of_a_command_is_the_code_of_the_process() -> None:
    done = subprocess.run([sys.executable, "-m", "dungviec", "--version"], capture_output=True, text=True, check=False)
    assert done.returncode == 0
    missing = subprocess.run([sys.executable, "-m", "dungviec", "read", "khong-co.xlsx"], capture_output=True, text=True, check=False)  # fmt: skip
    assert missing.returncode == 2

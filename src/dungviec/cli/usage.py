"""A command that was typed wrongly: one sentence in Vietnamese and English, where to look, exit code 2."""

from __future__ import annotations

import re
import sys

import typer
import typer.main

from dungviec.cli.terminal import BAD_INPUT

_COMMAND = re.compile(r"No such command '(?P<what>[^']*)'\.?(?: Did you mean (?P<near>.*)\?)?")
_LIMIT = re.compile(r"(greater|less) than or equal to (?P<limit>-?\d+)")


def run(app: typer.Typer) -> None:
    """Run the command line and end the process with its exit code."""
    command = typer.main.get_command(app)
    try:
        code = command.main(standalone_mode=False)
    except typer.Exit as ended:
        code = ended.exit_code
    except (typer.Abort, KeyboardInterrupt):
        typer.echo("dungviec: đã dừng. / stopped.", err=True)
        code = 130
    except Exception as fault:
        if not hasattr(fault, "format_message"):
            raise
        vi, en = sentence(fault)
        where = getattr(getattr(fault, "ctx", None), "command_path", "dungviec")
        typer.echo(f"dungviec: {vi} Xem: {where} --help\n          {en} See: {where} --help", err=True)
        code = BAD_INPUT
    sys.exit(code if isinstance(code, int) else 0)


def sentence(fault: Exception) -> tuple[str, str]:
    """What was typed wrongly, in both languages. Told by the kind of fault and the name it carries."""
    kind, said = type(fault).__name__, str(getattr(fault, "message", "") or fault)
    parameter = getattr(fault, "param", None)
    name = _name(parameter)
    if kind == "MissingParameter":
        return f"Thiếu {name}.", f"{name} is missing."
    if kind == "NoSuchOption":
        option = getattr(fault, "option_name", "")
        near = ", ".join(getattr(fault, "possibilities", None) or ())
        vi, en = f"Không có tùy chọn {option}.", f"There is no option {option}."
        return (f"{vi} Có phải: {near}?", f"{en} Did you mean {near}?") if near else (vi, en)
    if kind == "BadOptionUsage":
        option = getattr(fault, "option_name", "")
        return f"Tùy chọn {option} cần một giá trị theo sau.", f"Option {option} needs a value after it."
    if found := _COMMAND.search(said):
        vi, en = f"Không có lệnh «{found['what']}».", f"There is no command '{found['what']}'."
        return (
            (
                f"{vi} Có phải: {found['near'].replace(chr(39), '')}?",
                f"{en} Did you mean {found['near'].replace(chr(39), '')}?",
            )
            if found["near"]
            else (vi, en)
        )
    if "extra argument" in said:
        rest = said[said.find("(", said.find("argument")) :].replace("(s)", "").strip(" ()")
        return (
            f"Thừa: {rest}. Tên tệp có dấu cách phải đặt trong ngoặc kép.",
            f"Too much was given: {rest}. Quote file names with spaces.",
        )
    if parameter is not None:
        return f"{name}: {_wanted(said)}.", f"{name}: {said[0].lower()}{said[1:].rstrip('.')}."
    return f"Lệnh gõ chưa đúng: {said.rstrip('.')}.", f"{said.rstrip('.')}."


def _name(parameter: object) -> str:
    """``--people`` of an option, ``CITY.xlsx`` of an argument."""
    options = getattr(parameter, "opts", None) or []
    dashed = [o for o in options if o.startswith("-")]
    shown = getattr(parameter, "metavar", None) or getattr(parameter, "human_readable_name", "") or ""
    return max(dashed, key=len) if dashed else str(shown)


def _wanted(said: str) -> str:
    """What a value must be, in Vietnamese."""
    if limit := _LIMIT.search(said):
        return f"phải từ {limit['limit']} trở lên" if "greater" in said else f"không được quá {limit['limit']}"
    if "integer" in said:
        return "phải là số nguyên"
    if "float" in said or "number" in said:
        return "phải là số"
    return f"giá trị không dùng được ({said.rstrip('.')})"

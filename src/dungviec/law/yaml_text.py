"""Reads a YAML text that somebody wrote by hand; what cannot be read is said with its line, its value and the mend."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError

_DATE = re.compile(r"(?<![\w-])(\d{4})-(\d{1,2})-(\d{1,2})(?![\w-])")
_DUPLICATE = re.compile(r'found duplicate key "?(.+?)"? with value')
_ALIAS = re.compile(r"found undefined alias '?([^']+)'?")


class YamlFault(ValueError):
    """A text that is no YAML. ``line`` counts from 1, 0 where it is not known; the sentence is Vietnamese, then English."""

    def __init__(self, line: int, vi: str, en: str) -> None:
        super().__init__(f"{vi} / {en}")
        self.line = line
        self.vi, self.en = vi, en

    @property
    def at(self) -> str:
        """The place, to be put behind the name of the file."""
        return f", dòng {self.line}" if self.line else ""


def read_yaml(text: str) -> Any:
    """The data of a YAML text with its comments and lines kept. Raises :class:`YamlFault`."""
    _refuse_length(text)
    _refuse_depth(text)
    try:
        data = YAML().load(text)
        _refuse_growth(data)
        return data
    except YamlFault:
        raise
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        raise YamlFault(mark.line + 1 if mark else 0, *_said(error, mark.column + 1 if mark else 0)) from error
    except RecursionError as error:
        raise YamlFault(
            0, "các phần lồng nhau quá sâu; hãy viết đơn giản hơn.", "It is nested too deeply: write it more simply."
        ) from error
    except (YAMLError, ValueError, TypeError, OverflowError) as error:
        raise _impossible_day(text) or YamlFault(
            0, "không phải YAML đọc được; hãy mở bằng trình soạn thảo văn bản và lưu lại dạng UTF-8.",
            "It is not readable as YAML: open it in a text editor and save it as UTF-8.",
        ) from error  # fmt: skip


def read_file(path: Path) -> str:
    """The text of a file. Raises OSError, UnicodeDecodeError (:func:`file_trouble`), and :class:`YamlFault` for what is no ordinary
    file (a pipe would never end) or far too long to be written by hand."""
    if path.exists() and not path.is_dir() and not path.is_file():
        raise YamlFault(
            0, "không phải tệp thường; hãy chỉ một tệp .yaml.", "It is no ordinary file: name a .yaml file."
        )
    if path.is_file() and path.stat().st_size > 4 * MOST_CHARACTERS:  # a character takes four bytes at most
        raise _too_long()
    return path.read_text(encoding="utf-8")


MOST_VALUES = 200_000
"""Values a file may hold once its aliases are written out: a thousand times what a lawyer writes."""
MOST_CHARACTERS = 1_000_000
"""Characters of a file: about as many cases as this project has, and some seconds to read."""
DEEPEST = 60
"""Brackets one within another: reading takes the square of the depth, and no rule or case needs ten."""
_QUOTED = re.compile(r""""(?:[^"\\\n]|\\.)*"|'(?:[^'\n]|'')*'|(?:^|[ \t])#.*""", re.MULTILINE)


def _too_long() -> YamlFault:
    most = f"{MOST_CHARACTERS:,}"
    return YamlFault(
        0, f"dài quá {most.replace(',', '.')} ký tự; hãy tách thành nhiều tệp.",
        f"It is longer than {most} characters: split it into several files.",
    )  # fmt: skip


def _refuse_length(text: str) -> None:
    if len(text) > MOST_CHARACTERS:
        raise _too_long()


def _refuse_depth(text: str) -> None:
    """Refuse brackets within brackets without end before they are read. Raises :class:`YamlFault` with the line."""
    depth, line = 0, 1
    for found in re.finditer(r"[\[\]{}\n]", _QUOTED.sub("", text)):
        sign = found[0]
        line += sign == "\n"
        depth = depth + 1 if sign in "[{" else max(0, depth - 1) if sign in "]}" else depth
        if depth > DEEPEST:
            raise YamlFault(
                line, "các phần lồng nhau quá sâu; hãy viết đơn giản hơn.",
                "It is nested too deeply: write it more simply.",
            )  # fmt: skip


def _refuse_growth(data: Any) -> None:
    """Refuse aliases (``*name``) that run in a circle or grow a small file without end. Raises :class:`YamlFault`."""
    sizes: dict[int, int] = {}

    def size(node: Any) -> int:
        if not isinstance(node, (Mapping, list)):
            return 1
        if (known := sizes.get(id(node))) is not None:
            if known == 0:
                raise YamlFault(
                    0, "một tên «*…» trỏ vào chính phần chứa nó; hãy ghi thẳng giá trị.",
                    "A name '*…' points into the part that holds it: write the value.",
                )  # fmt: skip
            return known
        sizes[id(node)] = 0
        whole = 1 + sum(size(part) for part in (node.values() if isinstance(node, Mapping) else node))
        if whole > MOST_VALUES:
            raise YamlFault(
                0, f"các tên «*…» nhân tệp lên quá {MOST_VALUES} giá trị; hãy ghi thẳng giá trị.",
                f"The names '*…' grow the file beyond {MOST_VALUES} values: write the values.",
            )  # fmt: skip
        sizes[id(node)] = whole
        return whole

    size(data)


def file_trouble(problem: OSError | UnicodeDecodeError) -> tuple[str, str]:
    """Why a file cannot be read and what to do, in Vietnamese and English."""
    if isinstance(problem, UnicodeDecodeError):
        return "không phải văn bản UTF-8; hãy lưu lại dạng UTF-8", "it is not UTF-8 text: save it as UTF-8"
    if isinstance(problem, FileNotFoundError):
        return "không có tệp này; hãy kiểm tra lại đường dẫn", "there is no such file: check the path"
    if isinstance(problem, IsADirectoryError):
        return "đây là thư mục; hãy chỉ một tệp .yaml", "it is a folder: name a .yaml file"
    if isinstance(problem, PermissionError):
        return "không được phép đọc; hãy xin quyền đọc tệp", "reading it is not permitted: ask for the right to read it"
    return f"hệ điều hành báo «{problem.strerror}»", f"the system says '{problem.strerror}'"


def _said(error: MarkedYAMLError, column: int) -> tuple[str, str]:
    problem = str(error.problem or "")
    if found := _DUPLICATE.search(problem):
        return (
            f"khóa «{found[1]}» ghi hai lần trong một bảng; chỉ giữ một.",
            f"The key '{found[1]}' stands twice in one mapping: keep one.",
        )
    if found := _ALIAS.search(problem):
        return (
            f"«*{found[1]}» trỏ tới một tên chưa đặt; hãy ghi thẳng giá trị.",
            f"'*{found[1]}' points to a name that is not set: write the value.",
        )
    if "\\t" in problem or "'\t'" in problem:
        return (
            "thụt dòng bằng phím Tab; hãy dùng dấu cách.", "The line is indented with a tab: use spaces.",
        )  # fmt: skip
    return (
        f"sai cách viết YAML ở cột {column}; hãy kiểm tra dấu ngoặc, dấu hai chấm, dấu nháy và thụt dòng.",
        f"It is not YAML at column {column}: check brackets, colons, quotes and indentation.",
    )


def _impossible_day(text: str) -> YamlFault | None:
    """The first day in the text that no calendar has."""
    for number, line in enumerate(text.splitlines(), 1):
        for found in _DATE.finditer(line.partition(" #")[0]):
            try:
                date(*(int(part) for part in found.groups()))
            except ValueError:
                return YamlFault(
                    number, f"ngày «{found[0]}» không có trong lịch; hãy sửa lại ngày, tháng.",
                    f"The day '{found[0]}' is not in the calendar: correct day or month.",
                )  # fmt: skip
    return None

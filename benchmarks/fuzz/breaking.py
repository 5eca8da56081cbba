"""Breaking a good file: parts of a zip one by one, with the directory and the checksums right again, or the bytes as they are."""

from __future__ import annotations

import io
import random
import re
import zipfile
from collections.abc import Callable

Mutate = Callable[[bytes, int], bytes]
"""Changes some bytes: data and the largest size answered."""
WORDS = (
    b"", b"0", b"-1", b"1e999", b"NaN", b"2147483648", b"99999999999999999999", b"31/02/2020", b"2020-02-30", b"null", b"true", b"~", b"*x", b"&x", b"<<: *x",
    b"!!python/name:os.system", b"- - - -", b"{{{{", b"]]", b"'", b'"', b"\t", b"\x00", b"\xff\xfe", b"\xe2\x80\xae", b"&lol;", b"9" * 400, b"A1048576", b"XFD1",
    b"A" * 5000, b"0000-00-00", b"1900-01-00", b"9999-12-31", b".inf", b"12:61", b"=1/0", b"@", b"%s%n", b"../../../etc/passwd", b"\xf0\x9f\x98\x80",
)  # fmt: skip
"""What clerks and attackers put where something else should be."""
_VALUE = re.compile(rb"[:>,\[\-] ?([^\s:<>,\[\]{}\-][^\n:<>,\[\]{}]{0,60})")
"""A value of YAML, JSON or XML: what follows a colon, a dash, a comma, a bracket."""


def break_text(data: bytes, chance: random.Random, largest: int) -> bytes:
    """A few changes of the kinds that text files suffer: bytes, lines, words, joints."""
    body = bytearray(data)
    for _turn in range(chance.choice((1, 1, 1, 2, 4))):
        at = chance.randrange(len(body) + 1)
        to = min(len(body), at + chance.choice((1, 1, 2, 8, 40, 200)))
        how = chance.randrange(10)
        if how == 0 and at < len(body):
            body[at] ^= 1 << chance.randrange(8)
        elif how == 1:
            del body[at:to]
        elif how == 2:
            body[at:at] = body[at:to]
        elif how == 3:
            body[at:to] = chance.choice(WORDS)
        elif how == 4:
            body[at:at] = chance.choice(WORDS)
        elif how == 5:
            lines = body.split(b"\n")
            chance.shuffle(lines) if len(lines) < 6 else lines.pop(chance.randrange(len(lines)))
            body = bytearray(b"\n".join(lines))
        elif how == 6:
            lines = body.split(b"\n")
            other = chance.choice(lines)
            lines.insert(chance.randrange(len(lines) + 1), other)
            body = bytearray(b"\n".join(lines))
        elif how == 7:
            del body[chance.randrange(len(body) + 1) :]
        elif values := list(_VALUE.finditer(body)):  # a value in the place of another: the file stays what it was
            place = chance.choice(values)
            body[slice(*place.span(1))] = chance.choice(WORDS) if chance.random() < 0.5 else chance.choice(values)[1]
    return bytes(body[:largest])


def break_packed(data: bytes, mutate: Mutate, chance: random.Random, largest: int) -> bytes:
    """The zip with one part changed, taken out, doubled or exchanged; what is no zip is changed as bytes."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            parts = [(i.filename, packed.read(i)) for i in packed.infolist()[:200]]
    except Exception:  # our own earlier work may be beyond reading
        return mutate(data, largest)
    if not parts or chance.random() < 0.03:
        return mutate(data, largest)
    at = chance.randrange(len(parts))
    name, body = parts[at]
    how = chance.random()
    if how < 0.85:
        parts[at] = name, mutate(body, largest)
    elif how < 0.90:
        del parts[at]
    elif how < 0.95:
        parts[at] = name, parts[chance.randrange(len(parts))][1]
    else:
        parts[at] = chance.choice(("../" + name, "/" + name, name.upper(), name + "\\x", "")) or "x", body
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as packed:
        for part, content in parts:
            packed.writestr(zipfile.ZipInfo(part), content)
    return out.getvalue()[: 4 * largest]

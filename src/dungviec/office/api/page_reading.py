"""Reads a rendered page of the office as data. What the page does not show is not there, so nothing can be told that it hides."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any, Literal

from lxml import html as parser

from dungviec.office.api.page_shapes import Cell, Fact, FormField, Link, PageForm, PageTable, Section

_HEADINGS = {"h1": 1, "h2": 2, "h3": 3, "h4": 4}
_SILENT = {"script", "style", "template", "svg", "noscript", "colgroup"}
_WORDS = {"p", "li", "blockquote", "figcaption", "summary", "legend", "dd", "dt", "pre", "label"}
_SPACE = re.compile(r"\s+")
ApiOf = Callable[[str], str]
"""From a page's address to the same place of the API; empty where there is none."""


def words_of(element: Any) -> str:
    """What an element says, on one line; drawings and scripts say nothing, an icon's name is no word."""
    parts: list[str] = []
    for piece in _texts(element):
        parts.append(piece)
    return _SPACE.sub(" ", " ".join(parts)).strip()


def _texts(element: Any) -> Iterator[str]:
    if not isinstance(element.tag, str) or element.tag in _SILENT:
        return
    if element.text:
        yield element.text
    for child in element:
        yield from _texts(child)
        if child.tail:
            yield child.tail


def is_masked(element: Any) -> bool:
    """Whether a mark stands there."""
    return bool(element.xpath('descendant-or-self::*[contains(concat(" ", @class, " "), " masked ")]'))


class PageReader:
    """Reads one page; ``api_of`` turns its links into places of the API."""

    def __init__(self, text: str, address: str, api_of: ApiOf) -> None:
        whole = parser.fromstring(text if text.strip() else "<p></p>")
        mains = whole.xpath("//main")
        self.root = mains[0] if mains else whole
        self.address, self.api_of = address, api_of
        titles = whole.xpath("//title")
        self.title = words_of(titles[0]).split(" · ")[0] if titles else ""

    def messages(self) -> list[str]:
        """Words of greeting and refusal."""
        found = self.root.xpath(
            './/*[@role="alert" or @role="status" or contains(@class, "errorlist") or contains(@class, "note-error")]'
        )
        return list(dict.fromkeys(words for element in found if (words := words_of(element))))[:30]

    def sections(self) -> list[Section]:
        """Heading by heading."""
        found = [Section()]
        self._read(self.root, found)
        return [s for s in found if s.heading or s.words or s.facts or s.tables or s.forms or s.links]

    def _read(self, element: Any, found: list[Section]) -> None:
        tag = element.tag
        if not isinstance(tag, str) or tag in _SILENT:
            return
        if tag in _HEADINGS:
            found.append(Section(heading=words_of(element), level=_HEADINGS[tag]))
        elif tag == "table":
            found[-1].tables.append(self._table(element))
            for form in element.xpath(".//form"):
                found[-1].forms.append(self._form(form))
        elif tag == "dl":
            found[-1].facts.extend(_facts(element))
            found[-1].links.extend(self._links(element))
        elif tag == "form":
            found[-1].forms.append(self._form(element))
            for inner in element.xpath(".//table"):
                found[-1].tables.append(self._table(inner))
        elif tag in _WORDS and not element.xpath(".//table | .//form | .//dl | .//h2 | .//h3"):
            if words := words_of(element):
                found[-1].words.append(words)
            found[-1].links.extend(self._links(element))
        else:
            if part := element.get("hx-get"):  # a part of the page that the browser asks for when it is there
                found[-1].links.append(Link(text=element.get("aria-label", ""), page=part, api=self.api_of(part)))
            if tag == "a" and element.get("href"):
                found[-1].links.extend(self._links(element))
            for child in element:
                self._read(child, found)
            own = _SPACE.sub(" ", " ".join([element.text or "", *(c.tail or "" for c in element)])).strip()
            if own and tag not in ("a",):
                found[-1].words.append(own)

    def _table(self, table: Any) -> PageTable:
        heads = table.xpath("./thead/tr[last()]/*") or table.xpath("./tr[1]/th")
        captions = table.xpath("./caption")
        rows = [[self._cell(c) for c in row.xpath("./td | ./th")] for row in table.xpath("./tbody/tr")]
        return PageTable(
            caption=words_of(captions[0]) if captions else table.get("aria-label", ""), columns=[words_of(h) for h in heads], rows=[r for r in rows if r],
            foot=[words_of(row) for row in table.xpath("./tfoot/tr")],
        )  # fmt: skip

    def _cell(self, cell: Any) -> Cell:
        return Cell(text=words_of(cell), masked=is_masked(cell), links=self._links(cell))

    def _links(self, element: Any) -> list[Link]:
        links = element.xpath("descendant-or-self::a[@href]")
        return [
            Link(text=words_of(a), page=a.get("href"), api=self.api_of(a.get("href")))
            for a in links
            if not a.get("href").startswith("#")
        ]

    def _form(self, form: Any) -> PageForm:
        target = form.get("action") or form.get("hx-post") or self.address
        labels = {label.get("for"): words_of(label) for label in form.xpath(".//label[@for]")}
        fields = [
            _field(e, labels)
            for e in form.xpath(".//input[@name] | .//select[@name] | .//textarea[@name] | .//button[@name]")
        ]
        method: Literal["get", "post"] = (
            "post" if (form.get("method") or "").lower() == "post" or form.get("hx-post") else "get"
        )
        return PageForm(
            page=target, api=self.api_of(target), method=method, fields=[f for f in fields if f.name != "csrfmiddlewaretoken"],
        )  # fmt: skip


def _facts(listing: Any) -> list[Fact]:
    found, name = [], ""
    for element in listing.iter("dt", "dd"):
        if element.tag == "dt":
            name = words_of(element)
        else:
            found.append(Fact(name=name, value=words_of(element), masked=is_masked(element)))
    return found


def _field(element: Any, labels: dict[str | None, str]) -> FormField:
    kind = {"select": "select", "textarea": "text", "button": "submit"}.get(element.tag, element.get("type") or "text")
    label = labels.get(element.get("id")) or element.get("aria-label") or ""
    if not label and (around := element.xpath("ancestor::label[1]")):
        label = words_of(around[0])
    value, choices = element.get("value"), []
    if element.tag == "select":
        options = element.xpath(".//option")
        choices = [(o.get("value", words_of(o)), words_of(o)) for o in options]
        value = next((o.get("value") for o in options if o.get("selected") is not None), None)
    elif element.tag == "textarea":
        value = element.text
    elif element.tag == "button":
        label = words_of(element) or label
    return FormField(
        name=element.get("name"), label=label, kind=kind, required=element.get("required") is not None, value=value, choices=choices,
        multiple=element.get("multiple") is not None,
    )  # fmt: skip

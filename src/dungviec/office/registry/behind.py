"""What stands behind the verdicts on several pairs: for each the clauses the reader may know, for hover, focus and tap."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Sequence
from threading import Lock
from typing import NamedTuple

from django.utils.translation import get_language

from dungviec.law import LawView, explain_pairs
from dungviec.law.explain import Judgement
from dungviec.office.access.masks import Masked
from dungviec.office.access.policy import Viewer
from dungviec.office.registry.appointable import open_findings
from dungviec.office.registry.gate import SeenFile
from dungviec.office.shell.clauses import Cited, cited_finding
from dungviec.records import Snapshot


class Behind(NamedTuple):
    """The clauses that make a verdict (where nothing stands in the way, those that were met), and a mark for what may not be told."""

    clauses: list[Cited]
    mark: Masked | None


def behind(
    viewer: Viewer, facts: Snapshot, pairs: Sequence[tuple[str, str]], view: LawView
) -> dict[tuple[str, str], Behind]:
    """What is behind the verdict of each (person, post) by ``view`` on the records ``facts``; all are judged at once.

    A pair whose person or post is no longer on file has nothing behind it.
    """
    people, posts = set(facts.people["person_id"]), set(facts.posts["post_id"])
    asked = [(person, post) for person, post in pairs if person in people and post in posts]
    lang = "en" if get_language() == "en" else "vi"
    found = {pair: Behind([], None) for pair in pairs}
    for one in _explained(facts, asked, view):
        stands = [f for f in one.findings if f.verdict] or one.findings
        file = SeenFile(viewer, facts.as_of, one.person_id, may_judge=False)
        told, mark = open_findings(file, stands)
        found[one.person_id, one.post_id] = Behind([cited_finding(f, lang) for f in told], mark)
    return found


_Explained = dict[tuple[str, str], Judgement]
_kept: OrderedDict[tuple[object, ...], tuple[Snapshot, LawView, _Explained]] = OrderedDict()
"""Verdicts of the records and the law asked last, whoever asks; both are held, so that their marks stay theirs."""
_KEPT, _MOST = 2, 4000
_lock = Lock()


def _explained(facts: Snapshot, asked: Sequence[tuple[str, str]], view: LawView) -> list[Judgement]:
    """The verdicts of pairs; those told before of the same records and law are not judged again (a seat tried out asks for all again)."""
    mark = (id(facts), id(view.book), view.day, view.known_on, view.counted_from, view.settings)
    with _lock:
        known = _kept[mark][2] if mark in _kept else {}
        found = {pair: known[pair] for pair in asked if pair in known}
    fresh = [pair for pair in dict.fromkeys(asked) if pair not in found]
    if fresh:
        found |= {(one.person_id, one.post_id): one for one in explain_pairs(facts, fresh, view)}
        with _lock:
            known = _kept[mark][2] if mark in _kept else {}
            _kept[mark] = (facts, view, found if len(known) + len(fresh) > _MOST else known | found)
            _kept.move_to_end(mark)
            while len(_kept) > _KEPT:
                _kept.popitem(last=False)
    return [found[pair] for pair in asked]

"""What stands behind the verdicts on several pairs: for each the clauses the reader may know, for hover, focus and tap."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from django.utils.translation import get_language

from dungviec.law import LawView, explain_pairs
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
    for one in explain_pairs(facts, asked, view):
        stands = [f for f in one.findings if f.verdict] or one.findings
        file = SeenFile(viewer, facts.as_of, one.person_id, may_judge=False)
        told, mark = open_findings(file, stands)
        found[one.person_id, one.post_id] = Behind([cited_finding(f, lang) for f in told], mark)
    return found

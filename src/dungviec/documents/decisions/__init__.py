"""Decisions and the papers that go with them: Word from templates a clerk can edit, PDF, sources, packets (NĐ 30/2020)."""

from dungviec.documents.decisions.assembling import (
    Issue,
    Issuer,
    Move,
    decision_values,
    letterhead,
    list_row,
    place_names,
    symbol_of,
)
from dungviec.documents.decisions.bases import Basis, bases_of, bases_of_rules, basis_lines, cite
from dungviec.documents.decisions.faults import TemplateFault
from dungviec.documents.decisions.filling import Filled, check_template, fill, places_of
from dungviec.documents.decisions.kinds import DECISIONS, NUMBERED, OTHERS, kind_words
from dungviec.documents.decisions.own_template import check_own
from dungviec.documents.decisions.packet import Paper, file_name, write_packet
from dungviec.documents.decisions.sources import Sources
from dungviec.documents.decisions.template import write_template
from dungviec.documents.decisions.typeset import draw_pages, read_blocks, write_decision_pdf
from dungviec.documents.decisions.values import Source, Value, Values

__all__ = [
    "DECISIONS", "NUMBERED", "OTHERS", "Basis", "Filled", "Issue", "Issuer", "Move", "Paper", "Source", "Sources", "TemplateFault", "Value",
    "Values", "bases_of", "bases_of_rules", "basis_lines", "check_own", "check_template", "cite", "decision_values", "draw_pages", "file_name",
    "fill", "kind_words", "letterhead", "list_row", "place_names", "places_of", "read_blocks", "symbol_of", "write_decision_pdf", "write_packet",
    "write_template",
]  # fmt: skip

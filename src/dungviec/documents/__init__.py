"""Official papers ↔ records: the SYLL and 2C forms as Word and PDF, lists as Excel, national-record JSON, readiness."""

from dungviec.documents.listing import write_list
from dungviec.documents.listing_columns import chosen as list_columns
from dungviec.documents.listing_in import read_list
from dungviec.documents.paper import Paper, fill
from dungviec.documents.pdf import write_pdf
from dungviec.documents.readiness import OfficeReadiness, Readiness, office_readiness, readiness
from dungviec.documents.reading import Change, Note, PaperRead, apply, changes
from dungviec.documents.record_json import read_json_text, write_json_text
from dungviec.documents.word import write_word
from dungviec.documents.word_in import FORMS, read_word

__all__ = [
    "FORMS", "Change", "Note", "OfficeReadiness", "Paper", "PaperRead", "Readiness", "apply", "changes", "fill", "list_columns",
    "office_readiness", "read_json_text", "read_list", "read_word", "readiness", "write_json_text", "write_list", "write_pdf", "write_word",
]  # fmt: skip

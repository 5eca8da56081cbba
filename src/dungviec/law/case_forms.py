"""The words a lawyer uses for forms of discipline."""

from __future__ import annotations

from dungviec.records.codes import DISCIPLINE_FORMS

FORM_WORDS = {
    "forced_resignation": "forced_exit", "forced_dismissal": "forced_exit", "dismissed_from_service": "forced_exit",
    "buộc thôi việc": "forced_exit", "removal": "removed", "bãi nhiệm": "removed", "step_down": "salary_step_reduction",
    "step_reduction": "salary_step_reduction", "salary_reduction": "salary_step_reduction", "dismissal": "dismissed_from_post",
    "dismissal_from_post": "dismissed_from_post", "dismiss_post": "dismissed_from_post", "remove_title": "strip_title",
    "title_removed": "strip_title", "demoted": "demotion",
}  # fmt: skip
"""Other words for the forms; beside them the labels of the code list are understood."""


def form_code(word: str) -> str:
    """The form a word means: a code, a label in either language or a synonym; else the word itself."""
    plain = word.strip().lower().replace(" ", "_")
    return FORM_WORDS.get(plain) or FORM_WORDS.get(word.strip().lower()) or DISCIPLINE_FORMS.parse(word) or plain


def read_form(value: object) -> object:
    """The same for a key of a case; what is not a text stays as it is."""
    return form_code(value) if isinstance(value, str) else value

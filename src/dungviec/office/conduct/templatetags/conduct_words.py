"""``{% form_of form %}``, ``{% paper_of kind %}``, ``{% deed_of action %}``, ``{% in_lang sentence %}``, ``{% base_of rate %}``: the room in words."""

from __future__ import annotations

from typing import Any

from django import template
from django.urls import reverse
from django.utils.translation import gettext as _

from dungviec.conduct import PARTS
from dungviec.documents.decisions import kind_words
from dungviec.office.conduct.deeds import DEEDS, OUTCOMES
from dungviec.office.conduct.models import Answered, Case
from dungviec.office.conduct.noticing import kind_words as kind_words_of_sign
from dungviec.office.shell.language import lang
from dungviec.records.codes import DISCIPLINE_FORMS

register = template.Library()
_ADDRESSES = {"notice": "thong-bao", "explanation": "giai-trinh", "council": "hoi-dong", "meeting": "hop"}


@register.simple_tag
def form_of(form: str) -> str:
    """A form of discipline, or of none."""
    return _("Không kỷ luật") if form == "none" else DISCIPLINE_FORMS.label(form, lang())


@register.simple_tag
def part_of(part: str) -> str:
    """A part on the council."""
    return PARTS[part][0 if lang() == "vi" else 1]


@register.simple_tag
def paper_of(kind: str) -> str:
    """A paper of the case."""
    return kind_words(kind, lang())


@register.simple_tag
def deed_of(action: str) -> Any:
    """A deed in words."""
    return DEEDS.get(action, action)


@register.simple_tag
def outcome_of(outcome: str) -> Any:
    """What came of an appeal."""
    return OUTCOMES.get(outcome, outcome)


@register.simple_tag
def deed_url(one: Case, step: str) -> str:
    """Where a step is put down."""
    return reverse("conduct:act", args=[one.pk, _ADDRESSES[step]]) if step in _ADDRESSES else ""


@register.simple_tag
def in_lang(thing: Any) -> str:
    """``vi`` or ``en`` of something that says both."""
    return str(thing.vi if lang() == "vi" else thing.en)


@register.simple_tag
def source_of(fact: Any) -> str:
    """Where a fact of a sign stands."""
    return str(fact.source_vi if lang() == "vi" else fact.source_en)


@register.simple_tag
def base_of(rate: Any) -> str:
    """How common a sign is."""
    return in_lang(rate.words())


@register.simple_tag
def kind_of_sign(kind: str) -> Any:
    """A kind of sign in words."""
    return kind_words_of_sign(kind)


@register.simple_tag
def stand_of(state: str) -> Any:
    """Where a question stands."""
    return Answered(state).label

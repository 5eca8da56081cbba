"""The words a lawyer uses for relatives and duties, in either language; a typing error in one is refused."""

from __future__ import annotations

from typing import Annotated

from pydantic import BeforeValidator

from dungviec.law.case_coded import spelt
from dungviec.law.case_titles import FUNCTION_WORDS
from dungviec.records.codes import RELATIONS
from dungviec.records.vietnamese import fold

RELATION_WORDS = {
    "wife": "spouse", "husband": "spouse", "vo": "spouse", "chong": "spouse", "son": "child", "daughter": "child", "con": "child",
    "con trai": "child", "con gai": "child", "con de": "child", "con ruot": "child", "father": "parent", "mother": "parent",
    "bo": "parent", "cha": "parent", "me": "parent", "bo de": "parent", "cha de": "parent", "me de": "parent", "bo me": "parent",
    "cha me": "parent", "brother": "sibling", "sister": "sibling", "siblings": "sibling", "spouses": "spouse", "vo chong": "spouse",
    "anh ruot": "sibling", "chi ruot": "sibling", "em ruot": "sibling", "anh chi em ruot": "sibling", "anh trai": "sibling",
    "chi gai": "sibling", "em trai": "sibling", "em gai": "sibling",
    "father in law": "parent_in_law", "mother in law": "parent_in_law", "bo vo": "parent_in_law", "me vo": "parent_in_law",
    "bo chong": "parent_in_law", "me chong": "parent_in_law", "son in law": "child_in_law", "daughter in law": "child_in_law",
    "con re": "child_in_law", "con dau": "child_in_law", "brother in law": "sibling_in_law", "sister in law": "sibling_in_law",
    "anh re": "sibling_in_law", "em re": "sibling_in_law", "chi dau": "sibling_in_law", "em dau": "sibling_in_law",
    "parents": "parent", "children": "child", "parents in law": "parent_in_law", "sibling of spouse": "sibling_in_law",
}  # fmt: skip
NO_RELATION = ("none", "unrelated", "no relation", "khong")
_OTHERS = (
    "ex_spouse",
    "godparent",
    "godchild",
    "di_ruot",
    "co_ruot",
    "chu_ruot",
    "bac_ruot",
    "cau_ruot",
    "chau_ruot",
    "con_nuoi",
)
"""Relatives of no list that are spelt nearly like one of a list."""
_BARRED = ("hr_manager", "accounting", "treasurer", "warehouse", "contract_signer")


def relation_code(word: str) -> str:
    """The code of a relation told in either language; a word of no list (a cousin, say) stays as it is."""
    plain = fold(word.replace("_", " ").replace("-", " "))
    return RELATION_WORDS.get(plain) or RELATIONS.parse(word) or plain.replace(" ", "_")


def read_relation(value: object) -> object:
    """The word as it is given, unless it is nearly one of a list; of ``child_of_head`` only the relation is looked at."""
    if isinstance(value, str):
        plain = fold(value.replace("_", " ").replace("-", " "))
        if RELATIONS.parse(value) is None and plain not in RELATION_WORDS:
            _spelt_relation(plain.partition(" of ")[0])
    return value


_spelt_relation = spelt(
    [*(w.replace(" ", "_") for w in RELATION_WORDS), *RELATIONS.values],
    (*_OTHERS, *(w.replace(" ", "_") for w in NO_RELATION)),
)
RelationWord = Annotated[str | None, BeforeValidator(read_relation)]
DutyWord = Annotated[
    str | None,
    BeforeValidator(spelt([w for code in _BARRED for w in (code, *FUNCTION_WORDS[code])], ("manager",), alike=0.85)),
]
FunctionWord = Annotated[
    str, BeforeValidator(spelt([w for code, more in FUNCTION_WORDS.items() for w in (code, *more)], ("inspector", "manager"), alike=0.85))
]  # fmt: skip

"""Whether a word can be a Vietnamese syllable: initial, rhyme and tone that go together.

The statistics behind the recognition of old encodings: text in the right encoding is made of syllables, in the wrong one it
is not.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_INITIAL = "ngh|ng|nh|gh|gi|kh|ph|th|tr|ch|qu|[bcdđghklmnprstvx]"
_RHYMES = (  # noqa: SIM905 - a hundred and fifty rhymes read better as text
    "a ai ao au ay ac ach am an ang anh ap at ak ăc ăm ăn ăng ăp ăt ăk âu ây âc âm ân âng âp ât e eo ec em en eng ep et "
    "ê êu êch êm ên ênh êp êt i ia iu ich im in inh ip it iêc iêm iên iêng iêp iêt iêu êng "
    "o oi oc om on ong op ot oa oai oan oang oanh oac oach oat oay oao oam oap oăc oăm oăn oăng oăt oe oen oeo oet ooc oong "
    "ô ôi ôc ôm ôn ông ôp ôt ơ ơi ơm ơn ơp ơt u ua ui uc um un ung up ut uân uâng uât uây uê uêch uên uênh uy uya uych uyn "
    "uynh uyp uyt uyêt uyên uyu uôc uôi uôm uôn uông uôt uơ ư ưa ưi ưu ưc ưm ưn ưng ưt ươc ươi ươm ươn ương ươp ươt ươu "
    "y yêm yên yêt yêu yêng êt ên"
).split()
_SYLLABLE = re.compile(rf"(?:{_INITIAL})?(?:{'|'.join(sorted(set(_RHYMES), key=len, reverse=True))})")
_STOPPED = re.compile(r"(?:c|ch|p|t|k)$")
_TONES = {"\u0300", "\u0301", "\u0303", "\u0309", "\u0323"}
_HIGH_OR_HEAVY = {"\u0301", "\u0323"}


@lru_cache(maxsize=1 << 15)
def is_syllable(word: str) -> bool:
    """Whether ``word`` is a possible syllable: small letters, one capital in front, or all capitals; one tone at most.

    >>> is_syllable("Nguyễn"), is_syllable("HuÕ"), is_syllable("vâ")
    (True, False, False)
    """
    if not (word.islower() or word.isupper() or word == word[:1].upper() + word[1:].lower()):
        return False
    marks = unicodedata.normalize("NFD", word.lower())
    tones = [c for c in marks if c in _TONES]
    if len(tones) > 1:
        return False
    base = unicodedata.normalize("NFC", "".join(c for c in marks if c not in _TONES))
    if not _SYLLABLE.fullmatch(base):
        return False
    return not _STOPPED.search(base) or (bool(tones) and tones[0] in _HIGH_OR_HEAVY) or len(base) == 1

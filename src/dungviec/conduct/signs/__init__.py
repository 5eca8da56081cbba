"""Early signs, put as questions with their facts and with what may explain them; nothing here concludes or counts."""

from dungviec.conduct.signs.gathering import COLLAPSE, Extra, signs_on
from dungviec.conduct.signs.model import SMALL, BaseRate, Fact, Sign, Words, accuses

__all__ = ["COLLAPSE", "SMALL", "BaseRate", "Extra", "Fact", "Sign", "Words", "accuses", "signs_on"]

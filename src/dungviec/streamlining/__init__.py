"""Streamlining (tinh giản biên chế): who is over the seats and the norm, what may be done for each, what it would cost.

Nobody is picked here. The law of the day says which ways are open to a person and which are not; the sums follow the decree of
the day on which somebody leaves; what is not on file is named and answers *unknown*.
"""

from dungviec.streamlining.exits import Exit, exits_of
from dungviec.streamlining.facts import PersonFacts, Stated, Terms
from dungviec.streamlining.faults import StreamliningFault
from dungviec.streamlining.places import Chain, Place, Places
from dungviec.streamlining.review import PersonReview, StreamliningReview, UnitTotals, Ways, review_surplus, ways_of
from dungviec.streamlining.surplus import Surplus, UnitSurplus, surplus_of

__all__ = [
    "Chain", "Exit", "PersonFacts", "PersonReview", "Place", "Places", "Stated", "StreamliningFault", "StreamliningReview", "Surplus",
    "Terms", "UnitSurplus", "UnitTotals", "Ways", "exits_of", "review_surplus", "surplus_of", "ways_of",
]  # fmt: skip

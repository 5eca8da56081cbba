"""Everything that is done to decisions. One transaction each, a line in the ledger, a line on the page."""

from dungviec.office.decisions.services.drafting import (
    Draft,
    change,
    draft,
    drop,
    give_back,
    put_exception,
    replace_signed,
    submit,
)
from dungviec.office.decisions.services.gathering import Chosen, kinds_of, packet_of_round
from dungviec.office.decisions.services.handing_over import tick
from dungviec.office.decisions.services.signing import sign, take_back

__all__ = [
    "Chosen", "Draft", "change", "draft", "drop", "give_back", "kinds_of", "packet_of_round", "put_exception", "replace_signed", "sign", "submit",
    "take_back", "tick",
]  # fmt: skip

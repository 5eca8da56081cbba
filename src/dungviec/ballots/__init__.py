"""Secret ballots: slips signed unseen, votes sealed until the count, totals that tell nobody's vote."""

from dungviec.ballots.confidence import Consequence, consequence_of_confidence
from dungviec.ballots.counting import Box, Counted, PaperVotes, Slip, count, too_few
from dungviec.ballots.cover import cover, covered_box, new_cover_key, uncover, uncovered_box
from dungviec.ballots.faults import BallotFault
from dungviec.ballots.questions import FORMS, Question, form_words
from dungviec.ballots.sealing import new_box_key, receipt_of, seal, unlock, unseal
from dungviec.ballots.signing import SigningKey, genuine, public_pem_of

__all__ = [
    "FORMS", "BallotFault", "Box", "Consequence", "Counted", "PaperVotes", "Question", "SigningKey", "Slip", "consequence_of_confidence",
    "count", "cover", "covered_box", "form_words", "genuine", "new_box_key", "new_cover_key", "public_pem_of", "receipt_of", "seal",
    "too_few", "uncover", "uncovered_box", "unlock", "unseal",
]  # fmt: skip

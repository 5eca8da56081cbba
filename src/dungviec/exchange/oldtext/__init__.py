"""Text typed with the fonts of the years before Unicode: VNI and TCVN3 (ABC), recognised and turned into letters."""

from dungviec.exchange.oldtext.letters import Encoding, from_old, to_old
from dungviec.exchange.oldtext.recognise import WORDS, Evidence, evidence, mend_sheets

__all__ = ["WORDS", "Encoding", "Evidence", "evidence", "from_old", "mend_sheets", "to_old"]

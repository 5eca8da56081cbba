"""How it is decided: steps, votes, clocks and papers of the procedures of a day, each with the text it rests on."""

from dungviec.procedures.catalogue import procedure_names, procedure_on, procedure_words, sources_of
from dungviec.procedures.deadlines import Deadline, clock_ends, deadlines, next_deadline
from dungviec.procedures.model import Clock, Procedure, ProcedureFault, Step, Threshold
from dungviec.procedures.running import Held, Run, StepState, run
from dungviec.procedures.voting import Count, Tally, count_votes

__all__ = [
    "Clock", "Count", "Deadline", "Held", "Procedure", "ProcedureFault", "Run", "Step", "StepState", "Tally", "Threshold",
    "clock_ends", "count_votes", "deadlines", "next_deadline", "procedure_names", "procedure_on", "procedure_words", "run",
    "sources_of",
]  # fmt: skip

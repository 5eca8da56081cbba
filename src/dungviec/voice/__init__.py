"""Citizens' voices: answers at a desk compared fairly, signs of organised answers, the sealed inbox, figures of the service."""

from dungviec.voice.brigading import Answer, Sign, find_signs, suspected
from dungviec.voice.cells import Cell, Count, cells
from dungviec.voice.fairness import FairRow, FairTable, Tally, compare
from dungviec.voice.faults import VoiceFault
from dungviec.voice.levels import LEVELS, is_satisfied, level_words
from dungviec.voice.results import DossierResult, read_results
from dungviec.voice.routing import Named, Reader, Route, people_in, route
from dungviec.voice.service_index import Part, ServiceIndex, on_time_index, service_index

__all__ = [
    "LEVELS", "Answer", "Cell", "Count", "DossierResult", "FairRow", "FairTable", "Named", "Part", "Reader", "Route", "ServiceIndex", "Sign", "Tally",
    "VoiceFault", "cells", "compare", "find_signs", "is_satisfied", "level_words", "on_time_index", "people_in", "read_results", "route",
    "service_index", "suspected",
]  # fmt: skip

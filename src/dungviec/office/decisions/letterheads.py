"""What the rooms below are told of the bodies that issue and submit (``registry.issuing``)."""

from __future__ import annotations

from datetime import date

from dungviec.documents.decisions import Issuer
from dungviec.office.decisions.agencies import agency, issuer_of, proposer_of, proposing_head
from dungviec.office.decisions.templates_folder import template
from dungviec.office.registry.issuing import Letterheads


def kept() -> Letterheads:
    """The bodies as they stand when a paper is written, and the template in use."""
    return Letterheads(_issuer, _proposer, lambda: agency().proposer, _head, template)


def _issuer() -> Issuer:
    return issuer_of(agency())


def _proposer() -> Issuer:
    return proposer_of(agency())


def _head(day: date) -> str:
    return proposing_head(agency(), day)

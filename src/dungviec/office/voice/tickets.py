"""The ticket of a public form: a random number, signed with the hour, so that a form is sent once and not by a script of last week."""

from __future__ import annotations

import secrets

from django.core import signing

LONGEST = 12 * 3600
"""Seconds a form may lie open."""


def new_ticket() -> str:
    """A fresh ticket for a form that is shown."""
    return signing.TimestampSigner(salt="voice.form").sign(secrets.token_hex(16))


def number_of(ticket: str) -> str:
    """The random number in a ticket; empty where it is forged or too old."""
    try:
        return signing.TimestampSigner(salt="voice.form").unsign(ticket, max_age=LONGEST)
    except signing.BadSignature:
        return ""

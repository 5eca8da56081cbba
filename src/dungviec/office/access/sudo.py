"""Asking again who is there before a deed that matters.

    @confirmed
    def give_out_a_token(request): ...

Whoever logged in or confirmed within the last minutes goes through; anybody else is asked for the password, the code or the
passkey first, and what was posted goes on afterwards by itself. Works for views of any room.
"""

from __future__ import annotations

from allauth.account.decorators import reauthentication_required

confirmed = reauthentication_required(app="dungviec")
"""Decorator of a view: the one who is logged in proves it again, unless that was minutes ago."""

confirmed_post = reauthentication_required(app="dungviec", allow_get=True)
"""The same for pages that may be read: only what is sent asks."""

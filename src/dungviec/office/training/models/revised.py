"""What every table of the room has: who wrote last, when, and how often, so that nobody overwrites what was not seen."""

from __future__ import annotations

from django.db import models


class Revised(models.Model):
    """``revision`` grows with every write; a form sends the one it was made from."""

    revision = models.PositiveIntegerField(default=1)
    by = models.CharField(max_length=150)
    at = models.DateTimeField()

    class Meta:
        abstract = True

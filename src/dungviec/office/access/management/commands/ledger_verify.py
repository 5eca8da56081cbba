"""``office manage ledger_verify``: prove that no line of the ledger was altered."""

from __future__ import annotations

import sys
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from dungviec.office.access.ledger_report import verify


class Command(BaseCommand):
    """Read the whole ledger; exit code 1 when anything does not fit."""

    help = "Kiểm tra sổ ghi việc: mọi dòng, phần cuối, các mốc đã ghi ra ngoài."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Copies of the head kept elsewhere."""
        parser.add_argument("--anchor", action="append", default=[], metavar="N:HASH")

    def handle(self, *args: Any, **options: Any) -> None:
        """Check and tell."""
        whole, lines = verify(options["anchor"])
        for line in lines:
            self.stdout.write(line)
        if not whole:
            sys.exit(1)

"""``python -m dungviec.office prepare_demo``."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from dungviec.office.demo import prepare_demo


class Command(BaseCommand):
    """Database, demo city, demo accounts."""

    help = "Chuẩn bị bản trình diễn: cơ sở dữ liệu, thành phố mẫu, tài khoản."

    def handle(self, *args: Any, **options: Any) -> None:
        """Prepare and say what there is."""
        for line in prepare_demo().lines():
            self.stdout.write(line)

"""Page layout, components, charts, static files."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ShellConfig(AppConfig):
    """The frame every room stands in."""

    name = "dungviec.office.shell"
    label = "shell"
    verbose_name = _("Khung trang")

    def ready(self) -> None:
        """Broken pages are written down from the start."""
        from dungviec.office.shell.faults import listen

        listen()

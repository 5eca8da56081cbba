"""People, units, posts and their histories."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from dungviec.office.shell.navigation import Room


class RegistryConfig(AppConfig):
    """The records of the city: home, officials, units."""

    name = "dungviec.office.registry"
    label = "registry"
    verbose_name = _("Hồ sơ")
    rooms = (
        Room("home", _("Trang sáng"), "registry:home", icon="home", order=10),
        Room("people", _("Cán bộ"), "registry:people", icon="people", order=20),
        Room("units", _("Tổ chức"), "registry:units", icon="units", order=30),
    )

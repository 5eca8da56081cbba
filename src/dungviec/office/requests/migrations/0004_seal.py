"""Values that were written before sealing are sealed; in small transactions, so that an interrupted run goes on where it stopped."""

from typing import Any

from django.db import migrations

from dungviec.office.requests.vault import seal_anew
from dungviec.office.sealing.rotation import reseal


def seal(apps: Any, schema_editor: Any) -> None:
    for name in ("ChangeRequest", "AskedField"):
        reseal(apps.get_model("requests", name))
    seal_anew(apps.get_model("requests", "StoredFile").objects.iterator())


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("requests", "0003_sealed_values"), ("sealing", "0001_initial")]
    operations = [migrations.RunPython(seal)]

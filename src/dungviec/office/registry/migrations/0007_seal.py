"""Values that were written before sealing are sealed; in small transactions, so that an interrupted run goes on where it stopped."""

from typing import Any

from django.db import migrations

from dungviec.office.sealing.rotation import remark, reseal


def seal(apps: Any, schema_editor: Any) -> None:
    for name in ("Person", "Entry"):
        reseal(apps.get_model("registry", name))
    remark(apps.get_model("registry", "Person"), "citizen_id", "citizen_mark")


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("registry", "0006_sealed_values"), ("sealing", "0001_initial")]
    operations = [migrations.RunPython(seal)]

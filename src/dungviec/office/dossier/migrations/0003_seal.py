"""Values that were written before sealing are sealed; in small transactions, so that an interrupted run goes on where it stopped."""

from typing import Any

from django.db import migrations

from dungviec.office.sealing.rotation import reseal


def seal(apps: Any, schema_editor: Any) -> None:
    for name in ("Particulars", "PersonalHistory", "DisciplineNote", "Relative", "Property"):
        reseal(apps.get_model("dossier", name))


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("dossier", "0002_sealed_values"), ("sealing", "0001_initial")]
    operations = [migrations.RunPython(seal)]

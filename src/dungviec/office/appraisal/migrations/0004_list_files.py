"""The file of a task list is kept in the vault."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [  # noqa: RUF012
        ("appraisal", "0003_evidence_and_reminders"),
        ("requests", "0004_seal"),
    ]

    operations = [  # noqa: RUF012
        migrations.AddField(
            model_name="tasklist",
            name="file",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="requests.storedfile"
            ),
        ),
    ]

"""Several years from a plan on, kept with its document."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("placement", "0004_firmness")]  # noqa: RUF012

    operations = [  # noqa: RUF012
        migrations.AddField(model_name="plandocument", name="years", field=models.JSONField(null=True)),
    ]

"""How firm a plan is: as a whole with its document, and for each of its moves."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("placement", "0003_from_proposal_to_decision")]  # noqa: RUF012

    operations = [  # noqa: RUF012
        migrations.AddField(model_name="plandocument", name="firmness", field=models.JSONField(null=True)),
        migrations.AddField(
            model_name="proposedmove", name="firm_in", field=models.PositiveSmallIntegerField(null=True)
        ),
    ]

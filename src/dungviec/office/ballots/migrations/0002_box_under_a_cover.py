"""The box is one text under a cover whose key is a file; votes that are under way are brought under covers of their own."""

from typing import Any

from django.db import migrations, models

from dungviec.ballots import Box, cover, covered_box


def _cover(apps: Any, schema_editor: Any) -> None:
    from dungviec.office.ballots import covers

    boxes = apps.get_model("ballots", "SealedBox").objects
    for vote in apps.get_model("ballots", "Vote").objects.filter(phase__in=("issuing", "casting")):
        if vote.phase == "issuing":
            vote.signing_key = cover(covers.make(vote.code, "slips"), vote.signing_key, of=f"{vote.code}/slips")
            vote.save(update_fields=["signing_key"])
        else:
            key, box = covers.make(vote.code, "box"), boxes.get(vote=vote)
            box.covered = covered_box(key, Box.of(box.lines), of=f"{vote.code}/box", slips=vote.given_out) if box.lines else ""
            box.save(update_fields=["covered"])


class Migration(migrations.Migration):

    dependencies = [
        ('ballots', '0001_initial'),
    ]

    operations = [
        migrations.AddField(model_name='sealedbox', name='covered', field=models.TextField(blank=True, default=''), preserve_default=False),
        migrations.RunPython(_cover, migrations.RunPython.noop),
        migrations.RemoveField(model_name='sealedbox', name='lines'),
    ]

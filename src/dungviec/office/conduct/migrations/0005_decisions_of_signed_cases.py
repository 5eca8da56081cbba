"""Cases signed before their rulings were rows of the book of decisions get their row: number, days, signer and batch as on file."""

from typing import Any

from django.db import migrations

from dungviec.records.vietnamese import name_sort_text


def enter_decisions(apps: Any, schema_editor: Any) -> None:
    case, agency, decision = apps.get_model("conduct", "Case"), apps.get_model("decisions", "Agency"), apps.get_model("decisions", "Decision")  # fmt: skip
    discipline = apps.get_model("registry", "Discipline")
    bodies = list(agency.objects.order_by("pk"))
    for one in case.objects.filter(decision=None, number__isnull=False, signed_on__isnull=False).order_by("pk"):
        body = next((b for b in reversed(bodies) if one.symbol == f"{one.number}/QĐ-{b.symbol}"), None)
        year = one.signed_on.year
        if body is None or decision.objects.filter(agency=body, year=year, number=one.number).exists():
            continue
        step = one.steps.filter(step="decision").first()
        batch = discipline.objects.filter(pk=one.row).values_list("batch_id", flat=True).first() if one.row else None
        one.decision = decision.objects.create(
            agency=body, kind="discipline", form=one.form, state="annulled" if one.state == "annulled" else "signed", person_id=one.person_id,
            person_name=one.person_name, sort_key=name_sort_text(one.person_name)[:400], from_title=one.title, from_unit=one.unit,
            effective=one.effective, until=one.ends, number=one.number, year=year, signed_on=one.signed_on,
            signed_at=step.at if step else one.made_at, signer=one.signer, batch_id=batch, made_by_id=one.made_by_id, made_at=one.made_at,
        )  # fmt: skip
        one.save(update_fields=["decision"])


class Migration(migrations.Migration):
    dependencies = [("conduct", "0004_decision_of_a_case"), ("decisions", "0002_discipline_decisions"), ("registry", "0001_initial")]
    operations = [migrations.RunPython(enter_decisions, migrations.RunPython.noop)]

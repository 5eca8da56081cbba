"""The tables of the dossier in the database, in the words of ``records.dossier``."""

from dungviec.office.dossier.models.life import DisciplineNote, PartyPost, PersonalHistory, Relative, Study
from dungviec.office.dossier.models.particulars import Particulars
from dungviec.office.dossier.models.pay import Allowance, Property, Remark, SalaryStep
from dungviec.office.registry.models import Fact

MODELS: dict[str, type[Fact]] = {
    "particulars": Particulars, "studies": Study, "party_posts": PartyPost, "personal_history": PersonalHistory, "discipline_notes": DisciplineNote, "relatives": Relative, "salary_steps": SalaryStep, "allowances": Allowance, "properties": Property, "remarks": Remark,
}  # fmt: skip
"""The model of each table, by the table's name."""

__all__ = ["MODELS", "Allowance", "DisciplineNote", "Particulars", "PartyPost", "PersonalHistory", "Property", "Relative", "Remark", "SalaryStep", "Study"]  # fmt: skip

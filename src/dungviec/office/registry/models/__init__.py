"""The records in the database: one model per table of ``records.schema``, in the same words."""

from dungviec.office.registry.models.abilities import Competency, Strength, Wish
from dungviec.office.registry.models.changes import Batch, Change, Entry
from dungviec.office.registry.models.city import City
from dungviec.office.registry.models.fields import Fact
from dungviec.office.registry.models.history import Award, Discipline, Kinship, Plan, Rating, Tenure, Training
from dungviec.office.registry.models.merging import Apart, Merge
from dungviec.office.registry.models.people import Person
from dungviec.office.registry.models.units import Post, Profile, Unit, UnitEvent

MODELS: dict[str, type[Fact]] = {
    "units": Unit, "posts": Post, "people": Person, "tenures": Tenure, "ratings": Rating, "training": Training,
    "discipline": Discipline, "awards": Award, "kinship": Kinship, "plans": Plan, "profiles": Profile,
    "competencies": Competency, "strengths": Strength, "wishes": Wish,
}  # fmt: skip
"""The model of each table, by the table's name, in an order in which rows can be written."""

__all__ = [
    "MODELS", "Apart", "Award", "Batch", "Change", "City", "Competency", "Discipline", "Entry", "Fact", "Kinship", "Merge", "Person", "Plan",
    "Post", "Profile", "Rating", "Strength", "Tenure", "Training", "Unit", "UnitEvent", "Wish",
]  # fmt: skip

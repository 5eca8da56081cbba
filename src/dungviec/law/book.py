"""The law book: all entries of the packs, and the view of those in force on a day."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache, cached_property
from typing import TYPE_CHECKING

from dungviec.law.foresight import as_known
from dungviec.law.reading import Packs, read_packs
from dungviec.law.retirement import service_left
from dungviec.law.rules import OpenQuestion, Rule
from dungviec.law.settings import DEFAULT_SETTINGS, LawSettings
from dungviec.records.dates import add_months

if TYPE_CHECKING:
    from dungviec.law.overlay import Overlay


@cache
def _shipped_packs() -> Packs:
    return read_packs()


@dataclass(frozen=True)
class LawBook:
    """Every entry on file. ``LawBook.load()`` reads the shipped packs once; ``on(day)`` gives the rules of a day."""

    packs: Packs = field(repr=False)

    @classmethod
    def load(cls) -> LawBook:
        """The book of the shipped packs (read once per process). Raises ``PackError`` for a broken pack."""
        return cls(_shipped_packs())

    @property
    def rules(self) -> tuple[Rule, ...]:
        """All entries of all dates, gaps included."""
        return self.packs.rules

    def with_changes(self, overlay: Overlay) -> LawBook:
        """A copy with a province's overlay in it (:mod:`dungviec.law.overlay`); a loosening raises OverlayError."""
        from dungviec.law.overlay import with_changes

        return with_changes(self, overlay)

    @property
    def open_questions(self) -> tuple[OpenQuestion, ...]:
        """What the reference does not establish; nothing of it is encoded."""
        return self.packs.questions

    def on(
        self,
        day: date,
        known_on: date | None = None,
        settings: LawSettings = DEFAULT_SETTINGS,
        *,
        counted_from: date | None = None,
    ) -> LawView:
        """The rules in force on ``day``, of those that could be known on ``known_on`` (default: all).

        A rule whose end was announced only after ``known_on`` goes on as if it had none.

        ``counted_from`` is the day remaining service is counted from where ``settings.reference_day`` names another
        day than the decision (the dossier's receipt, the start of the procedure).
        """
        known = self.rules if known_on is None else as_known(self.rules, known_on)
        in_force = tuple(r for r in known if r.in_force(day))
        return LawView(day, settings, in_force, known, counted_from or day, self, known_on)


@dataclass(frozen=True)
class LawView:
    """The law of one day: ``rules_in_force``, the gaps, and the windows of ended rules that may still run."""

    day: date
    settings: LawSettings
    rules_in_force: tuple[Rule, ...] = field(repr=False)
    all_known: tuple[Rule, ...] = field(repr=False)
    counted_from: date
    book: LawBook = field(repr=False, compare=False)
    known_on: date | None = None

    def with_changes(self, overlay: Overlay) -> LawView:
        """The law of the same day, as known on the same day, with an overlay in it; a loosening raises OverlayError."""
        return self.book.with_changes(overlay).on(
            self.day, self.known_on, self.settings, counted_from=self.counted_from
        )

    def later(self, day: date) -> LawView:
        """The law of a later day, as known on the same day and read the same way."""
        return self.book.on(day, self.known_on, self.settings)

    def rules(self, topic: str | None = None, kind: str | None = None) -> tuple[Rule, ...]:
        """Entries in force (without gaps), optionally of one topic or kind."""
        return tuple(
            r
            for r in self.rules_in_force
            if r.kind != "gap" and (topic is None or r.topic == topic) and (kind is None or r.kind == kind)
        )

    @cached_property
    def by_name(self) -> Mapping[str, Rule]:
        """Entries in force (without gaps) by key and by id; of a row's clauses the first."""
        found: dict[str, Rule] = {}
        for r in self.rules():
            found.setdefault(r.key, r)
            found.setdefault(r.id, r)
        return found

    def rule(self, rule_id: str) -> Rule:
        """The entry in force with this id (``APT-2026-01``) or key (``APT-2020-02/age``); the first clause of a row.

        Raises KeyError with a sentence when no such entry is in force that day.
        """
        for r in (*self.rules_in_force, *self.running_windows):
            if rule_id in (r.key, r.id):
                return r
        raise KeyError(f"Không có quy định «{rule_id}» còn hiệu lực ngày {self.day:%d/%m/%Y}. / No such rule in force.")

    def service_left(self, day: date, retires: date) -> int:
        """Whole months of service from ``day`` to the day of retirement, by the setting ``service_counts_both_days``."""
        return service_left(day, retires, both_days=self.settings.service_counts_both_days)

    @property
    def gaps(self) -> tuple[Rule, ...]:
        """What is declared as not on file for this day."""
        return tuple(r for r in self.rules_in_force if r.kind == "gap")

    @cached_property
    def windows(self) -> tuple[Rule, ...]:
        """Every known discipline window rule that began by this day: each decision follows the rule of its own day."""
        return tuple(r for r in self.all_known if r.check == "discipline_window" and r.from_ <= self.day)

    @cached_property
    def running_windows(self) -> tuple[Rule, ...]:
        """Window rules no longer in force whose longest window may still run on this day."""
        return tuple(r for r in self.windows if r not in self.rules_in_force and self._may_run(r))

    def _may_run(self, rule: Rule) -> bool:
        longest = max(int(form["months"]) for form in rule.params["forms"].values())
        return rule.to is not None and add_months(rule.to + timedelta(days=366), longest) > self.day

    @cached_property
    def judged(self) -> tuple[Rule, ...]:
        """Entries that judge a pair that day: eligibility in force, windows still running, gaps; in a fixed order."""
        base = [r for r in self.rules_in_force if r.kind == "eligibility"]
        return (*base, *self.running_windows, *self.gaps_judged)

    @property
    def gaps_judged(self) -> tuple[Rule, ...]:
        """Gaps that can make a pair unknown (those that name moves)."""
        return tuple(r for r in self.gaps if r.applies_to.moves)

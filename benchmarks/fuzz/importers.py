"""Every reader of a file from outside: how it is fed, what it may refuse with, and the good files its broken ones are made from."""

from __future__ import annotations

import contextlib
import os
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.fuzz import samples

if TYPE_CHECKING:
    from dungviec.law.book import LawBook

DAY = date(2020, 12, 10)


@dataclass(frozen=True, slots=True)
class Importer:
    """One reader. ``feed`` raises nothing: what the reader refuses in a sentence of its own is taken inside."""

    name: str
    feed: Callable[[bytes], None]
    seeds: Callable[[], list[bytes]]
    packed: bool = False
    """The file is a zip whose parts are broken one by one, and packed again."""


@cache
def _folder() -> Path:
    memory = Path("/dev/shm")
    return Path(tempfile.mkdtemp(prefix="dungviec-fuzz-", dir=memory if memory.is_dir() else None))


def _as_file(data: bytes, ending: str) -> Path:
    path = _folder() / f"{os.getpid()}{ending}"
    path.write_bytes(data)
    return path


def _said(*sentences: str) -> None:
    """Every refusal is a sentence that somebody can read: no bare class name, no empty text, no unbounded length."""
    for sentence in sentences:
        if len(sentence.strip()) < 12 or len(sentence) > 20_000:
            raise AssertionError(f"a refusal that is no sentence: {sentence[:200]!r}")


def _city(data: bytes) -> None:
    from dungviec.exchange import UnreadableFileError, read_city, read_dossiers

    path = _as_file(data, ".xlsx")
    try:
        read = read_city(path)
        read_dossiers(path, read.snapshot)
    except UnreadableFileError as bad:
        _said(bad.vi, bad.en)


def _roster(ending: str) -> Callable[[bytes], None]:
    def feed(data: bytes) -> None:
        from dungviec.exchange import UnreadableFileError
        from dungviec.exchange.roster import read_roster, recognise

        path = _as_file(data, ending)
        try:
            recognise(path)
            read_roster(path, as_of=DAY)
        except UnreadableFileError as bad:
            _said(bad.vi, bad.en)

    return feed


def _tasks(data: bytes) -> None:
    from dungviec.exchange import UnreadableFileError
    from dungviec.exchange.task_list import read_task_list

    try:
        read_task_list(_as_file(data, ".xlsx"), year=2026, as_of=date(2026, 11, 22))
    except UnreadableFileError as bad:
        _said(bad.vi, bad.en)


def _list(data: bytes) -> None:
    from dungviec.documents import read_list
    from dungviec.exchange import UnreadableFileError

    try:
        read_list(data, name="tệp")
    except UnreadableFileError as bad:
        _said(bad.vi, bad.en)


def _word(data: bytes) -> None:
    from dungviec.documents import changes, read_word
    from dungviec.exchange import UnreadableFileError

    try:
        changes(samples.dossier(), read_word(data, name="tệp"))
    except UnreadableFileError as bad:
        _said(bad.vi, bad.en)


def _json(data: bytes) -> None:
    from dungviec.documents import changes, read_json_text
    from dungviec.exchange import UnreadableFileError

    try:
        for read in read_json_text(data.decode("utf-8", "replace"), name="tệp"):
            changes(samples.dossier(), read)
    except UnreadableFileError as bad:
        _said(bad.vi, bad.en)


def _sheet(data: bytes) -> None:
    from dungviec.appraisal.reading import SheetFault, read_sheet

    try:
        read_sheet(_as_file(data, ".json"))
    except SheetFault as bad:
        _said(bad.vi, bad.english)


def _courses(ending: str) -> Callable[[bytes], None]:
    def feed(data: bytes) -> None:
        from dungviec.exchange import UnreadableFileError
        from dungviec.exchange.course_files import read_asked, read_catalogue
        from dungviec.training.faults import TrainingFault

        path = _as_file(data, ending)
        for read in (read_catalogue, read_asked):
            try:
                read(path)
            except (TrainingFault, UnreadableFileError) as bad:
                _said(str(bad))

    return feed


def _case(data: bytes) -> None:
    from dungviec.law.case_read import CaseError, read_cases

    with contextlib.suppress(UnicodeDecodeError):
        try:
            read_cases(data.decode())
        except CaseError as bad:
            _said(str(bad))


def _pack(data: bytes) -> None:
    from dungviec.law.reading import PackError, read_packs

    with contextlib.suppress(UnicodeDecodeError):
        try:
            read_packs({"own.yaml": data.decode()})
        except PackError as bad:
            _said(str(bad))


def _overlay(data: bytes) -> None:
    from dungviec.law.overlay import OverlayError, read_overlay, with_changes

    try:
        with_changes(_book(), read_overlay(_as_file(data, ".yaml")))
    except OverlayError as bad:
        _said(str(bad))


@cache
def _book() -> LawBook:
    from dungviec.law.book import LawBook

    return LawBook.load()


def _policy(data: bytes) -> None:
    from dungviec.placement import Policy, PolicyFault

    with contextlib.suppress(UnicodeDecodeError):
        try:
            Policy.from_yaml(data.decode())
        except PolicyFault as bad:
            _said(bad.vi, bad.en)


def _scenario(data: bytes) -> None:
    from dungviec.placement import PolicyFault
    from dungviec.placement.scenario import Scenario

    with contextlib.suppress(UnicodeDecodeError):
        try:
            Scenario.from_yaml(data.decode())
        except PolicyFault as bad:
            _said(bad.vi, bad.en)


def _framework(data: bytes) -> None:
    from dungviec.competency.framework import FrameworkFault, read_framework

    with contextlib.suppress(UnicodeDecodeError):
        try:
            read_framework(data.decode(), "khung.yaml")
        except FrameworkFault as bad:
            _said(str(bad))


def _procedure(data: bytes) -> None:
    from dungviec.procedures.file import read_run
    from dungviec.procedures.model import ProcedureFault

    with contextlib.suppress(UnicodeDecodeError):
        try:
            read_run(data.decode(), "quy-trinh.yaml")
        except ProcedureFault as bad:
            _said(str(bad))


def _stated(data: bytes) -> None:
    from dungviec.emulation.faults import EmulationFault
    from dungviec.emulation.stated_file import read_stated as of_emulation
    from dungviec.streamlining.faults import StreamliningFault
    from dungviec.streamlining.stated_file import read_stated as of_streamlining

    path = _as_file(data, ".yaml")
    try:
        of_streamlining(path)
    except StreamliningFault as bad:
        _said(str(bad))
    try:
        of_emulation(path)
    except EmulationFault as bad:
        _said(str(bad))


IMPORTERS = {
    one.name: one
    for one in (
        Importer("city-xlsx", _city, samples.city, packed=True),
        Importer("roster-xlsx", _roster(".xlsx"), samples.rosters_xlsx, packed=True),
        Importer("roster-ods", _roster(".ods"), samples.rosters_ods, packed=True),
        Importer("roster-xls", _roster(".xls"), samples.rosters_xls),
        Importer("roster-csv", _roster(".csv"), samples.rosters_csv),
        Importer("tasks-xlsx", _tasks, samples.tasks, packed=True),
        Importer("list-xlsx", _list, samples.lists, packed=True),
        Importer("record-docx", _word, samples.words, packed=True),
        Importer("record-json", _json, samples.records),
        Importer("appraisal-json", _sheet, samples.sheets),
        Importer("courses-yaml", _courses(".yaml"), samples.courses),
        Importer("courses-xlsx", _courses(".xlsx"), samples.courses_xlsx, packed=True),
        Importer("case-yaml", _case, samples.cases),
        Importer("pack-yaml", _pack, samples.packs),
        Importer("overlay-yaml", _overlay, samples.overlays),
        Importer("policy-yaml", _policy, samples.policies),
        Importer("scenario-yaml", _scenario, samples.scenarios),
        Importer("framework-yaml", _framework, samples.frameworks),
        Importer("procedure-yaml", _procedure, samples.procedures),
        Importer("stated-yaml", _stated, samples.stated),
    )
}
"""By name."""

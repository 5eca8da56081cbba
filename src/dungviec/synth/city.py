"""Cẩm Phả as it was on 10 December 2020, with made-up people: every published figure met exactly."""

from __future__ import annotations

from datetime import date

from dungviec.records import Snapshot
from dungviec.synth.district import build_district
from dungviec.synth.model import DistrictSpec
from dungviec.synth.places import CAM_PHA_CODE, CAM_PHA_PLACES
from dungviec.synth.profiles import add_profiles
from dungviec.synth.qualifications import PUBLISHED_PEOPLE
from dungviec.synth.sheets import Book

CITY_NAME = "Thành phố Cẩm Phả"
AS_OF = date(2020, 12, 10)
NOTE = "Dữ liệu giả lập: địa danh và số liệu tổng hợp là thật, người và lịch sử công tác đều không có thật."


def build_city(seed: int = 2020) -> Snapshot:
    """The demo city: 2,380 made-up officials in their posts on 10/12/2020, with the figures of the chairman's interview.

    The same seed gives the same tables on every machine. Takes about two seconds.
    """
    book = Book()
    add_profiles(book.profiles)
    spec = DistrictSpec(
        code=CAM_PHA_CODE, name=CITY_NAME, places=CAM_PHA_PLACES, people=PUBLISHED_PEOPLE, as_of=AS_OF, prefix="", seed=f"cam-pha-2020/{seed}"
    )  # fmt: skip
    build_district(spec, book)
    return book.snapshot(as_of=AS_OF, name=CITY_NAME, place_code=CAM_PHA_CODE, note=NOTE)

"""Made-up cities and provinces: seeded, deterministic, nobody real, the published figures met exactly."""

from dungviec.synth.city import build_city
from dungviec.synth.province import build_province

__all__ = ["build_city", "build_province"]

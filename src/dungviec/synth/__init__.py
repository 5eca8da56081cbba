"""Made-up cities and provinces: seeded, deterministic, nobody real, the published figures met exactly."""

from dungviec.synth.city import build_city
from dungviec.synth.communes import build_communes
from dungviec.synth.dossiers import build_dossiers
from dungviec.synth.forward import build_city_2025
from dungviec.synth.province import build_province

__all__ = ["build_city", "build_city_2025", "build_communes", "build_dossiers", "build_province"]

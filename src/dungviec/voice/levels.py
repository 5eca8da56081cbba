"""The five answers of a citizen at a desk, as words: one scale for the poster, the pages and the figures."""

from __future__ import annotations

LEVELS: dict[int, tuple[str, str]] = {
    5: ("Rất hài lòng", "Very satisfied"),
    4: ("Hài lòng", "Satisfied"),
    3: ("Bình thường", "Neither"),
    2: ("Không hài lòng", "Not satisfied"),
    1: ("Rất không hài lòng", "Not satisfied at all"),
}
"""Answer → Vietnamese and English, the best first."""
SATISFIED = 4
"""An answer from here up counts as satisfied."""


def is_satisfied(level: int) -> bool:
    """Whether an answer counts as satisfied."""
    return level >= SATISFIED


def level_words(level: int, lang: str = "vi") -> str:
    """An answer in words."""
    return LEVELS[level][lang == "en"]

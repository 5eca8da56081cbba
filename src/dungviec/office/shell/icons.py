"""The office's own line icons: 24 units square, drawn with one pen."""

from __future__ import annotations

from functools import lru_cache

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

_SHAPES = {
    "home": '<path d="M4 11.5 12 5l8 6.5V19a1 1 0 0 1-1 1h-4.5v-5.5h-5V20H5a1 1 0 0 1-1-1z"/>',
    "people": '<circle cx="9" cy="8.5" r="3.2"/><path d="M3 19.5c.4-3.6 2.8-5.5 6-5.5s5.600 1.900 6 5.500"/><path d="M15.500 5.700a3.200 3.200 0 0 1 0 5.600M17.500 14.400c2 .7 3.200 2.400 3.500 5.100"/>',
    "units": '<rect x="9" y="3.500" width="6" height="4.500" rx="1"/><rect x="3" y="16" width="6" height="4.500" rx="1"/><rect x="15" y="16" width="6" height="4.500" rx="1"/><path d="M12 8v4M6 16v-2.500a1.500 1.500 0 0 1 1.500-1.500h9a1.500 1.500 0 0 1 1.500 1.500V16"/>',
    "placement": '<circle cx="12" cy="5.500" r="2.500"/><path d="M5 11v2.500a7 7 0 0 0 14 0V11"/><path d="M12 8.500v7m0 0-2.500-2.500M12 15.500l2.500-2.500"/>',
    "law": '<path d="M12 4v16M7.500 20h9M5 7.500h14"/><path d="M5 7.500 2.500 14a3 3 0 0 0 5 0zM19 7.500 16.500 14a3 3 0 0 0 5 0z"/>',
    "search": '<circle cx="10.800" cy="10.800" r="6"/><path d="m15.300 15.300 4.700 4.700"/>',
    "calendar": '<rect x="4" y="5.500" width="16" height="14.500" rx="1.500"/><path d="M4 10h16M8.500 3.500v4M15.500 3.500v4"/>',
    "person": '<circle cx="12" cy="8.500" r="3.700"/><path d="M4.500 20c.6-4.200 3.500-6.300 7.500-6.300s6.900 2.100 7.500 6.300"/>',
    "moon": '<path d="M19.500 14.200A8 8 0 0 1 9.800 4.500a8 8 0 1 0 9.700 9.700z"/>',
    "sun": '<circle cx="12" cy="12" r="4"/><path d="M12 3v2M12 19v2M3 12h2M19 12h2M5.600 5.600 7 7M17 17l1.400 1.400M5.600 18.400 7 17M17 7l1.400-1.400"/>',
    "leave": '<path d="M10 5H6a1 1 0 0 0-1 1v12a1 1 0 0 0 1 1h4M15 8.500l3.500 3.500-3.500 3.500M18 12H10"/>',
    "columns": '<rect x="4" y="5" width="16" height="14" rx="1.500"/><path d="M9.300 5v14M14.700 5v14"/>',
    "download": '<path d="M12 4v11m0 0-4-4m4 4 4-4M5 19.500h14"/>',
    "filter": '<path d="M4 6h16M7 12h10M10 18h4"/>',
    "close": '<path d="m6.500 6.500 11 11m0-11-11 11"/>',
    "chevron": '<path d="m9 6 6 6-6 6"/>',
    "back": '<path d="m14.500 6-6 6 6 6"/>',
    "sort-up": '<path d="M12 18V6m0 0-4.500 4.500M12 6l4.500 4.500"/>',
    "sort-down": '<path d="M12 6v12m0 0-4.500-4.500M12 18l4.500-4.500"/>',
    "print": '<path d="M7 9V4h10v5M7 17H5a1 1 0 0 1-1-1v-5.500A1.500 1.500 0 0 1 5.500 9h13a1.500 1.500 0 0 1 1.500 1.500V16a1 1 0 0 1-1 1h-2"/><rect x="7" y="14" width="10" height="6" rx=".5"/>',
    "allowed": '<circle cx="12" cy="12" r="8.500"/><path d="m8.200 12.300 2.700 2.700 5-5.600"/>',
    "authority": '<path d="M12 3.500 20 8H4z"/><path d="M6.500 11v6M12 11v6M17.500 11v6M4 20.500h16"/>',
    "unknown": '<circle cx="12" cy="12" r="8.500"/><path d="M9.500 9.700c.2-1.400 1.200-2.200 2.600-2.200s2.500.9 2.500 2.200c0 1.900-2.500 2.100-2.500 4"/><path d="M12.100 16.800v.1"/>',
    "forbidden": '<circle cx="12" cy="12" r="8.500"/><path d="m6.200 6.200 11.600 11.600"/>',
    "more": '<path d="M6 12v.1M12 12v.1M18 12v.1"/>',
    "arrow": '<path d="M5 12h14m0 0-5-5m5 5-5 5"/>',
    "clock": '<circle cx="12" cy="12" r="8.500"/><path d="M12 7v5.300l3.300 2"/>',
    "bell": '<path d="M12 4a5.500 5.500 0 0 1 5.500 5.500c0 4.500 2 6 2 7.500h-15c0-1.500 2-3 2-7.500A5.500 5.500 0 0 1 12 4z"/><path d="M10 20h4"/>',
    "steps": '<path d="M3.500 20h5v-5h4.500v-5h4.500V5h3"/><path d="M3.500 20v-2M20.500 5v15h-12"/>',
    "note": '<path d="M6 4h9l4 4v12H6z"/><path d="M15 4v4h4M9 12.500h6M9 16h6"/>',
    "cap": '<path d="M2.500 9.500 12 5l9.500 4.500L12 14z"/><path d="M6.500 11.600V16c1.500 1.500 3.300 2.200 5.500 2.200s4-.7 5.500-2.200v-4.400M21.500 9.500V15"/>',
    "medal": '<circle cx="12" cy="14.500" r="5.200"/><path d="M9.300 10 6.500 3.500h4L12 7l1.500-3.500h4L14.700 10"/><path d="m12 12.300.7 1.500 1.600.2-1.200 1.100.3 1.600-1.400-.8-1.400.8.3-1.600-1.200-1.100 1.600-.2z"/>',
    "flag": '<path d="M6 20.500V4M6 5c4-2 7 2 12 0v8.500c-5 2-8-2-12 0"/>',
    "chart": '<path d="M4 20h16M6.500 16.500v-4M11 16.500V7M15.500 16.500v-7M20 16.500V4.500"/>',
    "gauge": '<path d="M4 17.500a8.500 8.500 0 1 1 16 0"/><path d="m12 15.500 3.800-5.300"/><circle cx="12" cy="15.500" r="1.200"/>',
    "heirs": '<circle cx="6.500" cy="7" r="2.700"/><path d="M2.500 15.500c.3-2.500 1.800-3.800 4-3.800"/><circle cx="16.500" cy="12" r="2.700"/><path d="M11.500 20.500c.4-2.800 2.300-4.200 5-4.200s4.600 1.400 5 4.200"/><path d="M11 6h4.500m0 0-1.800-1.800M15.500 6l-1.800 1.800"/>',
    "shield": '<path d="M12 3.500 19 6v5.500c0 4.300-2.800 7.200-7 9-4.200-1.800-7-4.700-7-9V6z"/><path d="m9 11.800 2.200 2.200 4-4.400"/>',
    "key": '<circle cx="8" cy="14.500" r="4"/><path d="m11 11.700 8-8M16 6.700l2.700 2.700M13.300 9.400l1.800 1.800"/>',
    "server": '<rect x="4" y="4.500" width="16" height="6.500" rx="1.500"/><rect x="4" y="13" width="16" height="6.500" rx="1.500"/><path d="M7.500 7.700v.1M7.500 16.200v.1M11 7.800h5M11 16.300h5"/>',
    "trim": '<path d="M4 6h16M6.500 10.500h11M9 15h6M11 19.500h2"/>',
    "eye": '<path d="M2.500 12c2.200-4 5.400-6 9.500-6s7.300 2 9.500 6c-2.200 4-5.400 6-9.500 6s-7.300-2-9.500-6z"/><circle cx="12" cy="12" r="2.800"/>',
}  # fmt: skip


@lru_cache(maxsize=512)
def icon(name: str, *, size: int = 20, css: str = "") -> SafeString:
    """An icon as inline SVG, hidden from screen readers: the word beside it says the same."""
    shape = mark_safe(_SHAPES[name])  # noqa: S308 - constants of this module
    return format_html(
        '<svg class="icon {}" width="{}" height="{}" viewBox="0 0 24 24" fill="none" stroke="currentColor" '
        'stroke-width="1.6" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true">{}</svg>',
        css, size, size, shape,
    )  # fmt: skip

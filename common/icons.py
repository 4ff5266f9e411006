"""The few icons of the portal, drawn in a 16 × 16 box. They stand in the page itself, so that they print."""

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

# Shapes that carry the meaning of a state beside its colour are filled; tools are lines.
SHAPES = {
    "overdue": "M8 1.6 15.2 14.4H.8Z",
    "today": "M8 .8 15.2 8 8 15.2.8 8Z",
    "soon": "M8 1.5a6.5 6.5 0 1 1 0 13 6.5 6.5 0 0 1 0-13Zm0 2v9a4.5 4.5 0 0 0 0-9Z",
    "progress": "M8 2.5a5.5 5.5 0 1 1 0 11 5.5 5.5 0 0 1 0-11Z",
    "withdrawn": "M8 1.5a6.5 6.5 0 1 1 0 13 6.5 6.5 0 0 1 0-13ZM4.5 7.1v1.8h7V7.1Z",
}
LINES = {
    "done": "m2.5 8.5 3.7 3.7 7.3-8.4",
    "target": "M8 2.5a5.5 5.5 0 1 1 0 11 5.5 5.5 0 0 1 0-11Z",
    "draft": "M3 3h10v10H3Z",
    "waiting": "M8 2a6 6 0 1 1 0 12A6 6 0 0 1 8 2Zm0 3v3.2l2.2 1.5",
    "sealed": "M4 7.5h8V14H4Zm1.8 0V5a2.2 2.2 0 0 1 4.4 0v2.5",
    "inbox": "M2 9.5 4 3h8l2 6.5V13H2Zm0 0h3.5c.2 1.3 1.2 2 2.5 2s2.3-.7 2.5-2H14",
    "search": "M7 2.5a4.5 4.5 0 1 1 0 9 4.5 4.5 0 0 1 0-9Zm3.3 7.8L14 14",
    "phone": "M3 2.5h3l1.2 3.3L5.5 7c.8 1.5 2 2.7 3.5 3.5l1.2-1.7 3.3 1.2v3c-6 .7-11.2-4.5-10.5-10.5Z",
    "file": "M4 1.5h5.5L13 5v9.5H4Zm5.2.3v3.5h3.5",
    "clip": "m11.5 5-4.8 4.8a1.2 1.2 0 0 0 1.7 1.7l5-5a2.7 2.7 0 0 0-3.8-3.8L4.5 7.8a4.2 4.2 0 0 0 5.9 5.9",
    "link": "M6.5 9.5 9.5 6.5M7 4.8l1.6-1.6a2.95 2.95 0 0 1 4.2 4.2L11.2 9M9 11.2l-1.6 1.6a2.95 2.95 0 0 1-4.2-4.2L4.8 7",
    "down": "m4 6 4 4 4-4",
    "right": "m6 4 4 4-4 4",
    "left": "m10 4-4 4 4 4",
    "menu": "M2 4h12M2 8h12M2 12h12",
    "person": "M8 2.5a2.7 2.7 0 1 1 0 5.4 2.7 2.7 0 0 1 0-5.4ZM2.8 14c.4-3 2.4-4.5 5.2-4.5s4.8 1.5 5.2 4.5",
    "calendar": "M2.5 3.5h11v10h-11Zm0 3.2h11M5.5 1.8v3M10.5 1.8v3",
    "download": "M8 2v8M4.5 6.8 8 10.3l3.5-3.5M2.5 13.5h11",
    "close": "m4 4 8 8M12 4l-8 8",
    "info": "M8 2a6 6 0 1 1 0 12A6 6 0 0 1 8 2Zm0 5.3V11.3M8 4.7v.8",
    "print": "M4.5 6V2h7v4M4.5 11.5h-2V6h11v5.5h-2m-7-2h7V14h-7Z",
}


def icon(name: str) -> SafeString:
    """The icon as inline SVG, hidden from screen readers: a word always stands beside it.

    Raises KeyError for a name that is not drawn here.
    """
    if name in SHAPES:
        paint = mark_safe('fill="currentColor" fill-rule="evenodd"')
        path = SHAPES[name]
    else:
        paint = mark_safe('fill="none" stroke="currentColor" stroke-width="1.5" stroke-linejoin="round"')
        path = LINES[name]
    return format_html(
        '<svg class="icon" viewBox="0 0 16 16" width="16" height="16" aria-hidden="true" focusable="false">'
        '<path d="{}" {}/></svg>',
        path,
        paint,
    )

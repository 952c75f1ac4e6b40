"""The localized article as a page of its own, for a frame that runs nothing and fetches nothing."""

import base64
import hashlib
import re
from html import escape

from l10n.formats import format_named

_STYLE = (
    ":root{color-scheme:light dark}body{font:1rem/1.65 system-ui,sans-serif;max-width:42rem;margin:1.5rem auto;"
    "padding:0 1rem;overflow-wrap:anywhere}img{max-width:100%}table{border-collapse:collapse}"
    "td,th{border:1px solid #8888;padding:.3rem .6rem}pre{white-space:pre-wrap}"
    "blockquote{border-inline-start:.25rem solid #8888;margin-inline:0;padding-inline-start:1rem}"
)

POLICY = (
    "sandbox; default-src 'none'; img-src data:; "
    f"style-src 'sha256-{base64.b64encode(hashlib.sha256(_STYLE.encode()).digest()).decode()}'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'self'"
)
"""The preview's content security policy: no script, no form, no request; the style of this module alone."""


_REQUESTS = re.compile(r"<(?:link|meta|base)\b[^<>]*>?", re.IGNORECASE)
"""Tags that make a browser contact other machines, which no policy can forbid (`preconnect`, `refresh`)."""


def preview_page(text: str, format: str, lang: str, direction: str) -> str:
    """A compiled article as an HTML page. The article's own HTML stays; POLICY makes it harmless."""
    render = format_named(format).page.render
    body = _REQUESTS.sub("", render(text)) if render else f"<pre>{escape(text)}</pre>"
    return (
        f'<!doctype html><html lang="{escape(lang)}" dir="{escape(direction)}"><head><meta charset="utf-8">'
        f"<title>{escape(lang)}</title><style>{_STYLE}</style></head><body>{body}</body></html>"
    )

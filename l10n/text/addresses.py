"""Addresses in running text: of pages and of mailboxes."""

import re

# The characters that RFC 3986 (section 2) allows, without square brackets, which end the text of links; and letters of
# other scripts at the beginning of a part of the address, as browsers show them.
_REST = r"(?:[A-Za-z0-9$&+,/:;=@?#_~%.!*'()-]|(?<=[/=?&#_-])[^\W\x00-\x7f]\w*)+"
SCHEMES = ("https", "http", "ftp", "file")
URL = re.compile(rf"(?:https?|ftp|file)://{_REST}", re.IGNORECASE)
WWW = re.compile(rf"(?<![^\W]|[.])www\.{_REST}", re.IGNORECASE)
_ANY_URL = re.compile(rf"{URL.pattern}|{WWW.pattern}", re.IGNORECASE)
MAIL = re.compile(r"[A-Za-z0-9._%+-]{1,64}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63})+")


def url_spans(text: str) -> list[tuple[int, int]]:
    """The spans of the addresses of pages in a text, in order."""
    if "://" not in text and "www." not in text:
        return []
    return [(match.start(), url_end(text, *match.span())) for match in _ANY_URL.finditer(text)]


def urls(text: str) -> list[str]:
    """The addresses of pages in a text, in order."""
    return [text[start:end] for start, end in url_spans(text)]


def mail_addresses(text: str) -> list[str]:
    """The mail addresses in a text, in order."""
    return MAIL.findall(text) if "@" in text else []


def url_end(text: str, start: int, end: int) -> int:
    """The true end of an address that was read from `start` to `end`: before the punctuation of the sentence around
    it, and before a closing bracket without an opening one (GFM 6.9, extended autolink paths)."""
    surplus = text.count(")", start, end) - text.count("(", start, end)
    while end > start:
        last = text[end - 1]
        if last == ")" and surplus > 0:
            surplus -= 1
        elif last not in "?!.,:;*_~'":
            break
        end -= 1
    return end

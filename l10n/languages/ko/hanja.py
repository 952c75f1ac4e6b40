"""Chinese characters in Korean text."""

COUNTRIES = frozenset("美中日北韓南英佛獨露印臺伊")
"""How headlines name countries, alone and together."""


def is_korean_hanja(hanja: str) -> bool:
    """Whether the characters are among the Hanja of KS X 1001, which simplified Chinese ones are not."""
    try:
        return bool(hanja.encode("euc_kr"))
    except UnicodeEncodeError:
        return False

"""Owns when two spellings count as the same: case, accents, punctuation and spacing do not matter."""

import unicodedata

_ACCENTS = range(0x0300, 0x0370)
# Letters that people replace by plain ones, though Unicode does not take them apart.
_PLAIN = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th", "ð": "d", "ħ": "h"}
)


def key(text: str) -> str:
    """The form in which names are compared: letters and digits only, "São Paulo" -> "saopaulo".

    Marks of other scripts than the European ones (Indic vowels, Thai tones) tell words apart and stay.
    """
    folded = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    kept = (c for c in folded if ord(c) not in _ACCENTS and (c.isalnum() or _is_mark(c)))
    return unicodedata.normalize("NFC", "".join(kept).translate(_PLAIN))


def _is_mark(character: str) -> bool:
    return unicodedata.category(character) in {"Mn", "Mc"}

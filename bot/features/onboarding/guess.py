"""A guess where somebody lives, for those who skip the question; they are told what was guessed. Pure."""

from __future__ import annotations

ANYWHERE = "Etc/UTC"

# Only languages most of whose speakers share a zone: a plain "en" or "ar" says nothing about the clock on the wall.
_ZONES = {
    "bg": "Europe/Sofia",
    "ca": "Europe/Madrid",
    "cs": "Europe/Prague",
    "da": "Europe/Copenhagen",
    "de": "Europe/Berlin",
    "de-at": "Europe/Vienna",
    "de-ch": "Europe/Zurich",
    "el": "Europe/Athens",
    "en-gb": "Europe/London",
    "en-ie": "Europe/Dublin",
    "en-in": "Asia/Kolkata",
    "es-es": "Europe/Madrid",
    "et": "Europe/Tallinn",
    "fa": "Asia/Tehran",
    "fi": "Europe/Helsinki",
    "fr": "Europe/Paris",
    "he": "Asia/Jerusalem",
    "hi": "Asia/Kolkata",
    "hr": "Europe/Zagreb",
    "hu": "Europe/Budapest",
    "it": "Europe/Rome",
    "ja": "Asia/Tokyo",
    "ko": "Asia/Seoul",
    "lt": "Europe/Vilnius",
    "lv": "Europe/Riga",
    "nb": "Europe/Oslo",
    "nl": "Europe/Amsterdam",
    "no": "Europe/Oslo",
    "pl": "Europe/Warsaw",
    "pt-br": "America/Sao_Paulo",
    "pt-pt": "Europe/Lisbon",
    "ro": "Europe/Bucharest",
    "sk": "Europe/Bratislava",
    "sl": "Europe/Ljubljana",
    "sr": "Europe/Belgrade",
    "sv": "Europe/Stockholm",
    "th": "Asia/Bangkok",
    "tr": "Europe/Istanbul",
    "uk": "Europe/Kyiv",
    "vi": "Asia/Ho_Chi_Minh",
    "zh-hans": "Asia/Shanghai",
    "zh-hant": "Asia/Taipei",
}


def zone_for(language: str) -> str:
    """The IANA zone most speakers of this language (Telegram's code, "pt-br") live in; UTC where there is none."""
    code = language.casefold().replace("_", "-")
    return _ZONES.get(code) or _ZONES.get(code.partition("-")[0], ANYWHERE)

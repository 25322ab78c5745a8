"""Owns the way from coordinates to a zone."""

from bot.zones.names import canonical, is_zone


def zone_at(latitude: float, longitude: float) -> str | None:
    """The IANA zone at a point given in degrees (WGS 84); at sea the nautical one (Etc/GMT...).

    None for a point that is not on the Earth. Borders are those of tzfpy's simplified polygons
    (OpenStreetMap, ODbL): good to about a kilometre.
    """
    if not (-90 <= latitude <= 90 and -180 <= longitude <= 180):
        return None
    from tzfpy import get_tz  # noqa: PLC0415 - its polygons are large, and most people type a city

    name = get_tz(longitude, latitude)
    return canonical(name) if is_zone(name) else None

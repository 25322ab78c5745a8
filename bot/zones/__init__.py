"""Owns the way from what a person says about where they are to an IANA zone, with no network.

`search.search` reads typed text, `location.zone_at` reads coordinates, `names.is_zone` checks a stored name.
The tables beside them are read on first use. Cities, regions and their populations come from GeoNames
(https://www.geonames.org, CC BY 4.0); see README.md in this folder.
"""

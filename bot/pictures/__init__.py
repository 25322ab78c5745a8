"""Pictures drawn for people: the palette, and one file a picture."""

"""The closed lists of the catalogue: kinds, postures, places, equipment, contraindications and the like."""

from enum import StrEnum


class Kind(StrEnum):
    """What an exercise does to the muscle."""

    STRETCH = "stretch"
    STRENGTHEN = "strengthen"
    MOBILISE = "mobilise"
    PANDICULATE = "pandiculate"
    BREATHE = "breathe"


class Place(StrEnum):
    """Where a person can move."""

    CHAIR = "chair"
    STANDING = "standing"
    FLOOR = "floor"


class Posture(StrEnum):
    """The position the body is in."""

    SEATED = "seated"
    STANDING = "standing"
    KNEELING = "kneeling"
    ALL_FOURS = "all_fours"
    LYING_BACK = "lying_back"
    LYING_SIDE = "lying_side"
    LYING_FRONT = "lying_front"

    @property
    def place(self) -> Place:
        """The place this posture happens in; all but seated and standing need the floor."""
        if self is Posture.SEATED:
            return Place.CHAIR
        return Place.STANDING if self is Posture.STANDING else Place.FLOOR


class Equipment(StrEnum):
    """What an exercise may need; `BLOCK` is a step or a block."""

    DOORWAY = "doorway"
    WALL = "wall"
    BLOCK = "block"
    STRAP = "strap"


class Contraindication(StrEnum):
    """What a person is careful with, and an exercise may be wrong for."""

    KNEES = "knees"
    LOW_BACK = "low_back"
    HIPS = "hips"
    BALANCE = "balance"
    PREGNANCY = "pregnancy"
    SURGERY = "surgery"


class Side(StrEnum):
    """Which side works. The right one comes first."""

    RIGHT = "right"
    LEFT = "left"


class Evidence(StrEnum):
    """How well a lesson's claim is supported."""

    AGREED = "agreed"
    PLAUSIBLE = "plausible"
    DISPUTED = "disputed"


class DoseFrom(StrEnum):
    """Whose dose it is: the source's, or a cautious one of ours."""

    SOURCE = "source"
    US = "us"

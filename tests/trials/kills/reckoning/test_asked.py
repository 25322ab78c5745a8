"""A command or a tap that was carried out twice is found by what it left."""

from trials.kills.ledger import Ledger, Offer
from trials.kills.lively import Deed, Done
from trials.kills.reckoning.asked import done_twice

ASKED = Done(50, 7, Deed.COMMAND, "/stretch 1 chair")
TAPPED = Done(60, 7, Deed.TAP, "as1.3.chair")
PAUSED = Done(70, 7, Deed.COMMAND, "/pause 1h")
OFFER = Offer(3, 7, is_reminder=False, reason="named", at=51)
REMINDER = Offer(4, 7, is_reminder=True, reason="fits", at=52)


def test_no_more_offers_than_were_asked_for() -> None:
    assert list(done_twice(Ledger((OFFER, OFFER, REMINDER)), [ASKED, TAPPED])) == []
    assert list(done_twice(Ledger((OFFER, OFFER)), [ASKED])) == ["person 7 has 2 offers, and asked 1 times"]
    assert len(list(done_twice(Ledger((OFFER,)), [Done(50, 8, Deed.COMMAND, "/stretch")]))) == 1


def test_no_more_pauses_than_were_asked_for() -> None:
    assert list(done_twice(Ledger(pauses=(7,)), [PAUSED])) == []
    assert list(done_twice(Ledger(pauses=(7, 7)), [PAUSED, ASKED])) == [
        "person 7 has 2 pauses, and asked 1 times"
    ]

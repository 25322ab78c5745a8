"""The log of what was asked of the server tells who listens, before the answer goes out."""

import httpx
import pytest

from bot.playground.faults import Fault
from bot.playground.journal import Entry
from bot.playground.person import Person
from bot.playground.server import Playground


async def test_who_listens_hears_of_a_request_when_its_work_is_done(
    api, playground: Playground, ada: Person
) -> None:
    heard: list[Entry] = []
    playground.journal.listen(heard.append)
    playground.faults.next(Fault.DROP_AFTER, "sendMessage")
    with pytest.raises(httpx.TransportError):
        await api.do("sendMessage", chat_id=1, text="hi")
    (entry,) = heard
    assert (entry.method, entry.code, entry.fault) == ("sendMessage", 200, "DROP_AFTER")
    assert isinstance(entry.answer, dict)
    assert entry.answer["text"] == "hi"


async def test_a_request_that_came_to_nothing_names_its_fault_and_what_it_asked_for(
    api, playground: Playground, ada: Person
) -> None:
    playground.faults.next(Fault.ERROR_500)
    await api.refused("sendMessage", chat_id=1, text="hi")
    entry = playground.journal.entries[-1]
    assert (entry.code, entry.fault, entry.begun <= entry.at) == (0, "ERROR_500", True)
    assert entry.arguments == {"chat_id": "1", "text": "hi"}

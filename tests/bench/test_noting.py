"""A Telegram that notes who got a message: twice is told apart from once."""

from bench.noting import Notes, Noting

LATE = 0.04


async def test_who_got_two_messages_is_counted_once_more() -> None:
    notes = Notes()
    connection = Noting(notes, LATE)
    for chat in (1, 2, 2, 2):
        body = b'{"chat_id": %d, "text": "Time for a break"}' % chat
        _, late = connection.answer(b"POST /bot1:A/sendMessage HTTP/1.1", body)
        assert late == LATE
    told = notes.told()
    assert (told["people"], told["again"], told["calls"]) == (2, 1, 4)

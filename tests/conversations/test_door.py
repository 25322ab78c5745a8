"""Who may use the bot, where the operator limits it."""

from __future__ import annotations

from bot.life.door import Door
from bot.storage import everything

CODE = "spring-desk-2026"


async def _limit(scene, door: Door) -> None:
    scene.door = door
    await scene.restart()


async def _kept(scene, person_id: int) -> dict[str, list]:
    found = await scene.app.storage.read(lambda conn: everything.read(conn, person_id))
    return {table: rows for table, rows in found.items() if rows}


async def test_a_stranger_gets_one_polite_line_each_time_and_nothing_of_them_is_kept(scene):
    await _limit(scene, Door(allowed=frozenset({1})))
    eve = await scene.somebody("Eve", 66)
    for line in ("/start", "hello", "/stretch", "/export"):
        said = len(eve.texts)
        await eve.says(line)
        assert len(eve.texts) == said + 1
        assert "invited people only" in eve.sees
    await eve.shares_location(38.7, -9.1)
    assert await _kept(scene, 66) == {}


async def test_a_listed_person_comes_in(scene):
    await _limit(scene, Door(allowed=frozenset({1})))
    ada = await scene.somebody_set_up()
    await ada.says("/next")
    assert (await _kept(scene, 1))["people"]


async def test_the_link_of_an_invite_admits_for_good(scene):
    await _limit(scene, Door(invite=CODE))
    eve = await scene.somebody("Eve", 66)
    await eve.says("/start")
    assert "invite link" in eve.sees
    await eve.says("/start wrong-code-2026")
    assert "invite link" in eve.sees
    await eve.says(f"/start {CODE}")
    assert eve.buttons == ["I understand"]
    await eve.taps("I understand")
    await _limit(scene, Door(invite="another-code-2027"))
    await eve.says("Lisbon")
    assert "with you?" in eve.sees


async def test_who_is_not_admitted_any_more_gets_no_reminder_but_what_is_theirs(scene):
    ada = await scene.somebody_set_up()
    await _limit(scene, Door(allowed=frozenset({99})))
    said = len(ada.texts)
    await scene.pass_time(hours=3)
    assert len(ada.texts) == said
    await ada.says("/stretch")
    assert "/export sends it, /forget erases it" in ada.sees
    await ada.says("/export")
    assert ada.last.media == "document"
    await ada.says("/forget")
    await ada.taps("Erase all")
    assert "is erased" in ada.sees
    assert await _kept(scene, 1) == {}


async def test_a_button_of_theirs_is_answered_and_does_nothing(scene):
    ada = await scene.somebody_set_up()
    await scene.pass_time(minutes=60)
    await _limit(scene, Door(allowed=frozenset({99})))
    before = await _kept(scene, 1)
    await ada.taps("Start")
    assert "invited people only" in ada.toast
    assert await _kept(scene, 1) == before


async def test_who_is_let_in_again_goes_on_where_they_were(scene):
    ada = await scene.somebody_set_up()
    await _limit(scene, Door(allowed=frozenset({99})))
    await scene.pass_time(hours=2)
    await _limit(scene, Door(invite=CODE))
    await ada.says(f"/start {CODE}")
    assert "invited people only" not in ada.sees
    await scene.pass_time(minutes=60)
    assert "sitting" in ada.sees


async def test_an_open_door_needs_no_code(scene):
    ada = await scene.somebody()
    await ada.says("/start some-code-2026")
    assert ada.buttons == ["I understand"]


async def test_a_stranger_who_leaves_is_not_met_by_leaving(scene):
    await _limit(scene, Door(allowed=frozenset({1})))
    eve = await scene.somebody("Eve", 66)
    await eve.says("/start")
    eve.chat.block()
    await scene.settle()
    assert await _kept(scene, 66) == {}

"""What is kept: told, sent, erased. And a word to the operator."""

from __future__ import annotations

import csv
import io
import json
from datetime import timedelta

import pytest

from bot.playground.faults import Fault
from bot.storage import everything, people
from bot.storage.mail import Arrived, park, receive


def _files(ada) -> dict[str, bytes]:
    """The documents in the chat by the ends of their names."""
    seen = [message for message in ada.chat.messages if message.media == "document"]
    opened = [ada.chat.open_file(message.file_id) for message in seen]
    return {name.rpartition(".")[2]: content for name, content in opened}


async def _kept(scene, person_id: int = 1) -> dict[str, list]:
    found = await scene.app.storage.read(lambda conn: everything.read(conn, person_id))
    return {table: rows for table, rows in found.items() if rows}


async def test_privacy_tells_what_and_why_and_the_way_out(scene):
    ada = await scene.somebody_set_up()
    await ada.says("/privacy")
    for word in ("time zone", "streak", "/export", "/forget", "Backups"):
        assert word in ada.sees


async def test_an_export_is_a_json_of_everything_and_a_table_of_the_history(scene):
    ada = await scene.somebody_set_up()
    await scene.pass_time(minutes=60)
    await ada.taps("Skip")
    await ada.says("/export")
    assert "spreadsheet" in ada.sees
    files = _files(ada)
    assert set(files) == {"json", "csv"}
    whole = json.loads(files["json"])
    (person,) = whole["people"]
    assert (person["id"], person["first_name"], person["zone"]) == (1, "Ada", "Europe/Lisbon")
    assert [row["outcome"] for row in whole["breaks"]] == ["skipped"]
    assert whole["breaks"][0]["offered_at"].endswith("+00:00")
    assert whole["about"]["tables"]["breaks"]["fields"]["outcome"] == "what became of it"
    (row,) = csv.DictReader(io.StringIO(files["csv"].decode("utf-8-sig")))
    assert (row["date"], row["zone"], row["what"], row["outcome"]) == (
        "2026-03-02",
        "Europe/Lisbon",
        "reminder",
        "skipped",
    )
    assert row["name"]
    assert int(row["seconds"]) > 0


async def test_an_export_has_nothing_of_anybody_else(scene):
    ada = await scene.somebody_set_up()
    await scene.somebody_set_up("Benedetta", 2)
    await ada.says("/export")
    for content in _files(ada).values():
        assert b"Benedetta" not in content


async def test_somebody_who_is_not_set_up_gets_an_export_too(scene):
    ada = await scene.somebody()
    await ada.says("/start")
    await ada.says("/export")
    assert json.loads(_files(ada)["json"])["people"][0]["zone"] is None


async def test_an_export_that_could_not_be_sent_at_once_comes_later(scene, monkeypatch):
    monkeypatch.setattr("bot.wire.delivery.FIRST_WAIT", 0.01)
    ada = await scene.somebody_set_up()
    scene.playground.faults.next(Fault.ERROR_502, "sendDocument")
    await ada.says("/export")
    assert set(_files(ada)) == {"json", "csv"}


async def test_forget_asks_once_and_keep_it_keeps_it(scene):
    ada = await scene.somebody_set_up()
    await ada.says("/forget")
    assert "Erase everything" in ada.sees
    assert ada.buttons == ["Erase all", "Keep it"]
    await ada.taps("Keep it")
    assert ada.sees == "Everything stays as it is."
    assert ada.buttons == []
    await ada.says("/next")
    assert "Lisbon" not in ada.sees
    assert (await _kept(scene))["people"]


async def test_erase_all_erases_all_in_the_middle_of_everything(scene):
    ada = await scene.somebody_set_up()
    await scene.pass_time(minutes=60)
    await ada.taps("Start")
    await scene.pass_time(seconds=15)
    await ada.says("/forget")
    await ada.taps("Erase all")
    assert "is erased" in ada.sees
    assert "Backups" in ada.sees
    assert ada.buttons == []
    assert await _kept(scene) == {}
    said = len(ada.texts)
    await scene.pass_time(days=2)
    assert len(ada.texts) == said
    assert await _kept(scene) == {}


async def test_what_was_parked_is_erased_too_and_a_repeated_update_is_not_applied(scene):
    ada = await scene.somebody_set_up()

    def parked(conn):
        receive(conn, [Arrived(10**9, 1, '{"message": "my secret"}')], scene.now)
        park(conn, 10**9, "KeyError: my secret")

    await scene.app.storage.write(parked)
    await ada.says("/forget")
    await ada.taps("Erase all")
    assert await _kept(scene) == {}
    ids = await scene.app.storage.read(lambda conn: everything.read(conn, 0)["inbox"])
    assert {(row["state"], row["body"], row["error"]) for row in ids} == {("done", None, None)}
    assert 10**9 in [row["update_id"] for row in ids]


async def test_afterwards_the_person_is_a_stranger_whose_old_buttons_do_nothing(scene):
    ada = await scene.somebody_set_up()
    await scene.pass_time(minutes=60)
    reminder = ada.last
    await ada.says("/forget")
    question = ada.last
    await ada.taps("Erase all")
    await ada.taps_old(question, "Erase all")
    await ada.taps_old(reminder, "Start")
    assert "I don't know you" in ada.toast
    assert await _kept(scene) == {}
    await ada.says("/start")
    assert ada.buttons == ["I understand"]


async def test_blocking_the_bot_afterwards_makes_nobody_known_again(scene):
    ada = await scene.somebody_set_up()
    await ada.says("/forget")
    await ada.taps("Erase all")
    ada.chat.block()
    await scene.settle()
    assert await _kept(scene) == {}


async def test_the_question_holds_for_ten_minutes(scene):
    ada = await scene.somebody_set_up()
    await ada.says("/forget")
    await scene.pass_time(minutes=11)
    await ada.taps("Erase all")
    assert "/forget again" in ada.toast
    assert (await _kept(scene))["people"]


async def test_nobody_else_is_forgotten(scene):
    ada = await scene.somebody_set_up()
    ben = await scene.somebody_set_up("Ben", 2)
    before = await _kept(scene, 2)
    await ada.says("/forget")
    await ada.taps("Erase all")
    assert await _kept(scene, 2) == before
    await scene.pass_time(minutes=60)
    assert "sitting" in ben.sees


async def test_what_is_erased_does_not_come_back_with_a_restart(scene):
    ada = await scene.somebody_set_up()
    await ada.says("/forget")
    await ada.taps("Erase all")
    said = len(ada.texts)
    await scene.restart(after=timedelta(hours=1))
    await scene.pass_time(hours=2)
    assert len(ada.texts) == said
    assert await _kept(scene) == {}


@pytest.mark.parametrize("address", ["sqlite"], indirect=True)
async def test_what_is_erased_is_not_left_in_the_file_of_the_database(scene):
    zoe = await scene.somebody_set_up("Zenobia")
    await zoe.says("/forget")
    await zoe.taps("Erase all")
    await scene.restart()
    assert b"Lisbon" not in (scene.folder / "bot.db").read_bytes()
    assert b"Zenobia" not in (scene.folder / "bot.db").read_bytes()


async def test_feedback_reaches_the_operator_who_learns_whose_it_is(scene):
    olga = await scene.somebody_set_up("Olga", 50)
    ada = await scene.somebody_set_up("Ada <3")
    scene.operator = 50
    await scene.restart()
    await ada.says("/feedback The clock is <b>wrong</b>")
    assert "Passed on to the operator, with your first name and Telegram id" in ada.sees
    assert olga.sees == "Feedback from Ada <3 (1):\nThe clock is <b>wrong</b>"
    assert 'href="tg://user?id=1"' in olga.last.html


async def test_feedback_can_be_typed_after_the_question_or_not_at_all(scene):
    olga = await scene.somebody_set_up("Olga", 50)
    ada = await scene.somebody_set_up()
    scene.operator = 50
    await scene.restart()
    heard = len(olga.texts)
    await ada.says("/feedback")
    assert "500 characters" in ada.sees
    await ada.taps("Never mind")
    assert "Nothing was passed on" in ada.sees
    await ada.says("what a day")
    assert len(olga.texts) == heard
    await ada.says("/feedback")
    await ada.says("More breathing, please")
    assert "More breathing, please" in olga.sees
    assert len(olga.texts) == heard + 1


async def test_feedback_that_is_too_long_gets_an_example(scene):
    ada = await scene.somebody_set_up()
    scene.operator = 50
    await scene.restart()
    await ada.says("/feedback " + "very " * 120)
    assert "For example: /feedback" in ada.sees


async def test_feedback_without_an_operator_says_kindly_that_it_goes_nowhere(scene):
    ada = await scene.somebody_set_up()
    await ada.says("/feedback hello")
    assert "has not told me where to pass that on" in ada.sees


async def test_an_operator_who_never_started_the_bot_costs_the_person_nothing(scene):
    ada = await scene.somebody_set_up()
    scene.operator = 4242
    await scene.restart()
    await ada.says("/feedback hello")
    assert "Passed on" in ada.sees
    await ada.says("/next")
    assert (await scene.app.storage.read(lambda conn: people.load(conn, 1))).gone_at is None

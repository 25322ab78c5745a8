"""The first meeting, turn by turn."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from bot.features.onboarding.questions import Question, next_question
from bot.storage import people
from bot.wire.buttons import (
    Agree,
    Answered,
    Button,
    ConfirmZone,
    NextLesson,
    OfferStretch,
    OpenSettings,
    OpenStreak,
    OwnHours,
    PickHours,
    PickInterval,
    PickZone,
    Rate,
    Rating,
    Step,
    Toggle,
    UseDefaults,
)
from bot.wire.incoming import Location, Odd, Returned

LISBON = Location(38.72, -9.14)


def up_to(chat, question: Question):
    """The same person, with the questions before this one answered by buttons and lines."""
    steps = [
        (Question.AGREE, lambda: chat.tap(Agree())),
        (Question.ZONE, lambda: chat.type("Lisbon")),
        (Question.CONFIRM, lambda: chat.tap(ConfirmZone("Europe/Lisbon", yes=True))),
        (Question.HOURS, lambda: chat.tap(PickHours("Mon-Fri 9-17"))),
        (Question.INTERVAL, lambda: chat.tap(PickInterval(45))),
        (Question.PLACES, lambda: chat.tap(Answered(Step.PLACES))),
    ]
    for one, answer in steps:
        if one is question:
            break
        answer()
    assert next_question(chat.person) is question
    return chat


def test_the_safety_line_comes_first_and_has_no_defaults(newcomer):
    shown = newcomer.type("/start")
    assert shown.labels == ["I understand"]
    for danger in (
        "not treatment",
        "Stop if it hurts",
        "Pregnant",
        "surgery",
        "numbness",
        "back pain",
        "professional",
    ):
        assert danger in shown.text


@pytest.mark.parametrize("question", [question for question in Question if question is not Question.AGREE])
def test_every_other_question_can_be_left_to_the_defaults(newcomer, question: Question):
    chat = up_to(newcomer, question)
    assert UseDefaults() in chat.type("/start").presses
    chat.tap(UseDefaults())
    assert chat.person.set_up_at is not None
    assert chat.person.week
    assert chat.person.interval == 45
    assert chat.person.places == ("chair", "standing")


def test_a_first_name_with_html_in_it_is_harmless(newcomer):
    people.change(newcomer.conn, newcomer.person.id, first_name="<b>Ana & Co")
    assert "&lt;b&gt;Ana &amp; Co" in newcomer.type("/start").text


def test_whatever_is_typed_before_the_safety_line_is_accepted_gets_it_again(newcomer):
    shown = newcomer.type("Lisbon")
    assert shown.labels == ["I understand"]
    assert newcomer.person.zone_offered is None


def test_the_location_is_asked_for_in_a_message_of_its_own(newcomer):
    shown = newcomer.tap(Agree())
    asked = [answer for answer in shown if answer.ask_location]
    assert len(asked) == 1
    assert asked[0].keyboard in (None, [])


def test_a_city_is_named_the_location_key_goes_and_the_time_is_confirmed(newcomer):
    chat = up_to(newcomer, Question.ZONE)
    named, confirm = chat.type("lisbon")
    assert named.text == "Lisbon, Portugal."
    assert named.drop_keyboard
    assert "09:30" in confirm.text
    chat.tap(ConfirmZone("Europe/Lisbon", yes=True))
    assert chat.person.zone == "Europe/Lisbon"
    assert people.zone_history(chat.conn, chat.person.id) == [(chat.now, "Europe/Lisbon")]


def test_no_asks_for_the_place_again(newcomer):
    chat = up_to(newcomer, Question.CONFIRM)
    shown = chat.tap(ConfirmZone("Europe/Lisbon", yes=False))
    assert chat.person.zone_offered is None
    assert any(answer.ask_location for answer in shown)


@pytest.mark.parametrize(("word", "question"), [("Yes", Question.HOURS), ("no", Question.ZONE)])
def test_yes_and_no_can_be_typed(newcomer, word: str, question: Question):
    chat = up_to(newcomer, Question.CONFIRM)
    chat.type(word)
    assert next_question(chat.person) is question


def test_another_city_typed_instead_of_yes_takes_its_place(newcomer):
    chat = up_to(newcomer, Question.CONFIRM)
    chat.type("Tokyo")
    assert chat.person.zone_offered == "Asia/Tokyo"


@pytest.mark.parametrize("rubbish", ["maybe", "hm?", "9", "\N{THINKING FACE}" * 2000])
def test_rubbish_instead_of_yes_keeps_the_city_that_was_found(newcomer, rubbish: str):
    chat = up_to(newcomer, Question.CONFIRM)
    shown = chat.type(rubbish).only
    assert "I don't know" in shown.text
    assert "It is <b>09:30</b> with you?" in shown.text
    assert chat.person.zone_offered == "Europe/Lisbon"


def test_the_time_of_a_city_typed_before_cannot_be_confirmed(newcomer):
    chat = up_to(newcomer, Question.CONFIRM)
    chat.type("Tokyo")
    assert "already" in chat.tap(ConfirmZone("Europe/Lisbon", yes=True)).toast
    assert chat.person.zone is None


def test_an_ambiguous_city_lists_its_candidates_with_their_country(newcomer):
    chat = up_to(newcomer, Question.ZONE)
    shown = chat.type("Portland")
    assert "Portland, Oregon, United States" in shown.labels
    chat.tap(PickZone("America/Los_Angeles"))
    assert chat.person.zone_offered == "America/Los_Angeles"


def test_a_distance_from_utc_lists_the_zones_that_have_it(newcomer):
    shown = up_to(newcomer, Question.ZONE).type("UTC+5:30")
    assert PickZone("Asia/Kolkata") in shown.presses


@pytest.mark.parametrize("rubbish", ["xyzzyqq", "<script>", "x" * 4096, "🙂", "../../etc/passwd"])
def test_an_unknown_place_is_said_kindly_with_an_example_and_stays_open(newcomer, rubbish: str):
    chat = up_to(newcomer, Question.ZONE)
    shown = chat.type(rubbish)
    assert "Lisbon" in shown.text
    assert len(shown.text) < 400
    assert "<script>" not in shown.text
    assert next_question(chat.person) is Question.ZONE


def test_a_misspelt_city_gives_the_nearest_spellings_as_buttons(newcomer):
    shown = up_to(newcomer, Question.ZONE).type("Lisbonn")
    assert PickZone("Europe/Lisbon") in shown.presses


def test_a_shared_location_gives_the_zone(newcomer):
    chat = up_to(newcomer, Question.ZONE)
    chat.get(LISBON)
    assert chat.person.zone_offered == "Europe/Lisbon"


def test_a_location_that_is_nowhere_is_said_kindly(newcomer):
    chat = up_to(newcomer, Question.ZONE)
    assert "can't find" in chat.get(Location(200, 200)).text


@pytest.mark.parametrize("question", [Question.AGREE, Question.HOURS, Question.CAREFUL])
def test_a_location_at_another_question_leads_back_to_it(newcomer, question: Question):
    chat = up_to(newcomer, question)
    chat.get(LISBON)
    assert next_question(chat.person) is question


def test_a_tampered_candidate_is_refused(newcomer):
    chat = up_to(newcomer, Question.ZONE)
    chat.tap(PickZone("Moon/Base"))
    assert chat.person.zone_offered is None


def test_own_hours_are_typed_and_kept_in_canonical_form(newcomer):
    chat = up_to(newcomer, Question.HOURS)
    assert "Mon-Thu 9-12:30 13:30-18, Fri 9-15" in chat.tap(OwnHours()).text
    chat.type("mon-thu 9-12:30 13:30-18, fri 9-15")
    assert chat.person.hours == "Mon-Thu 9-12:30 13:30-18, Fri 9-15"
    assert people.hours_history(chat.conn, chat.person.id) == [(chat.now, chat.person.hours)]


def test_a_line_of_hours_that_cannot_be_read_is_pointed_at_with_an_example(newcomer):
    chat = up_to(newcomer, Question.HOURS)
    shown = chat.type("Mon-Fri 9-25").text
    assert "“25”" in shown
    assert "Mon-Fri 9-12:30 13:30-18" in shown
    assert next_question(chat.person) is Question.HOURS


def test_an_interval_can_be_typed_and_rubbish_keeps_the_question_open(newcomer):
    chat = up_to(newcomer, Question.INTERVAL)
    for rubbish, said in (("5", "15 minutes at least"), ("300", "240 minutes at most"), ("soon", "“soon”")):
        assert said in chat.type(rubbish).text
        assert next_question(chat.person) is Question.INTERVAL
    chat.type("every 50 minutes")
    assert chat.person.interval == 50


def test_places_and_things_are_toggled_in_place_with_a_toast(newcomer):
    chat = up_to(newcomer, Question.PLACES)
    shown = chat.tap(Toggle(Step.PLACES, "floor", on=True))
    assert shown.toast == "Floor: yes"
    assert "✓ Floor" in shown.labels
    chat.tap(Toggle(Step.PLACES, "wall", on=True))
    assert chat.person.places == ("chair", "standing", "floor")
    assert chat.person.equipment == ("wall",)


def test_a_doubled_tap_loses_nothing_to_be_careful_with(newcomer):
    chat = up_to(newcomer, Question.CAREFUL)
    for _ in range(2):
        assert chat.tap(Toggle(Step.CAREFUL, "knees", on=True)).toast == "Knees: yes"
    assert chat.person.careful == ("knees",)


def test_the_last_place_stays(newcomer):
    chat = up_to(newcomer, Question.PLACES)
    chat.tap(Toggle(Step.PLACES, "chair", on=False))
    assert "has to stay" in chat.tap(Toggle(Step.PLACES, "standing", on=False)).toast
    assert chat.person.places == ("standing",)


def test_what_one_is_careful_with_is_kept(newcomer):
    chat = up_to(newcomer, Question.CAREFUL)
    chat.tap(Toggle(Step.CAREFUL, "knees", on=True))
    chat.tap(Toggle(Step.CAREFUL, "low_back", on=True))
    chat.tap(Answered(Step.CAREFUL))
    assert chat.person.careful == ("knees", "low_back")
    assert chat.person.set_up_at is not None


def test_none_ends_the_questions_at_once(newcomer):
    chat = up_to(newcomer, Question.CAREFUL)
    chat.tap(Toggle(Step.CAREFUL, "none", on=True))
    assert chat.person.careful == ()
    assert chat.person.set_up_at is not None


def test_none_after_a_choice_takes_it_back_first(newcomer):
    chat = up_to(newcomer, Question.CAREFUL)
    chat.tap(Toggle(Step.CAREFUL, "knees", on=True))
    chat.tap(Toggle(Step.CAREFUL, "none", on=True))
    assert chat.person.careful == ()
    assert chat.person.set_up_at is None


def test_defaults_keep_what_somebody_is_careful_with(newcomer):
    chat = up_to(newcomer, Question.CAREFUL)
    chat.tap(Toggle(Step.CAREFUL, "pregnancy", on=True))
    chat.tap(UseDefaults())
    assert chat.person.careful == ("pregnancy",)


def test_toggle_questions_ask_kindly_for_the_buttons_when_something_is_typed(newcomer):
    chat = up_to(newcomer, Question.CAREFUL)
    assert "buttons" in chat.type("my knees hurt").text
    assert next_question(chat.person) is Question.CAREFUL


def test_the_end_tells_the_first_break_and_offers_to_try(newcomer):
    shown = up_to(newcomer, Question.CAREFUL).tap(Answered(Step.CAREFUL))
    assert "Set." in shown.text
    assert "first break: <b>today" in shown.text
    assert shown.presses == [OfferStretch(), OpenSettings("")]


def test_the_zone_that_was_assumed_is_named_and_can_be_changed(newcomer):
    shown = up_to(newcomer, Question.ZONE).tap(UseDefaults())
    assert "time zone UTC, where it is 09:30 now" in shown.text
    assert OpenSettings("zone") in shown.presses
    assert shown[0].drop_keyboard or shown[1].drop_keyboard


def test_defaults_take_the_zone_that_was_typed_but_not_confirmed(newcomer):
    chat = up_to(newcomer, Question.CONFIRM)
    assert "Europe/Lisbon" in chat.tap(UseDefaults()).text
    assert chat.person.zone == "Europe/Lisbon"


def test_a_confirmed_zone_is_not_called_assumed(newcomer):
    shown = up_to(newcomer, Question.HOURS).tap(UseDefaults())
    assert "assume" not in shown.text
    assert OpenSettings("zone") not in shown.presses


def test_hours_too_short_for_the_interval_are_said_at_the_end(newcomer):
    chat = up_to(newcomer, Question.HOURS)
    chat.type("Mon-Fri 9-10")
    chat.type("4 h")
    chat.tap(Answered(Step.PLACES))
    assert "No break fits" in chat.tap(Answered(Step.CAREFUL)).text


@pytest.mark.parametrize(
    "press",
    [
        Agree(),
        PickZone("Asia/Tokyo"),
        ConfirmZone("Europe/Lisbon", yes=False),
        PickHours("Mon-Fri 8-16"),
        OwnHours(),
        PickInterval(90),
        Toggle(Step.PLACES, "floor", on=True),
        Answered(Step.PLACES),
    ],
)
def test_a_button_of_an_answered_question_is_polite_and_changes_nothing(newcomer, press: Button):
    chat = up_to(newcomer, Question.CAREFUL)
    before = chat.person
    answers = chat.tap(press)
    assert "already" in answers.toast
    assert len(answers) == 1
    assert chat.person == before


@pytest.mark.parametrize(
    "press", [Agree(), UseDefaults(), Toggle(Step.CAREFUL, "knees", on=True), Answered(Step.CAREFUL)]
)
def test_old_buttons_do_nothing_for_somebody_who_is_set_up(chat, press: Button):
    before = chat.person
    assert "already" in chat.tap(press).toast
    assert chat.person == before


@pytest.mark.parametrize("question", Question)
def test_start_picks_up_at_the_first_open_question(newcomer, question: Question):
    chat = up_to(newcomer, question)
    before = chat.person
    again = [answer for answer in chat.type("/start") if answer.slot == "onboarding"]
    assert again[0].anew
    assert chat.person == before


@pytest.mark.parametrize(
    "line", ["/stretch", "/streak", "/next", "/pause 30", "/settings", "/resume", "/nonsense"]
)
def test_commands_that_need_the_answers_lead_to_the_open_question(newcomer, line: str):
    chat = up_to(newcomer, Question.HOURS)
    shown = chat.type(line)
    assert "A few questions first" in shown.text
    assert PickHours("Mon-Fri 9-17") in shown.presses


@pytest.mark.parametrize("press", [OfferStretch(), OpenSettings(""), OpenStreak(), Rate(1, Rating.EASY)])
def test_buttons_that_need_the_answers_lead_to_the_open_question(newcomer, press: Button):
    shown = up_to(newcomer, Question.INTERVAL).tap(press)
    assert "first" in shown.toast
    assert PickInterval(45) in shown.presses


@pytest.mark.parametrize("line", ["/help", "/privacy", "/learn"])
def test_help_privacy_and_lessons_are_there_from_the_start(newcomer, line: str):
    assert "questions first" not in newcomer.type(line).text


def test_the_next_lesson_is_there_from_the_start(newcomer):
    assert "questions first" not in newcomer.tap(NextLesson()).text


def test_a_sticker_leads_back_to_the_question(newcomer):
    shown = up_to(newcomer, Question.HOURS).get(Odd("sticker"))
    assert "only read text" in shown.text
    assert PickHours("Mon-Fri 9-17") in shown.presses


def test_start_tells_somebody_who_is_set_up_where_they_stand(chat):
    shown = chat.type("/start")
    assert "Good to see you, Ana" in shown.text
    assert "next break" in shown.text
    assert {OfferStretch(), OpenStreak(), OpenSettings("")} < set(shown.presses)


def test_somebody_who_unblocks_the_bot_is_welcomed_once(chat):
    chat.now = datetime(2025, 6, 2, 12, 0, tzinfo=UTC)
    (welcome,) = chat.get(Returned())
    (after_start,) = chat.type("/start")
    # Telegram's apps send both: the second takes the place of the first.
    assert welcome.slot == after_start.slot
    assert after_start.anew

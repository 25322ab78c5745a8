"""The field's own library drives the server and understands all its answers and updates."""

import asyncio
from collections.abc import AsyncIterator

import pytest
import telegram
from telegram import (
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InputMediaPhoto,
    KeyboardButton,
    LinkPreviewOptions,
    ReplyKeyboardMarkup,
    ReplyKeyboardRemove,
    Update,
)
from telegram.error import BadRequest, Conflict, Forbidden, InvalidToken, NetworkError, RetryAfter

from bot.playground.faults import Fault
from bot.playground.person import Person
from bot.playground.samples import picture
from bot.playground.server import Playground


@pytest.fixture
async def bot(api) -> AsyncIterator[telegram.Bot]:
    base = api.base
    async with telegram.Bot(api.token, base_url=f"{base}/bot", base_file_url=f"{base}/file/bot") as made:
        yield made


async def test_every_kind_of_update_is_understood(bot: telegram.Bot, ada: Person) -> None:
    ada.type("/streak")
    ada.tap_data(1, "go")
    ada.send_location(1, 2)
    ada.send_photo()
    ada.send_sticker()
    ada.send_voice()
    ada.edit(1, "/help")
    ada.block()
    ada.unblock()
    ada.type_in_group("/stretch")
    updates = await bot.get_updates(allowed_updates=Update.ALL_TYPES, timeout=1)
    assert len(updates) == 12
    assert updates[0].message is not None
    assert updates[0].message.from_user is not None
    assert updates[0].message.parse_entities() == {updates[0].message.entities[0]: "/streak"}
    assert updates[1].callback_query is not None
    assert updates[1].callback_query.message is not None


async def test_messages_come_back_as_they_were_sent(bot: telegram.Bot, ada: Person) -> None:
    markup = InlineKeyboardMarkup([[InlineKeyboardButton("Go", callback_data="go")]])
    html = 'a <b>b <i>c</i></b> <a href="https://x.org/">d</a> <code>e</code> <tg-spoiler>f</tg-spoiler>'
    sent = await bot.send_message(
        1,
        html,
        parse_mode="HTML",
        reply_markup=markup,
        disable_notification=True,
        link_preview_options=LinkPreviewOptions(is_disabled=True),
    )
    assert (
        sent.text_html.replace('<span class="tg-spoiler">', "<tg-spoiler>").replace(
            "</span>", "</tg-spoiler>"
        )
        == html
    )
    assert sent.reply_markup == markup
    query = ada.tap("Go")
    assert await bot.answer_callback_query(str(query), "Yes", show_alert=True)
    edited = await sent.edit_text("b")
    assert isinstance(edited, telegram.Message)
    assert edited.text == "b"
    assert await sent.delete()


async def test_reply_keyboards_come_and_go(bot: telegram.Bot, ada: Person) -> None:
    keys = ReplyKeyboardMarkup(
        [[KeyboardButton("Here", request_location=True)], ["Lisbon"]],
        resize_keyboard=True,
        one_time_keyboard=True,
    )
    await bot.send_message(1, "Where?", reply_markup=keys)
    assert ada.keyboard == [["Here"], ["Lisbon"]]
    await bot.send_message(1, "Thanks", reply_markup=ReplyKeyboardRemove())
    assert ada.keyboard is None


async def test_files_go_up_come_down_and_are_sent_again(bot: telegram.Bot, ada: Person) -> None:
    content = picture(40, 30)
    sent = await bot.send_photo(1, content, caption="Look")
    again = await bot.send_photo(1, sent.photo[-1].file_id)
    assert again.photo == sent.photo
    file = await bot.get_file(sent.photo[-1].file_id)
    assert bytes(await file.download_as_bytearray()) == content
    await again.edit_media(InputMediaPhoto(picture(8, 8), caption="New"))
    assert ada.last.text == "New"
    document = await bot.send_document(1, b"a,b", filename="export.csv")
    assert document.document is not None
    assert document.document.file_name == "export.csv"


async def test_the_bot_presents_itself(bot: telegram.Bot) -> None:
    await bot.set_my_commands([("start", "Set up")], scope=telegram.BotCommandScopeAllPrivateChats())
    await bot.set_my_description("Gets you up")
    await bot.set_chat_menu_button(menu_button=telegram.MenuButtonCommands())
    assert (await bot.get_my_description()).description == "Gets you up"
    assert await bot.delete_webhook()
    assert (await bot.get_webhook_info()).url == ""


async def test_refusals_become_the_librarys_errors(
    bot: telegram.Bot, api, playground: Playground, ada: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PTB_TIMEDELTA", "true")
    with pytest.raises(BadRequest, match="Can't parse entities"):
        await bot.send_message(1, "<h1>", parse_mode="HTML")
    sent = await bot.send_message(1, "a")
    with pytest.raises(BadRequest, match="Message is not modified"):
        await sent.edit_text("a")
    with pytest.raises(BadRequest, match="Query is too old"):
        await bot.answer_callback_query("1")
    playground.faults.next(Fault.FLOOD)
    with pytest.raises(RetryAfter):
        await bot.send_message(1, "a")
    for fault in (Fault.ERROR_502, Fault.DROP_AFTER):
        playground.faults.next(fault)
        with pytest.raises(NetworkError):
            await bot.send_message(1, "a")
    ada.block()
    with pytest.raises(Forbidden, match="blocked"):
        await bot.send_message(1, "a")
    with pytest.raises(InvalidToken):
        async with telegram.Bot("1:x", base_url=f"{api.base}/bot"):
            pass


async def test_a_second_poller_is_a_conflict(bot: telegram.Bot, api) -> None:
    first = asyncio.create_task(bot.get_updates(timeout=20))
    await asyncio.sleep(0.05)
    await api.do("getUpdates")
    with pytest.raises(Conflict):
        await first

"""What the page shows: a person's chat as JSON, in whole or as what changed after a revision."""

from bot.playground.formatted import Json
from bot.playground.messenger import Messenger
from bot.playground.methods.profile import commands_for
from bot.playground.seen import text_and_entities
from bot.playground.store.messages import MessageRow
from bot.playground.store.people import PersonRow

SHOWN_AT_MOST = 300
FILES = ("photo", "animation", "sticker", "voice", "document")


class Screen:
    """Reads the messenger for the page."""

    def __init__(self, messenger: Messenger) -> None:
        self._messenger = messenger

    def revision(self) -> int:
        """Grows with every change of a message or an answer."""
        return self._messenger.database.counted("revision")

    def state(self, person: PersonRow, since: int = 0) -> Json:
        """Everything about one person's chat, its messages only as far as they changed after `since`."""
        messenger, chat = self._messenger, self._messenger.people.chat(person.id)
        changed = messenger.messages.all(person.id, since=since, newest=SHOWN_AT_MOST)
        answers = messenger.queries.answers(person.id, since) if since else []
        return {
            "revision": self.revision(),
            "person": person.user(),
            "people": [row.user() for row in messenger.people.all()],
            "bot": self._bot(),
            "known": chat is not None,
            "blocked": person.blocked,
            "read": person.last_read,
            "keyboard": chat.keyboard if chat else None,
            "commands": commands_for(messenger, person.id, person.language_code or ""),
            "typing": self._typing(person.id),
            "now": messenger.now(),
            "clock_moves": messenger.clock_moves,
            "messages": [_message(row) for row in changed if not row.deleted],
            "deleted": [row.message_id for row in changed if row.deleted],
            "toasts": [
                {"query": toast.query_id, "text": toast.text, "alert": toast.alert, "url": toast.url}
                for toast in answers
            ],
        }

    def _bot(self) -> Json:
        user, settings = self._messenger.bot_user(), self._messenger.settings
        described = {"description": settings.get("description:", "")}
        return {"name": user["first_name"], "username": user["username"], **described}

    def _typing(self, chat_id: int) -> str | None:
        action, until = self._messenger.typing.get(chat_id, ("", 0.0))
        return action if until > self._messenger.now() else None


def _message(row: MessageRow) -> Json:
    text, entities = text_and_entities(row.body)
    kind = next((kind for kind in FILES if kind in row.body), None)
    replied = row.body.get("reply_to_message")
    return {
        "id": row.message_id,
        "mine": not row.from_bot,
        "date": row.body["date"],
        "edited": "edit_date" in row.body,
        "silent": row.silent,
        "text": text,
        "entities": entities,
        "file": _file(row.body, kind) if kind else None,
        "above": row.body.get("show_caption_above_media", False),
        "spoiler": row.body.get("has_media_spoiler", False),
        "location": row.body.get("location"),
        "buttons": row.body.get("reply_markup", {}).get("inline_keyboard", []),
        "reply": {"id": replied["message_id"], "text": text_and_entities(replied)[0]} if replied else None,
    }


def _file(body: Json, kind: str) -> Json:
    carried = body[kind][-1] if kind == "photo" else body[kind]
    known = ("file_name", "mime_type", "width", "height", "duration", "file_size", "emoji")
    facts = {name: carried[name] for name in known if name in carried}
    return {"kind": kind, "url": f"/playground/files/{carried['file_id']}", **facts}

"""What a person sees on their screen: messages, buttons, the keyboard under the chat."""

from dataclasses import dataclass
from datetime import UTC, datetime

from bot.playground.formatted import Formatted, Json
from bot.playground.rendering import to_html
from bot.playground.store.messages import MessageRow

MEDIA = ("photo", "animation", "document", "sticker", "voice", "location")


@dataclass(frozen=True)
class SeenMessage:
    """A message as it looks now; `buttons` are the labels of the inline keyboard, row by row."""

    id: int
    text: str
    html: str
    buttons: tuple[tuple[str, ...], ...]
    data: tuple[tuple[str | None, ...], ...]
    silent: bool
    edited: bool
    media: str | None
    file_id: str | None
    from_bot: bool
    date: datetime

    @property
    def labels(self) -> list[str]:
        """All labels in one list."""
        return [label for row in self.buttons for label in row]


def seen(row: MessageRow) -> SeenMessage:
    """The look of a stored message."""
    body = row.body
    content = Formatted(*text_and_entities(body))
    rows: list[list[Json]] = body.get("reply_markup", {}).get("inline_keyboard", [])
    media = next((kind for kind in MEDIA if kind in body), None)
    return SeenMessage(
        id=row.message_id,
        text=content.text,
        html=to_html(content),
        buttons=tuple(tuple(button["text"] for button in line) for line in rows),
        data=tuple(tuple(button.get("callback_data") for button in line) for line in rows),
        silent=row.silent,
        edited="edit_date" in body,
        media=media,
        file_id=_file_id(body, media),
        from_bot=row.from_bot,
        date=datetime.fromtimestamp(body["date"], UTC),
    )


def text_and_entities(body: Json) -> tuple[str, tuple[Json, ...]]:
    """The text or caption of a message, with its entities."""
    name, marks = ("text", "entities") if "text" in body else ("caption", "caption_entities")
    return body.get(name, ""), tuple(body.get(marks, ()))


def _file_id(body: Json, media: str | None) -> str | None:
    carried = body.get(media or "", {})
    file = carried[-1] if isinstance(carried, list) else carried
    file_id: str | None = file.get("file_id")
    return file_id


def label_of(button: Json | str) -> str:
    """The text of a reply keyboard's button, which may be written as a plain string."""
    return button if isinstance(button, str) else str(button["text"])

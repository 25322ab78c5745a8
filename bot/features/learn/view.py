"""What a lesson looks like. Pure."""

from __future__ import annotations

from bot.texts import Texts
from bot.wire.buttons import NextLesson
from bot.wire.outgoing import Key, View
from content.catalogue import Catalogue
from content.models import Lesson


def lesson_view(lesson: Lesson, catalogue: Catalogue, texts: Texts) -> View:
    """Title, text, how sure it is and where it comes from."""
    text = texts(
        "learn-lesson",
        title=lesson.title,
        text=lesson.text.strip(),
        evidence=texts("learn-evidence", evidence=str(lesson.evidence)),
        source=catalogue.sources.get(lesson.source, lesson.source),
    )
    return View(text, ((Key(texts("learn-another"), NextLesson()),),))

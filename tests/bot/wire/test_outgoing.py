"""What a view becomes on its way out, and what it must not be."""

from __future__ import annotations

import pytest

from bot.wire import outgoing
from bot.wire.outgoing import CAPTION_AT_MOST, Media, Outgoing, View, caption_length

MEDIA = Media({"exercise": "lizard"}, ({"exercise": "lunge"},))


@pytest.mark.parametrize(
    ("text", "length"),
    [
        ("plain", 5),
        ("<b>bold</b> &amp; <a href='https://x.org/?a=1'>linked</a>", 13),
        ("a &lt;tag&gt;", 7),
        ("🙂", 2),
        ("  around  ", 6),
    ],
)
def test_a_caption_is_counted_as_telegram_counts_it(text: str, length: int) -> None:
    assert caption_length(text) == length


@pytest.mark.parametrize("say", [lambda view: outgoing.show("break", view), outgoing.send])
def test_a_text_too_long_for_a_caption_goes_out_without_its_picture(say) -> None:
    longest = f"<b>{'x' * CAPTION_AT_MOST}</b>"
    assert say(View(longest, media=MEDIA)).media is not None
    too_long = say(View(f"{longest}x", media=MEDIA))
    assert (too_long.text, too_long.media) == (f"{longest}x", None)


def test_a_caption_too_long_for_what_is_made_when_it_is_sent_is_refused() -> None:
    with pytest.raises(ValueError, match="1025"):
        outgoing.photo("streak", View("x" * (CAPTION_AT_MOST + 1)), {"what": "calendar"})


def test_media_survives_a_restart() -> None:
    out = outgoing.show("break", View("offer", media=MEDIA), anew=True)
    assert Outgoing.parse(out.dump()).media == out.media
    assert out.media == {"recipe": {"exercise": "lizard"}, "upcoming": [{"exercise": "lunge"}]}

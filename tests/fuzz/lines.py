"""What people type: any Unicode, and what nearly reads as an answer or a command."""

from __future__ import annotations

from hypothesis import strategies as st

from bot.menu import COMMANDS

LONGEST = 4096
TURNED = "\u202e\u2066\u200f"
HARD = (
    "\0",
    "\ufeff",
    "\u200b",
    f"{TURNED}abc",
    "e\u0301",
    "\U0001f468\u200d\U0001f469\u200d\U0001f467",
    "\ud83d",  # half a character, as a JSON escape
    "<b>&amp;</i>",
    "</b></a><script>",
    "{ $name }",
    "%s %(x)s {0}",
    "'; DROP TABLE people; --",
    "٣٠",
    "²",
    "1e400",
    "9",
    "-0",
    "\n",
    "ﷺ",
    "İ",
    "ß",
)
anything = st.one_of(
    st.text(st.characters(), max_size=12),
    st.sampled_from(HARD),
    st.builds(
        lambda text, times: (text * times)[:LONGEST], st.sampled_from(HARD), st.sampled_from([40, LONGEST])
    ),
)
"""Any characters, surrogates too."""

_WORDS = """
Mon-Fri 9-17 | 22-6 | 9-12:30 13:30-18 | Sat | Mon | 9 | 17 | 24 | 25:61 | 0 | 15 | 240 | 1000000
1h | 1.5 h | an hour | 2h 30 | every | until | for | tomorrow | today | yesterday | noon | week | 9999 weeks
31 dec 9999 | 29 feb | 31 Feb | 0000-00-00 | 9999-12-31 | 0001-01-01 | 12am | 13pm | 2 days ago | 999 days ago
Lisbon | Springfield | Sao Paulo | UTC+5:30 | UTC+99 | Europe/Berlin | ../../etc/passwd | yes | no
none | on | off | chair | knees | hips, floor | 3 min | pigeon | stretch | hello | 👍 | start | @unsit_bot
hours | interval | zone | goal | day | places | pace | silent | pictures | careful | equipment
+ | - | , | ; | to | and | ٣ | ½
"""
_WORD = st.sampled_from([word.strip() for line in _WORDS.strip().splitlines() for word in line.split(" | ")])
nearly = st.lists(_WORD | anything, min_size=1, max_size=4).map(" ".join)
"""Words that the bot reads, in an order that nobody meant."""

commands = st.sampled_from([*COMMANDS, "nosuch", "START", ""])
ordered = st.builds(
    lambda name, gap, words: f"/{name}{gap}{words}",
    commands,
    st.sampled_from([" ", "\n", "@unsit_bot ", "@", "  ", "\t", ""]),
    nearly | anything,
)
"""Commands, with anything after them."""

typed = (
    (nearly | anything | ordered).map(lambda text: text[:LONGEST]).filter(lambda text: text.strip(" \n\0"))
)
"""A line as Telegram lets it through: not empty, not too long."""

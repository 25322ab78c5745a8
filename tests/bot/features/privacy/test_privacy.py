"""What is kept."""


def test_privacy_tells_what_is_kept_and_who_sees_it(chat):
    (said,) = chat.type("/privacy")
    for thing in ("time zone", "hours", "pauses", "careful with", "location", "operator"):
        assert thing in said.text

"""The app that sends nowhere is the real one: what a person taps is answered and shown."""

from pathlib import Path

from bench.ours import tap


async def test_a_tap_is_answered_and_its_view_edited(tmp_path: Path) -> None:
    figures = await tap.main(f"sqlite:///{tmp_path / 'bench.db'}", taps=5, chats=1)
    assert figures["us"] > 0

"""What was said survives: a store opened anew knows everything, also after a kill -9."""

import signal
import subprocess
import sys
from pathlib import Path

import httpx

from bot.playground.server import Playground
from scheduler.clock import MovableClock

KILLED = """
import os, signal, sys
from pathlib import Path
from bot.playground.server import Playground
from scheduler.clock import MovableClock
ada = Playground(Path(sys.argv[1]), MovableClock()).person(1, "Ada")
ada.type("/start")
os.kill(os.getpid(), signal.SIGKILL)
"""


async def test_everything_is_there_after_opening_again(tmp_path: Path, clock: MovableClock) -> None:
    path = tmp_path / "deep" / "chats.db"
    first = Playground(path, clock)
    ada = first.person(1, "Ada")
    ada.type("/start")
    async with first.serving() as base, httpx.AsyncClient() as http:
        api = f"{base}/bot{first.token}"
        await http.post(f"{api}/setMyCommands", json={"commands": [{"command": "a", "description": "b"}]})
        await http.post(
            f"{api}/sendMessage", json={"chat_id": 1, "text": "hi", "reply_markup": {"keyboard": [["x"]]}}
        )
    said = ada.messages
    first.close()
    second = Playground(path, clock)
    ada = second.person(1, "Ada")
    assert (ada.messages, ada.keyboard, second.unfetched()) == (said, [["x"]], 1)
    async with second.serving() as base, httpx.AsyncClient() as http:
        answer = await http.get(f"{base}/bot{second.token}/getMyCommands")
        assert answer.json()["result"] == [{"command": "a", "description": "b"}]
    assert ada.type("again") == [3]
    second.close()


def test_a_chat_survives_a_kill(tmp_path: Path, clock: MovableClock) -> None:
    path = tmp_path / "chats.db"
    done = subprocess.run([sys.executable, "-c", KILLED, str(path)], cwd=Path.cwd(), check=False)
    assert done.returncode == -signal.SIGKILL
    playground = Playground(path, clock)
    assert [message.text for message in playground.person(1, "Ada").messages] == ["/start"]
    assert playground.unfetched() == 1
    playground.close()

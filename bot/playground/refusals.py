"""How the Bot API says no: an HTTP code and a description in Telegram's words."""


class RefusalError(Exception):
    """A request the Bot API refuses; `retry_after` (seconds) is told with a 429."""

    def __init__(self, code: int, description: str, retry_after: int | None = None) -> None:
        super().__init__(description)
        self.code = code
        self.description = description
        self.retry_after = retry_after


def bad_request(reason: str) -> RefusalError:
    """400, the refusal of a request that cannot be carried out as it stands."""
    return RefusalError(400, f"Bad Request: {reason}")


def forbidden(reason: str) -> RefusalError:
    """403, the refusal of a chat that does not want the bot."""
    return RefusalError(403, f"Forbidden: {reason}")


def conflict(reason: str) -> RefusalError:
    """409, the refusal of a second taker of updates."""
    return RefusalError(409, f"Conflict: {reason}")


def too_many_requests(retry_after: int) -> RefusalError:
    """429, with the whole seconds to wait."""
    return RefusalError(429, f"Too Many Requests: retry after {retry_after}", retry_after)

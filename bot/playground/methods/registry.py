"""All the methods this server knows, but for getUpdates, which waits and so stands apart."""

from bot.playground.methods import (
    answering,
    deleting,
    downloads,
    editing,
    profile,
    sending,
    webhooks,
)
from bot.playground.methods.method import Method

METHODS: dict[str, Method] = {
    **profile.METHODS,
    **sending.METHODS,
    **editing.METHODS,
    **deleting.METHODS,
    **answering.METHODS,
    **downloads.METHODS,
    **webhooks.METHODS,
}

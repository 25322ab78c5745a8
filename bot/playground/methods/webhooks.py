"""Webhooks, which this server does not deliver to: it says so instead of pretending."""

from bot.playground.formatted import Json
from bot.playground.messenger import Messenger
from bot.playground.methods.method import method
from bot.playground.parameters import Call
from bot.playground.refusals import bad_request


def set_webhook(messenger: Messenger, call: Call) -> bool:
    """Telegram's setWebhook: only the empty url, which removes it, is possible here."""
    if call.text("url"):
        raise bad_request("bad webhook: the playground delivers to getUpdates only")
    return delete_webhook(messenger, call)


def delete_webhook(messenger: Messenger, call: Call) -> bool:
    """Telegram's deleteWebhook."""
    if call.flag("drop_pending_updates"):
        messenger.updates.clear()
    return True


def get_webhook_info(messenger: Messenger, _call: Call) -> Json:
    """Telegram's getWebhookInfo."""
    pending = messenger.updates.waiting()
    return {"url": "", "has_custom_certificate": False, "pending_update_count": pending}


METHODS = {
    "setWebhook": method(
        set_webhook,
        "url certificate ip_address max_connections allowed_updates drop_pending_updates secret_token",
    ),
    "deleteWebhook": method(delete_webhook, "drop_pending_updates"),
    "getWebhookInfo": method(get_webhook_info),
}

"""Webhooks: where updates are brought to in place of getUpdates. The courier does the bringing."""

import re
from urllib.parse import urlsplit

from bot.playground.formatted import Json
from bot.playground.messenger import Messenger
from bot.playground.methods.method import method
from bot.playground.methods.polling import remember_allowed
from bot.playground.parameters import Call
from bot.playground.refusals import bad_request

SECRET = re.compile(r"[A-Za-z0-9_-]{1,256}")
CONNECTIONS = 40  # by default, of 1 to 100


def set_webhook(messenger: Messenger, call: Call) -> bool:
    """Telegram's setWebhook; an empty url removes it. Plain HTTP will do, as with a Bot API server of one's own."""
    url = call.text("url") or ""
    if not url:
        return delete_webhook(messenger, call)
    if urlsplit(url).scheme not in {"http", "https"}:
        raise bad_request("bad webhook: An HTTPS URL must be provided for webhook")
    secret = call.text("secret_token") or ""
    if secret and not SECRET.fullmatch(secret):
        raise bad_request("secret token contains unallowed characters")
    connections = call.integer("max_connections") or CONNECTIONS
    if not 1 <= connections <= 100:
        raise bad_request("max_connections must be from 1 to 100")
    remember_allowed(messenger, call)
    _drop_where_asked(messenger, call)
    hook = {"url": url, "secret_token": secret, "max_connections": connections}
    messenger.settings.put("webhook", hook)
    messenger.poll_ticket += 1  # whoever polls is cut off
    return True


def delete_webhook(messenger: Messenger, call: Call) -> bool:
    """Telegram's deleteWebhook."""
    _drop_where_asked(messenger, call)
    messenger.settings.put("webhook", None)
    messenger.settings.put("webhook_error", None)
    return True


def _drop_where_asked(messenger: Messenger, call: Call) -> None:
    if call.flag("drop_pending_updates"):
        messenger.updates.clear()


def get_webhook_info(messenger: Messenger, _call: Call) -> Json:
    """Telegram's getWebhookInfo."""
    info: Json = {
        "url": "",
        "has_custom_certificate": False,
        "pending_update_count": messenger.updates.waiting(),
    }
    hook, error = messenger.settings.get("webhook"), messenger.settings.get("webhook_error")
    if hook:
        info |= {"url": hook["url"], "max_connections": hook["max_connections"]}
    if error:
        info |= {"last_error_date": error[0], "last_error_message": error[1]}
    return info


METHODS = {
    "setWebhook": method(
        set_webhook,
        "url certificate ip_address max_connections allowed_updates drop_pending_updates secret_token",
    ),
    "deleteWebhook": method(delete_webhook, "drop_pending_updates"),
    "getWebhookInfo": method(get_webhook_info),
}

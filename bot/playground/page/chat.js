// The list of messages: order, day lines, the unread line, scrolling, what has been read.
import { fill } from "./bubbles.js";
import { $, make } from "./dom.js";
import { act } from "./server.js";

const DAY = new Intl.DateTimeFormat(undefined, { weekday: "long", day: "numeric", month: "long" });
const NEAR = 90;
const shown = new Map();
let read = 0;
let unreadFrom = null;
let following = true;
let lastTop = 0;

const scroll = $("scroll");
const nearEnd = () => scroll.scrollHeight - scroll.scrollTop - scroll.clientHeight < NEAR;
const looking = () => document.visibilityState === "visible" && nearEnd();

/** Shows the whole chat anew. */
export function reset(state, on) {
  const log = $("log");
  log.setAttribute("aria-busy", "true");
  shown.clear();
  read = state.read;
  const firstUnread = state.messages.find((message) => !message.mine && message.id > read);
  unreadFrom = firstUnread && read > 0 ? firstUnread.id : null;
  apply(state, on, false);
  log.removeAttribute("aria-busy");
  const line = log.querySelector(".chip.unread");
  if (line) line.scrollIntoView({ block: "center" });
  else toEnd("instant");
  following = nearEnd();
  settle();
}

/** Shows what changed; returns the bot's messages that are new. */
export function apply(state, on, live = true) {
  const follow = following;
  const fresh = state.messages.filter((message) => !shown.has(message.id));
  for (const message of state.messages) put(message, state.bot.name, on, live);
  for (const id of state.deleted) remove(id, live);
  if (!live || fresh.length || state.deleted.length) arrange();
  if (live && fresh.length && (follow || fresh.some((message) => message.mine))) toEnd("smooth");
  else if (live && follow) toEnd("instant");
  settle();
  return fresh.filter((message) => !message.mine);
}

/** The newest text of this person, to be edited. */
export const lastOfMine = () => [...shown.values()].map((entry) => entry.message).filter((message) => message.mine && message.text && !message.file).at(-1);

function put(message, botName, on, live) {
  const entry = shown.get(message.id) || { element: make("article", { className: live ? "message new" : "message", tabIndex: -1, "data-id": message.id }) };
  entry.message = message;
  shown.set(message.id, entry);
  fill(entry.element, message, botName, on);
}

function remove(id, live) {
  const entry = shown.get(id);
  if (!entry) return;
  shown.delete(id);
  if (!live) return;
  entry.element.classList.add("leaving");
  setTimeout(() => {
    entry.element.remove();
    arrange();
  }, 190);
}

function arrange() {
  const children = [];
  let before = null;
  for (const { element, message } of [...shown.values()].sort((a, b) => a.message.id - b.message.id)) {
    const day = DAY.format(new Date(message.date * 1000));
    const newDay = day !== before?.day;
    if (newDay) children.push(make("div", { className: "chip" }, day));
    if (message.id === unreadFrom) children.push(make("div", { className: "chip unread" }, "Unread messages"));
    element.classList.toggle("follows", !newDay && before.mine === message.mine && !before.buttons);
    before = { day, mine: message.mine, buttons: message.buttons.length };
    children.push(element);
  }
  const log = $("log");
  const leaving = log.querySelectorAll(".leaving");
  if (children.some((child, index) => log.children[index] !== child) || leaving.length) reconcile(log, children);
}

/** Moves as little as possible, so that nothing is announced twice and clips keep playing. */
function reconcile(log, children) {
  const wanted = new Set(children);
  for (const child of [...log.children]) {
    if (!wanted.has(child) && !child.classList.contains("leaving")) child.remove();
  }
  let at = log.firstElementChild;
  for (const child of children) {
    while (at?.classList.contains("leaving")) at = at.nextElementSibling;
    if (at === child) at = at.nextElementSibling;
    else log.insertBefore(child, at);
  }
}

export function toEnd(behavior) {
  scroll.scrollTo({ top: scroll.scrollHeight, behavior });
}

function settle() {
  const newest = Math.max(0, ...shown.keys());
  if (newest > read && looking()) {
    read = newest;
    act("read", { message: newest }).catch(() => {});
  }
  const unread = [...shown.values()].filter(({ message }) => !message.mine && message.id > read).length;
  $("to-end").hidden = nearEnd();
  $("unread").hidden = !unread;
  $("unread").textContent = unread;
  document.title = `${unread ? `(${unread}) ` : ""}${$("bot-name").textContent} playground`;
}

/** The chat follows its newest message until the person scrolls up, and again once they are back at the end. */
scroll.addEventListener("scroll", () => {
  if (nearEnd()) following = true;
  else if (scroll.scrollTop < lastTop) following = false;
  lastTop = scroll.scrollTop;
  settle();
}, { passive: true });
document.addEventListener("visibilitychange", settle);
new ResizeObserver(() => { if (following) toEnd("instant"); }).observe(scroll);
$("to-end").addEventListener("click", () => toEnd("smooth"));

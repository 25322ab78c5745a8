// The page put together: the stream of events drives the chat, the header, the clock and the controls.
import { apply, reset } from "./chat.js";
import { fit, say } from "./composer.js";
import { $, make } from "./dom.js";
import { popup } from "./popup.js";
import { act, listen, me, moveClock } from "./server.js";
import { chime } from "./sound.js";

const ACTIONS = { typing: "typing…", upload_photo: "sending a photo…", upload_video: "sending a clip…", upload_document: "sending a file…" };
const CLOCK = new Intl.DateTimeFormat(undefined, { weekday: "short", day: "numeric", month: "short", hour: "2-digit", minute: "2-digit", second: "2-digit", hourCycle: "h23" });
const ANSWER_WITHIN = 15000;
const waiting = new Map();
let state = null;
let ahead = 0;
let toastTimer = 0;
let typingTimer = 0;

function toast(words) {
  $("toast").textContent = words;
  $("toast").hidden = false;
  clearTimeout(toastTimer);
  toastTimer = setTimeout(() => { $("toast").hidden = true; }, 3200);
}

async function tap(message, data, button) {
  if (button.classList.contains("waiting")) return;
  button.classList.add("waiting");
  const done = () => button.classList.remove("waiting");
  try {
    const { result } = await act("tap", { message: message.id, data });
    if (answered.has(result)) done();
    else waiting.set(result, done);
    setTimeout(done, ANSWER_WITHIN);
  } catch (error) {
    done();
    toast(error.message);
  }
}

const answered = new Set();

function answer({ query, text, alert, url }) {
  answered.add(query);
  waiting.get(query)?.();
  waiting.delete(query);
  if (url) open(url, "_blank", "noopener");
  if (text && alert) { $("alert-text").textContent = text; $("alert").showModal(); }
  else if (text) toast(text);
}

const on = { tap, command: say };

function status(next) {
  clearTimeout(typingTimer);
  const doing = next.typing && (ACTIONS[next.typing] || "busy…");
  $("status").textContent = doing || (next.blocked ? "blocked" : "bot");
  $("status").classList.toggle("active", Boolean(doing));
  if (doing) typingTimer = setTimeout(() => status({ ...next, typing: null }), 5000);
}

function around(next) {
  state = next;
  ahead = next.now * 1000 - Date.now();
  $("bot-name").textContent = next.bot.name;
  $("avatar").textContent = [...next.bot.name][0] || "?";
  $("about").hidden = next.known;
  $("log").hidden = !next.known;
  $("about").replaceChildren(make("h2", {}, "What can this bot do?"), make("p", {}, next.bot.description || "Press Start to find out."));
  status(next);
  fit(next, toast);
  tick();
}

function tick() {
  const now = new Date(Date.now() + ahead);
  $("clock-time").textContent = CLOCK.format(now);
  $("clock-time").dateTime = now.toISOString();
}

setInterval(tick, 1000);

$("clock-moves").addEventListener("click", async (event) => {
  const move = event.target.dataset.move;
  if (!move) return;
  const bar = $("clock-moves");
  const buttons = [...bar.querySelectorAll("button")];
  bar.parentElement.setAttribute("aria-busy", "true");
  buttons.forEach((button) => { button.disabled = true; });
  try {
    ahead = (await moveClock(move)).now * 1000 - Date.now();
    tick();
  } catch (error) {
    toast(error.message);
  } finally {
    bar.parentElement.removeAttribute("aria-busy");
    buttons.forEach((button) => { button.disabled = false; });
    event.target.focus();
  }
});

popup($("more"), $("more-menu"), (item) => {
  const people = new Map(state.people.map((person) => [person.id, person.first_name]));
  const next = Math.max(me, ...people.keys()) + 1;
  const person = (id, label) => make("a", { role: "menuitem", href: `?person=${id}` }, label);
  const block = item(state.blocked ? "Unblock the bot" : "Block the bot", () => act(state.blocked ? "unblock" : "block").catch((error) => toast(error.message)));
  block.classList.toggle("danger", !state.blocked);
  return [
    ...[...people].map(([id, name]) => person(id, id === me ? `${name} (you)` : name)),
    person(next, "Somebody new"),
    ...(state.known ? [make("hr"), block] : []),
  ];
});

listen(
  (next) => { around(next); reset(next, on); },
  (next) => {
    around(next);
    const fresh = apply(next, on);
    next.toasts.forEach(answer);
    if (fresh.some((message) => !message.silent)) chime();
  },
  () => { $("status").textContent = "connecting…"; },
);

// What is under the chat: the text field, the command menu, the reply keyboard, editing, attachments.
import { lastOfMine } from "./chat.js";
import { $, make } from "./dom.js";
import { popup } from "./popup.js";
import { shareLocation } from "./places.js";
import { act, sendPhoto } from "./server.js";

const STICKERS = ["👍", "❤️", "😂", "🔥"];
const text = $("text");
let state = null;
let chosen = -1;
let edited = null;
let keysOpen = true;
let keysShown = "";

/** Fits the controls to the chat: start or restart, keyboard, commands. */
export function fit(next, complain) {
  const first = state === null;
  state = next;
  fit.complain = complain;
  const away = !state.known || state.blocked;
  $("composer").hidden = away;
  $("start").hidden = !away;
  $("start").textContent = state.blocked ? "Restart" : "Start";
  $("menu-button").hidden = !state.commands.length;
  fitKeyboard();
  if (first && !away && matchMedia("(hover: hover)").matches) text.focus();
}

const attempt = (promise) => promise.catch((error) => fit.complain(error.message));

export const say = (words) => attempt(act("type", { text: words }));

function fitKeyboard() {
  const markup = state.blocked ? null : state.keyboard;
  const rows = markup?.keyboard || [];
  const looks = JSON.stringify(markup);
  if (looks !== keysShown) {
    keysShown = looks;
    keysOpen = true;
    $("keys").replaceChildren(...rows.map((row) => make("div", {}, row.map(key))));
    if (markup?.force_reply) text.focus();
  }
  text.placeholder = markup?.input_field_placeholder || "Message";
  $("keys-button").hidden = !rows.length;
  $("keys-button").setAttribute("aria-pressed", keysOpen);
  $("keys").hidden = !rows.length || !keysOpen;
}

function key(button) {
  const label = typeof button === "string" ? button : button.text;
  const onclick = () => (button.request_location ? shareLocation(fit.complain) : say(label));
  return make("button", { type: "button", onclick }, label);
}

$("keys-button").addEventListener("click", () => { keysOpen = !keysOpen; fitKeyboard(); });

$("start").addEventListener("click", async () => {
  if (state.blocked) await attempt(act("unblock"));
  await say("/start");
  text.focus();
});

$("composer").addEventListener("submit", async (event) => {
  event.preventDefault();
  const words = text.value.trim();
  if (!words) return;
  text.value = "";
  suggest();
  if (edited) { const message = edited.id; stopEditing(); await attempt(act("edit", { message, text: words })); }
  else await say(words);
});

text.addEventListener("input", suggest);
text.addEventListener("keydown", (event) => {
  if (!$("commands").hidden && steer(event)) return;
  if (event.key === "Enter" && !event.shiftKey && !event.isComposing) { event.preventDefault(); $("composer").requestSubmit(); }
  else if (event.key === "ArrowUp" && !text.value && lastOfMine()) { event.preventDefault(); startEditing(lastOfMine()); }
  else if (event.key === "Escape" && edited) stopEditing();
});

function suggest() {
  const typed = /^\/(\w*)$/.exec(text.value)?.[1];
  list(typed === undefined ? [] : state.commands.filter(({ command }) => command.startsWith(typed.toLowerCase())));
}

function list(commands) {
  chosen = -1;
  const send = (command) => { text.value = ""; list([]); say(`/${command}`); text.focus(); };
  $("commands").replaceChildren(...commands.map(({ command, description }, index) =>
    make("button", { type: "button", id: `command-${index}`, role: "option", tabIndex: -1, onclick: () => send(command) }, make("span", {}, description), make("b", {}, `/${command}`))));
  $("commands").hidden = !commands.length;
  $("menu-button").setAttribute("aria-expanded", Boolean(commands.length));
  text.removeAttribute("aria-activedescendant");
}

function steer(event) {
  const options = [...$("commands").children];
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (step) {
    chosen = (chosen + step + (chosen < 0 && step < 0 ? 1 : 0) + options.length) % options.length;
    options.forEach((option, index) => option.setAttribute("aria-selected", index === chosen));
    options[chosen].scrollIntoView({ block: "nearest" });
    text.setAttribute("aria-activedescendant", options[chosen].id);
  } else if ((event.key === "Enter" || event.key === "Tab") && chosen >= 0) options[chosen].click();
  else if (event.key === "Escape") list([]);
  else return false;
  event.preventDefault();
  return true;
}

$("menu-button").addEventListener("click", () => { list($("commands").hidden ? state.commands : []); text.focus(); });
document.addEventListener("pointerdown", (event) => { if (!$("commands").hidden && !event.target.closest(".bottom")) list([]); });

function startEditing(message) {
  edited = message;
  text.value = message.text;
  $("editing-text").textContent = message.text;
  $("editing").hidden = false;
}

function stopEditing() {
  edited = null;
  text.value = "";
  $("editing").hidden = true;
}

$("editing-stop").addEventListener("click", () => { stopEditing(); text.focus(); });

popup($("attach"), $("attach-menu"), (item) => [
  item("Photo", () => $("photo").click()),
  item("Location", () => shareLocation(fit.complain)),
  make("hr"),
  make("div", { className: "stickers" }, STICKERS.map((emoji) => item(emoji, () => attempt(act("sticker", { emoji })), `Sticker ${emoji}`))),
]);

$("photo").addEventListener("change", async () => {
  const [file] = $("photo").files;
  $("photo").value = "";
  if (file) await attempt(sendPhoto(file));
});

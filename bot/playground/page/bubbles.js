// One message as an element: media, words, buttons; an edit keeps a picture that has not changed, and the focus.
import { icon, make } from "./dom.js";
import { words } from "./entities.js";

const HOUR = new Intl.DateTimeFormat(undefined, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" });

export const hour = (epoch) => HOUR.format(new Date(epoch * 1000));

/** Fills (or fills anew) the element of `message`; `on` carries tap(message, data, button) and command(text). */
export function fill(element, message, botName, on) {
  const media = [...element.querySelectorAll(".media, .file, .sticker")].find((old) => old.dataset.url === urlOf(message));
  const focused = [...element.querySelectorAll(".inline button, .inline a")].indexOf(document.activeElement);
  const bubble = make("div", { className: "bubble" });
  const carried = message.file || message.location ? media || picture(message) : null;
  if (message.reply) bubble.append(make("span", { className: "reply" }, message.reply.text || "Message"));
  if (carried) bubble.append(carried);
  if (message.text) bubble.append(make("div", { className: "words" }, words(message.text, message.entities, on.command)));
  bubble.append(meta(message));
  bubble.classList.toggle("above", Boolean(message.above));
  bubble.classList.toggle("over", Boolean(carried?.classList.contains("media")) && !message.text);
  bubble.classList.toggle("bare", message.file?.kind === "sticker");
  bubble.classList.toggle("file-only", Boolean(carried?.classList.contains("file")) && !message.text);
  element.replaceChildren(bubble, ...keyboard(message, on));
  element.classList.toggle("mine", message.mine);
  element.classList.toggle("quiet", message.silent && !message.mine);
  element.classList.toggle("edited", shownAsEdited(message));
  element.classList.toggle("has-keys", message.buttons.length > 0);
  element.setAttribute("aria-label", `${message.mine ? "You" : botName}, ${hour(message.date)}`);
  for (const video of element.querySelectorAll("video")) video.play().catch(() => {});
  if (focused >= 0) (element.querySelectorAll(".inline button, .inline a")[focused] || element).focus({ preventScroll: true });
}

const urlOf = (message) => message.file?.url ?? (message.location ? "location" : "");

/** As in Telegram's own apps, a message with buttons changes without saying so. */
const shownAsEdited = (message) => message.edited && (message.mine || !message.buttons.length);

function meta(message) {
  const edited = shownAsEdited(message) ? "edited " : "";
  const silent = message.silent && !message.mine ? icon("mute") : null;
  if (silent) silent.setAttribute("aria-label", "silent");
  return make("div", { className: "meta" }, silent, `${edited}${hour(message.date)}`);
}

function picture(message) {
  const file = message.file;
  if (!file) return place(message.location);
  const data = { "data-url": file.url };
  if (file.kind === "sticker") return make("div", { className: "sticker", role: "img", "aria-label": `Sticker ${file.emoji}`, ...data }, file.emoji);
  if (file.kind === "photo") return framed(make("img", { src: file.url, alt: message.text ? "" : "Photo", loading: "lazy" }), file, data);
  if (file.kind === "animation") return framed(moving(file), file, data);
  const name = file.kind === "voice" ? "Voice message" : file.file_name;
  const detail = file.kind === "voice" ? `0:${String(file.duration).padStart(2, "0")}` : size(file.file_size);
  const label = make("span", {}, make("b", {}, name), make("small", {}, detail));
  return make("a", { className: "file", href: file.url, download: name, ...data }, make("span", { className: "badge-icon" }, icon("file")), label);
}

function place({ latitude, longitude }) {
  const where = `${latitude.toFixed(3)}, ${longitude.toFixed(3)}`;
  const label = make("span", {}, make("b", {}, "Location"), make("small", {}, where));
  return make("div", { className: "file", "data-url": "location" }, make("span", { className: "badge-icon" }, icon("pin")), label);
}

function moving(file) {
  if (file.mime_type === "image/gif") return make("img", { src: file.url, alt: "Animation" });
  return make("video", { src: file.url, autoplay: true, loop: true, muted: true, playsInline: true, "aria-label": "Animation" });
}

function framed(inner, file, data) {
  const frame = make("div", { className: "media", ...data }, inner);
  if (file.width && file.height) {
    inner.style.aspectRatio = `${file.width} / ${file.height}`;
    frame.style.width = `min(calc(100% + 20px), ${Math.max(200, Math.min(file.width, 440))}px)`;
    frame.style.minWidth = "calc(100% + 20px)";
  }
  return frame;
}

function size(bytes) {
  if (bytes < 1024) return `${bytes} B`;
  return bytes < 1024 * 1024 ? `${(bytes / 1024).toFixed(1)} KB` : `${(bytes / 1024 / 1024).toFixed(1)} MB`;
}

function keyboard(message, on) {
  if (!message.buttons.length) return [];
  const rows = message.buttons.map((row) => make("div", {}, row.map((button) => key(message, button, on))));
  return [make("div", { className: "inline", role: "group", "aria-label": "Buttons" }, rows)];
}

function key(message, button, on) {
  const className = button.style || "";
  if (button.url) return make("a", { className, href: button.url, target: "_blank", rel: "noopener noreferrer" }, button.text, icon("link"));
  const onclick = (event) => (button.copy_text ? navigator.clipboard.writeText(button.copy_text.text) : on.tap(message, button.callback_data, event.currentTarget));
  return make("button", { type: "button", className, onclick }, button.text);
}

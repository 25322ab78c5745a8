// Telegram's entities to elements. Offsets count UTF-16 units, as JavaScript's strings do.
import { make } from "./dom.js";

const TAGS = {
  bold: "strong", italic: "em", underline: "u", strikethrough: "s", code: "code", pre: "pre", blockquote: "blockquote",
};

/** The nodes of `text` between `from` and `to`, entities nested as they lie; `onCommand` is told of tapped commands. */
export function words(text, entities, onCommand, from = 0, to = text.length) {
  const nodes = [];
  let at = from;
  for (let i = 0; i < entities.length; ) {
    const entity = entities[i];
    const end = entity.offset + entity.length;
    const inner = [];
    for (i += 1; i < entities.length && entities[i].offset < end; i += 1) inner.push(entities[i]);
    if (entity.offset > at) nodes.push(text.slice(at, entity.offset));
    nodes.push(marked(entity, text.slice(entity.offset, end), words(text, inner, onCommand, entity.offset, end), onCommand));
    at = end;
  }
  if (at < to) nodes.push(text.slice(at, to));
  return nodes;
}

function marked(entity, plain, children, onCommand) {
  switch (entity.type) {
    case "text_link": return link(entity.url, children);
    case "url": return link(plain, children);
    case "bot_command": return make("button", { type: "button", className: "command", onclick: () => onCommand(plain) }, children);
    case "spoiler": return opening("span", "spoiler", children, "Hidden text");
    case "expandable_blockquote": return opening("blockquote", "expandable", children);
    case "date_time": return make("time", { className: "moment", title: moment(entity.unix_time, "wDT") }, moment(entity.unix_time, entity.date_time_format) || children);
    default: return make(TAGS[entity.type] || "span", {}, children);
  }
}

function link(url, children) {
  return /^(https?|tg|mailto|tel):/i.test(url) ? make("a", { href: url, target: "_blank", rel: "noopener noreferrer" }, children) : make("span", {}, children);
}

function opening(tag, className, children, label) {
  const open = (event) => event.currentTarget.classList.toggle("open");
  const onkeydown = (event) => { if (event.key === "Enter" || event.key === " ") open(event); };
  return make(tag, { className, tabIndex: 0, role: "button", "aria-label": label, onclick: open, onkeydown }, children);
}

/** A moment in the reader's own zone: w weekday, d/D date, t/T time, r relative. */
function moment(unix, format) {
  if (!format) return null;
  const date = new Date(unix * 1000);
  if (format.includes("r")) return relative(unix);
  const has = (letter) => format.includes(letter);
  const options = {};
  if (has("w")) options.weekday = "long";
  if (has("d")) Object.assign(options, { day: "2-digit", month: "2-digit", year: "2-digit" });
  if (has("D")) Object.assign(options, { day: "numeric", month: "long", year: "numeric" });
  if (has("t") || has("T")) Object.assign(options, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
  if (has("T")) options.second = "2-digit";
  return new Intl.DateTimeFormat(undefined, options).format(date);
}

function relative(unix) {
  const minutes = Math.round((unix - Date.now() / 1000) / 60);
  return new Intl.RelativeTimeFormat(undefined, { numeric: "auto" }).format(minutes, "minute");
}

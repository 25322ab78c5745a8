// Small menus that open from a button, close on Escape, a tap outside or a choice, and follow the arrow keys.
import { make } from "./dom.js";

/** `items(item)` builds the entries anew at each opening; `item(label, action, ariaLabel)` makes one. */
export function popup(button, menu, items) {
  const close = (focus) => { menu.hidden = true; button.setAttribute("aria-expanded", "false"); if (focus) button.focus(); };
  const item = (label, action, ariaLabel) => make("button", { type: "button", role: "menuitem", "aria-label": ariaLabel, onclick: () => { close(true); action(); } }, label);
  button.addEventListener("click", () => {
    if (!menu.hidden) { close(false); return; }
    menu.replaceChildren(...items(item));
    menu.hidden = false;
    button.setAttribute("aria-expanded", "true");
    menu.querySelector("[role=menuitem]")?.focus();
  });
  menu.addEventListener("keydown", (event) => {
    const entries = [...menu.querySelectorAll("[role=menuitem]")];
    const step = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 }[event.key];
    if (event.key === "Escape") close(true);
    if (!step) return;
    event.preventDefault();
    entries[(entries.indexOf(document.activeElement) + step + entries.length) % entries.length].focus();
  });
  document.addEventListener("pointerdown", (event) => { if (!menu.hidden && !menu.contains(event.target) && !button.contains(event.target)) close(false); });
}

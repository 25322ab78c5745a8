// Sharing a location: one of a few cities, or where this device is.
import { $, make } from "./dom.js";
import { act } from "./server.js";

const CITIES = [
  ["Lisbon", "Portugal", 38.722, -9.139],
  ["Berlin", "Germany", 52.52, 13.405],
  ["Kolkata", "India", 22.573, 88.364],
  ["Tokyo", "Japan", 35.677, 139.65],
  ["São Paulo", "Brazil", -23.55, -46.633],
  ["New York", "United States", 40.713, -74.006],
];

/** Asks which place to share and shares it; `complain` is told what went wrong. */
export function shareLocation(complain) {
  const dialog = $("places");
  const share = (latitude, longitude) => act("location", { latitude, longitude }).catch((error) => complain(error.message));
  const here = () => navigator.geolocation.getCurrentPosition(({ coords }) => share(coords.latitude, coords.longitude), () => complain("This device does not tell its location"));
  const entry = (name, detail, action) => make("button", { type: "button", onclick: () => { dialog.close(); action(); } }, name, make("small", {}, detail));
  const cities = CITIES.map(([name, country, latitude, longitude]) => entry(name, country, () => share(latitude, longitude)));
  $("places-list").replaceChildren(...cities, entry("Where I am", "this device", here));
  dialog.showModal();
}

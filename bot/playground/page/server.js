// The way to the server: what the person does goes out, the chat comes in as events.

export const me = Number(new URLSearchParams(location.search).get("person")) || 1;

async function post(path, body, type = "application/json") {
  const answer = await fetch(path, { method: "POST", headers: { "Content-Type": type }, body });
  const result = await answer.json();
  if (!answer.ok) throw new Error(result.error);
  return result;
}

/** Does `deed` (type, tap, location, ...) as this person; throws an Error with the server's reason. */
export const act = (deed, body = {}) => post(`/playground/people/${me}/${deed}`, JSON.stringify(body));
export const sendPhoto = (file) => post(`/playground/people/${me}/photo`, file, file.type);
export const moveClock = (move) => post("/playground/clock", move);

/** Listens to the chat; the browser reconnects by itself and gets the whole state again. */
export function listen(onState, onChanges, onLost) {
  const events = new EventSource(`/playground/people/${me}/events`);
  events.addEventListener("state", (event) => onState(JSON.parse(event.data)));
  events.addEventListener("changes", (event) => onChanges(JSON.parse(event.data)));
  events.addEventListener("error", () => {
    onLost();
    if (events.readyState === EventSource.CLOSED) {
      events.close();
      setTimeout(() => listen(onState, onChanges, onLost), 1500);
    }
  });
}

import { byId } from './dom.js';

/** The server's live lines. The browser itself comes back after a break, with the id of the last event it had. */
export function openLive(who, handlers) {
  const source = new EventSource(`/api/live?${new URLSearchParams({ who })}`);
  for (const [name, handle] of Object.entries(handlers)) {
    source.addEventListener(name, (event) => handle(JSON.parse(event.data)));
  }
  source.addEventListener('open', () => {
    byId('line-state').hidden = true;
  });
  source.addEventListener('error', () => {
    byId('line-state').hidden = false;
    // A closed source does not try again by itself: e.g. the server said no while it was starting.
    if (source.readyState === EventSource.CLOSED) handlers.lost?.();
  });
  return () => source.close();
}

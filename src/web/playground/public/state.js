const BOT = '邻里';
const PRIVATE = 'dm:';

/** What the page knows. Views read it; `on`/`tell` tell them when a part changed. */
export const state = {
  people: [],
  rooms: [],
  zone: 'Asia/Shanghai',
  me: null,
  room: null,
  /** chatId → lines, oldest first */
  lines: new Map(),
  clock: { now: 0, aheadMs: 0, quiet: false, heardAt: 0 },
  story: { running: false, step: 0, steps: 0, caption: '', chatId: null },
};

const listeners = new Map();

export function on(name, listener) {
  listeners.set(name, [...(listeners.get(name) ?? []), listener]);
}

export function tell(name, data) {
  for (const listener of listeners.get(name) ?? []) listener(data);
}

export function person(id) {
  return state.people.find((one) => one.id === id) ?? null;
}

/** The chats of the chosen identity: its groups, then the private chat with the bot. */
export function myChats() {
  const me = state.me;
  if (!me) return [];
  const groups = state.rooms.filter((room) => me.rooms.includes(room.id));
  if (me.group === 'observer') return groups;
  return [...groups, { id: PRIVATE + me.id, name: BOT, kind: 'private', members: 2 }];
}

export function chat(id) {
  return myChats().find((one) => one.id === id) ?? null;
}

export function linesOf(chatId) {
  return state.lines.get(chatId) ?? [];
}

/** Adds a line unless it is there already (after a reconnect it may come twice). False when it was. */
export function addLine(chatId, line) {
  const lines = linesOf(chatId);
  if (lines.some((one) => one.id === line.id)) return false;
  state.lines.set(chatId, [...lines, line]);
  return true;
}

export function dropLine(chatId, id) {
  state.lines.set(
    chatId,
    linesOf(chatId).filter((line) => line.id !== id),
  );
}

function readKey(chatId) {
  return `linli:read:${state.me.id}:${chatId}`;
}

export function markRead(chatId) {
  const last = linesOf(chatId).at(-1);
  if (last) localStorage.setItem(readKey(chatId), `${last.at}|${last.id}`);
}

export function unreadOf(chatId) {
  const [at, id] = (localStorage.getItem(readKey(chatId)) ?? '0|').split('|');
  const lines = linesOf(chatId);
  const read = lines.findIndex((line) => line.id === id);
  const rest = read >= 0 ? lines.slice(read + 1) : lines.filter((line) => line.at > Number(at));
  return rest.filter((line) => line.senderId !== state.me.id).length;
}

import { api } from './api.js';
import { drawChats, drawHead } from './chats.js';
import { setReply, startComposer } from './composer.js';
import { byId, toast } from './dom.js';
import { appendLine, drawLines, watchEnd } from './lines.js';
import { openLive } from './live.js';
import { startPeople } from './people.js';
import { startSheet } from './sheet.js';
import { addLine, dropLine, markRead, myChats, on, person, state, tell } from './state.js';
import { setClock, setStory, startClock, startStory } from './topbar.js';

const RETRY_MS = 2000;
const asked = new URLSearchParams(location.search);
let hangUp = () => {};
let turn = 0;

/** Everything anew: who is here, the lines of my chats, and the live line. */
async function load(id, room) {
  turn += 1;
  const mine = turn;
  const before = state.room;
  const told = await api.rooms();
  if (mine !== turn) return;
  Object.assign(state, { people: told.people, rooms: told.rooms, zone: told.zone });
  state.me = person(id) ?? person(localStorage.getItem('linli:me')) ?? state.people[0];
  state.lines = new Map();
  setClock(told.clock);
  setStory(told.story);
  listen();
  await loadLines(mine);
  if (mine !== turn) return;
  const chats = myChats();
  // The story may have led elsewhere meanwhile.
  const wanted = state.room === before ? room : state.room;
  openChat(chats.some((one) => one.id === wanted) ? wanted : (chats[0]?.id ?? null));
}

/** Live lines that came meanwhile are kept: they stand after the history, once. */
async function loadLines(mine) {
  const histories = await Promise.all(
    myChats().map((one) => api.history(state.me.id, one.id).then(({ lines }) => [one.id, lines])),
  );
  if (mine !== turn) return;
  for (const [chatId, lines] of histories) {
    const early = state.lines.get(chatId) ?? [];
    const known = new Set(lines.map((line) => line.id));
    state.lines.set(chatId, [...lines, ...early.filter((line) => !known.has(line.id))]);
  }
}

function listen() {
  hangUp();
  hangUp = openLive(state.me.id, {
    message: ({ chatId, line }) => heard(chatId, line),
    retracted: ({ chatId, messageId }) => {
      dropLine(chatId, messageId);
      if (chatId === state.room) drawLines();
      drawChats();
    },
    clock: setClock,
    story: setStory,
    stir: () => tell('changed'),
    reload: () => void reload(),
    lost: () => setTimeout(() => void reload(), RETRY_MS),
  });
}

async function reload() {
  try {
    await load(state.me.id, state.room);
  } catch {
    setTimeout(() => void reload(), RETRY_MS);
  }
}

function heard(chatId, line) {
  if (!addLine(chatId, line)) return;
  if (chatId === state.room) {
    appendLine(line);
    if (!document.hidden) markRead(chatId);
  }
  drawChats();
  tell('changed');
}

function openChat(id) {
  state.room = id;
  drawHead();
  drawLines();
  drawChats();
  setReply(null);
  const address = new URLSearchParams({ as: state.me.id, room: id ?? '' });
  if (asked.has('speed')) address.set('speed', asked.get('speed'));
  history.replaceState(null, '', `/?${address}`);
}

function become(id) {
  if (id !== 'observer') localStorage.setItem('linli:me', id);
  return load(id, state.room);
}

function startPictures() {
  const box = byId('lightbox');
  on('open-picture', (url) => {
    byId('lightbox-image').src = url;
    box.showModal();
  });
  box.addEventListener('click', () => box.close());
}

function startViews() {
  on('open-chat', ({ id }) => {
    byId('app').dataset.view = 'talk';
    openChat(id);
  });
  on('become', (id) => {
    become(id).catch((error) => toast(error.message, 'bad'));
  });
  byId('back').addEventListener('click', () => {
    byId('app').dataset.view = 'list';
  });
  byId('newer').addEventListener('click', () => {
    byId('lines').scrollTo({ top: byId('lines').scrollHeight, behavior: 'smooth' });
  });
  watchEnd();
  document.addEventListener('visibilitychange', () => {
    if (document.hidden || !state.room) return;
    markRead(state.room);
    drawChats();
  });
}

/** Shown until it is closed once. */
function startTip() {
  const tip = byId('tip');
  tip.hidden = localStorage.getItem('linli:tip') === 'seen';
  byId('tip-close').addEventListener('click', () => {
    localStorage.setItem('linli:tip', 'seen');
    tip.hidden = true;
  });
}

startViews();
startTip();
startComposer();
startPeople();
startSheet();
startPictures();
startClock();
startStory(Number(asked.get('speed')) || 1, become);
load(asked.get('as'), asked.get('room')).catch((error) => toast(error.message, 'bad'));

import { api } from './api.js';
import { byId, toast } from './dom.js';
import { on, state, tell } from './state.js';
import { clockDay, clockTime, now } from './times.js';

const FACE_MS = 1000;
const LAST_WORDS_MS = 12_000;

/** The driven clock and its buttons. */
export function startClock() {
  setInterval(drawClock, FACE_MS);
  on('clock', drawClock);
  for (const button of document.querySelectorAll('.clock-buttons button')) {
    button.addEventListener('click', () => void move(button));
  }
}

function drawClock() {
  if (state.clock.now === 0) return;
  byId('clock-day').textContent = clockDay(now());
  byId('clock-time').textContent = clockTime(now());
  byId('clock-quiet').hidden = !state.clock.quiet;
}

async function move(button) {
  const { minutes, to } = button.dataset;
  setBusy(true);
  try {
    setClock(await api.moveClock(minutes ? { minutes: Number(minutes) } : { to }));
  } catch (error) {
    toast(error.message, 'bad');
  } finally {
    setBusy(false);
  }
}

function setBusy(busy) {
  for (const button of document.querySelectorAll('.clock-buttons button')) button.disabled = busy;
}

export function setClock({ now: told, aheadMs, quiet }) {
  state.clock = { now: told, aheadMs, quiet, heardAt: performance.now() };
  tell('clock');
  tell('changed');
}

/** The story that plays by itself; the tab that started it watches and follows. */
export function startStory(speed, become) {
  let following = false;
  byId('play').addEventListener('click', async () => {
    try {
      if (state.story.running) return await api.stop();
      if (state.me.group !== 'observer') await become('observer');
      following = true;
      setStory(await api.play(speed));
    } catch (error) {
      toast(error.message, 'bad');
    }
  });
  on('open-chat', ({ byHand }) => {
    if (byHand) following = false;
  });
  on('story', ({ running, chatId }) => {
    if (following && running && chatId && chatId !== state.room)
      tell('open-chat', { id: chatId, byHand: false });
    if (!running) following = false;
  });
}

export function setStory(story) {
  const ended = state.story.running && !story.running;
  state.story = story;
  byId('play').classList.toggle('playing', story.running);
  byId('play-label').textContent = story.running ? '停止演示' : '播放演示';
  byId('story').classList.toggle('ended', ended);
  byId('story').hidden = !story.running && !ended;
  byId('story-fill').style.width = story.steps > 0 ? `${(100 * story.step) / story.steps}%` : '0';
  byId('story-caption').textContent = story.caption;
  if (ended) setTimeout(hideStory, LAST_WORDS_MS);
  tell('story', story);
}

function hideStory() {
  if (!state.story.running) byId('story').hidden = true;
}

import { api } from './api.js';
import { byId, fill, h, toast } from './dom.js';
import { summary } from './lines.js';
import { on, state } from './state.js';

const MOST_PICTURES = 9;
const MOST_BYTES = 5 * 1024 * 1024;
const MOST_HEIGHT_PX = 160;

let replyTo = null;
let attached = [];

/** The input line: Enter sends, Shift+Enter breaks the line; pictures by button, paste or drop. */
export function startComposer() {
  const input = byId('input');
  byId('composer').addEventListener('submit', (event) => {
    event.preventDefault();
    void sendInput();
  });
  input.addEventListener('keydown', (event) => {
    if (event.key === 'Escape') setReply(null);
    // While an input method is composing, Enter picks a word.
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    void sendInput();
  });
  input.addEventListener('input', fitInput);
  input.addEventListener('paste', (event) => takeFiles(event.clipboardData?.files, event));
  byId('attach').addEventListener('click', () => byId('file').click());
  byId('file').addEventListener('change', (event) => {
    takeFiles(event.target.files);
    event.target.value = '';
  });
  byId('quoting-drop').addEventListener('click', () => setReply(null));
  listenDrop();
  on('reply', (line) => {
    setReply(line);
    input.focus();
  });
  on('type', typeIn);
}

function listenDrop() {
  const talk = document.querySelector('.talk');
  talk.addEventListener('dragover', (event) => {
    event.preventDefault();
    talk.classList.add('dropping');
  });
  talk.addEventListener('dragleave', () => talk.classList.remove('dropping'));
  talk.addEventListener('drop', (event) => {
    talk.classList.remove('dropping');
    takeFiles(event.dataTransfer?.files, event);
  });
}

/** A button's or hint's words: sent at once, or put into the line to be finished. */
function typeIn({ text, send = false, reply = false, to = null }) {
  if (state.me?.group === 'observer') return;
  if (send) {
    void deliver({ text, images: [], replyTo: reply ? to.id : null });
    return;
  }
  const input = byId('input');
  const keep = text.startsWith('@') ? input.value : '';
  input.value = `${keep}${text}`;
  input.focus();
  input.setSelectionRange(input.value.length, input.value.length);
  fitInput();
}

function fitInput() {
  const input = byId('input');
  input.style.height = 'auto';
  input.style.height = `${Math.min(input.scrollHeight, MOST_HEIGHT_PX)}px`;
}

export function setReply(line) {
  replyTo = line;
  byId('quoting').hidden = line === null;
  if (line)
    byId('quoting-text').textContent = `回复 ${line.fromBot ? '邻里' : line.senderName}:${summary(line)}`;
}

async function sendInput() {
  const input = byId('input');
  const text = input.value;
  if (attached.some((one) => one.ref === null)) return toast('图片还在上传,请稍等一下。');
  if (text.trim() === '' && attached.length === 0) return;
  const before = { text, replyTo, attached };
  const message = { text: text.trim(), images: attached.map((one) => one.ref), replyTo: replyTo?.id ?? null };
  input.value = '';
  setReply(null);
  setAttached([]);
  fitInput();
  if (!(await deliver(message))) restore(before);
}

function restore(before) {
  byId('input').value = before.text;
  setReply(before.replyTo);
  setAttached(before.attached);
  fitInput();
}

async function deliver(message) {
  try {
    await api.say({ who: state.me.id, room: state.room, ...message });
    return true;
  } catch (error) {
    toast(error.message, 'bad');
    return false;
  }
}

function takeFiles(files, event) {
  const pictures = [...(files ?? [])].filter((file) => file.type.startsWith('image/'));
  if (files?.length > 0) event?.preventDefault();
  if (files?.length > pictures.length) toast('只能放图片。', 'bad');
  for (const file of pictures.slice(0, MOST_PICTURES - attached.length)) void attach(file);
}

async function attach(file) {
  if (file.size > MOST_BYTES) return toast('一张图片最多 5 MB。', 'bad');
  const picture = { url: URL.createObjectURL(file), ref: null };
  setAttached([...attached, picture]);
  try {
    const { ref } = await api.upload(file);
    setAttached(attached.map((one) => (one.url === picture.url ? { ...one, ref } : one)));
  } catch (error) {
    setAttached(attached.filter((one) => one.url !== picture.url));
    toast(error.message, 'bad');
  }
}

function setAttached(next) {
  attached = next;
  fill(byId('attached'), ...attached.map(thumbnail));
}

function thumbnail({ url, ref }) {
  const drop = () => setAttached(attached.filter((one) => one.url !== url));
  return h(
    'li',
    { class: ref === null ? 'uploading' : '' },
    h('img', { src: url, alt: '要发的图片' }),
    h('button', { type: 'button', 'aria-label': '去掉这张', onclick: drop }, '×'),
  );
}

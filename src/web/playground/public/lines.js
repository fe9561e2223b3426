import { attachments } from './attachments.js';
import { avatar, byId, fill, h, pictureUrl } from './dom.js';
import { quickFor } from './quick.js';
import { rich } from './rich.js';
import { chat, linesOf, person, state, tell } from './state.js';
import { dayKey, saidAt } from './times.js';

const SEPARATE_MS = 5 * 60_000;
const LONG_PRESS_MS = 450;
const NEAR_END_PX = 120;

const EMPTY_HINTS = {
  resident: ['3号楼2单元的电梯又坏了', '小广场的路灯不亮了', '帮助'],
  merchant: ['向阳路商铺门口的井盖坏了', '帮助'],
  worker: ['待办', '巡查 向阳路商铺门口有积水', '帮助'],
  street: ['名单', '帮助'],
  private: ['我的', '帮助'],
};

/** Draws the open chat anew. */
export function drawLines() {
  const box = byId('lines');
  const lines = state.room ? linesOf(state.room) : [];
  if (lines.length === 0) fill(box, emptyState());
  else fill(box, ...lines.flatMap((line, index) => withTime(line, lines[index - 1])));
  retireButtons();
  toEnd();
  byId('newer').hidden = true;
}

let atEnd = true;

/** Whether the reader is at the end: then pictures that arrive late must not push it away. */
export function watchEnd() {
  const box = byId('lines');
  box.addEventListener('scroll', () => {
    atEnd = box.scrollHeight - box.scrollTop - box.clientHeight < NEAR_END_PX;
    if (atEnd) byId('newer').hidden = true;
  });
}

function toEnd(behavior = 'instant') {
  atEnd = true;
  byId('lines').scrollTo({ top: byId('lines').scrollHeight, behavior });
}

function stayAtEnd() {
  if (atEnd) toEnd();
}

/** Adds one line below; stays where the reader is unless that is the end. */
export function appendLine(line) {
  const box = byId('lines');
  const lines = linesOf(state.room);
  if (lines.length === 1) fill(box);
  box.append(...withTime(line, lines.at(-2)));
  retireButtons();
  if (atEnd || line.senderId === state.me?.id) toEnd('smooth');
  else byId('newer').hidden = false;
}

function withTime(line, before) {
  const apart = !before || line.at - before.at > SEPARATE_MS || dayKey(line.at) !== dayKey(before.at);
  return apart ? [h('time', { class: 'stamp' }, saidAt(line.at)), bubbleRow(line)] : [bubbleRow(line)];
}

function bubbleRow(line) {
  const mine = line.senderId === state.me?.id;
  const critical = line.fromBot && line.tickets.some((ticket) => ticket.urgency === 'critical');
  const classes = ['row', mine ? 'mine' : '', line.fromBot ? 'bot' : '', critical ? 'critical' : ''];
  const row = h(
    'article',
    { class: classes.join(' '), dataset: { id: line.id, tickets: ticketKeys(line).join(' ') } },
    face(line, mine),
    h(
      'div',
      { class: 'said' },
      nameOf(line, mine),
      bubble(line),
      ...images(line),
      ...attachments(line.images, stayAtEnd),
      quickButtons(line),
    ),
  );
  listenLongPress(row, line);
  return row;
}

function face(line, mine) {
  const sign = avatar({ id: line.senderId, name: line.senderName, bot: line.fromBot });
  if (mine || line.fromBot) return sign;
  const title = `提到 ${line.senderName}`;
  const onclick = () => tell('type', { text: `@${line.senderName} `, more: true });
  return h('button', { type: 'button', class: 'face', title, 'aria-label': title, onclick }, sign);
}

function nameOf(line, mine) {
  if (line.fromBot) return h('div', { class: 'name' }, '邻里', h('span', { class: 'badge' }, '机器人'));
  if (mine) return h('div', { class: 'name unseen' }, line.senderName);
  const group = person(line.senderId)?.group;
  const role = { worker: '网格员', secretary: '书记', street: '街道', department: '部门' }[group];
  return h(
    'div',
    { class: 'name' },
    h('bdi', {}, line.senderName),
    role ? h('span', { class: 'role' }, role) : null,
  );
}

function bubble(line) {
  if (line.text === '' && line.replyTo === null) return null;
  const unsaid = line.mentions.filter((name) => !line.text.includes(`@${name}`));
  return h(
    'div',
    { class: 'bubble-line' },
    h(
      'div',
      { class: 'bubble', dir: 'auto' },
      quoted(line),
      ...rich(line.text, line),
      ...unsaid.map((name) =>
        h('span', { class: `mention${state.me?.name === name ? ' to-me' : ''}` }, ` @${name}`),
      ),
    ),
    replyButton(line),
  );
}

function replyButton(line) {
  if (state.me?.group === 'observer') return null;
  return h('button', { type: 'button', class: 'reply', onclick: () => tell('reply', line) }, '回复');
}

function quoted(line) {
  if (line.replyTo === null) return null;
  const original = linesOf(state.room).find((one) => one.id === line.replyTo);
  const words = original
    ? `${original.fromBot ? '邻里' : original.senderName}:${summary(original)}`
    : '较早的一条消息';
  const onclick = () =>
    byId('lines')
      .querySelector(`[data-id="${CSS.escape(line.replyTo)}"]`)
      ?.scrollIntoView({ block: 'center' });
  return h('button', { type: 'button', class: 'quote', onclick }, words);
}

/** One line's worth of a message. */
export function summary(line) {
  const isFile = line.images.some((ref) => /^report:.*\.(xlsx|docx)$/.test(ref));
  const pictures = isFile ? '[文件]' : line.images.length > 0 ? '[图片]' : '';
  return `${line.text.replace(/\s+/g, ' ').slice(0, 80)}${pictures}`;
}

function images(line) {
  return line.images
    .filter((ref) => ref.startsWith('img:'))
    .map((ref) =>
      h(
        'button',
        {
          type: 'button',
          class: 'picture',
          'aria-label': '看大图',
          onclick: () => tell('open-picture', pictureUrl(ref)),
        },
        h('img', { src: pictureUrl(ref), alt: `${line.senderName}发的图片`, onload: stayAtEnd }),
      ),
    );
}

function quickButtons(line) {
  const buttons = quickFor(line, chat(state.room)?.kind);
  if (buttons.length === 0) return null;
  return h(
    'div',
    { class: 'quick' },
    ...buttons.map((one) =>
      h(
        'button',
        { type: 'button', onclick: () => tell('type', { ...one, send: !one.more, to: line }) },
        one.label,
      ),
    ),
  );
}

function ticketKeys(line) {
  return line.tickets.map((ticket) =>
    ticket.number === null ? `d${ticket.draftNumber}` : `n${ticket.number}`,
  );
}

/** Only the last line about a ticket keeps its buttons: earlier ones speak of an earlier state. */
function retireButtons() {
  const seen = new Set();
  for (const row of [...byId('lines').querySelectorAll('.row.bot')].reverse()) {
    const key = row.dataset.tickets;
    // A picture says nothing of where the ticket stands.
    if (key === '' || !row.querySelector('.bubble')) continue;
    if (seen.has(key)) row.querySelector('.quick')?.remove();
    seen.add(key);
  }
}

function listenLongPress(row, line) {
  let timer = null;
  const stop = () => clearTimeout(timer);
  row.addEventListener('pointerdown', (event) => {
    if (event.pointerType !== 'touch' || state.me?.group === 'observer') return;
    timer = setTimeout(() => {
      navigator.vibrate?.(15);
      tell('reply', line);
    }, LONG_PRESS_MS);
  });
  for (const name of ['pointerup', 'pointercancel', 'pointermove']) row.addEventListener(name, stop);
}

function emptyState() {
  const kind = chat(state.room)?.kind ?? 'resident';
  const title = kind === 'private' ? '这是你和「邻里」的私信' : '群里还没有人说话';
  if (state.me?.group === 'observer')
    return h('div', { class: 'empty' }, h('p', {}, title), h('p', {}, '点右上角「播放演示」看一段故事。'));
  return h(
    'div',
    { class: 'empty' },
    h('span', { class: 'avatar bot big', 'aria-hidden': 'true' }),
    h('p', {}, title),
    h('p', { class: 'faint' }, '像平常那样说话就行。试着说:'),
    ...EMPTY_HINTS[kind].map((text) =>
      h('button', { type: 'button', class: 'hint', onclick: () => tell('type', { text }) }, text),
    ),
  );
}

import { api } from './api.js';
import { byId, fill, h, pictureUrl, toast } from './dom.js';
import { on, tell } from './state.js';
import { now, saidAt, span } from './times.js';

const SETTLE_MS = 250;
let open = null;
let timer = null;

/** The panel on the right (a drawer on a phone): one ticket's life. */
export function startSheet() {
  byId('panel-close').addEventListener('click', closeSheet);
  document.addEventListener('keydown', (event) => {
    if (event.key === 'Escape' && open && !document.querySelector('dialog[open]')) closeSheet();
  });
  on('open-ticket', (label) => {
    open = label;
    void drawSheet(true);
  });
  on('changed', () => {
    clearTimeout(timer);
    if (open) timer = setTimeout(() => void drawSheet(false), SETTLE_MS);
  });
}

export function closeSheet() {
  open = null;
  byId('panel').hidden = true;
  byId('app').classList.remove('with-panel');
}

async function drawSheet(moveFocus) {
  const label = open;
  try {
    const { sheet } = await api.ticket(label);
    if (label !== open) return;
    byId('panel').hidden = false;
    byId('app').classList.add('with-panel');
    byId('panel-title').textContent = sheet.label;
    fill(byId('panel-body'), ...sections(sheet));
    if (moveFocus) byId('panel-title').focus();
  } catch (error) {
    if (moveFocus) toast(error.message, 'bad');
  }
}

function sections(sheet) {
  return [
    head(sheet),
    section('时限', sheet.deadlines.map(deadline)),
    section('派单理由', bullets(sheet.because)),
    section('判断依据', chips(sheet.why)),
    section(`附议 ${sheet.followers.length} 户`, sheet.followers.map(follower)),
    section(
      '评价',
      sheet.ratings.map((one) => h('p', { class: 'pair' }, h('b', {}, one.name), one.text)),
    ),
    section('经过', [h('ol', { class: 'timeline' }, ...sheet.timeline.map(moment))]),
  ];
}

function section(title, children) {
  return children.length === 0 ? null : h('section', {}, h('h3', {}, title), ...children);
}

function head(sheet) {
  return h(
    'section',
    { class: 'sheet-head' },
    h(
      'p',
      { class: 'pills' },
      h('span', { class: `pill ${sheet.tone}` }, sheet.status),
      h('span', { class: `pill ${sheet.critical ? 'critical' : 'plain'}` }, sheet.urgency),
    ),
    h('blockquote', { dir: 'auto' }, sheet.text || '(只有图片)'),
    pictures(sheet.images),
    h('dl', {}, ...sheet.facts.flatMap(({ name, value }) => [h('dt', {}, name), h('dd', {}, value)])),
  );
}

function pictures(refs) {
  const shown = refs.filter((ref) => ref.startsWith('img:'));
  if (shown.length === 0) return null;
  return h(
    'div',
    { class: 'sheet-pictures' },
    ...shown.map((ref) =>
      h(
        'button',
        {
          type: 'button',
          class: 'picture',
          'aria-label': '看大图',
          onclick: () => tell('open-picture', pictureUrl(ref)),
        },
        h('img', { src: pictureUrl(ref), alt: '工单图片' }),
      ),
    ),
  );
}

function deadline({ name, at, state }) {
  const left = at - now();
  const late = state === 'running' && left < 0;
  const words =
    { met: '已过这一步', still: '时钟已停' }[state] ?? (late ? `已超 ${span(left)}` : `还剩 ${span(left)}`);
  return h(
    'p',
    { class: `deadline ${state} ${late ? 'late' : ''}` },
    h('b', {}, name),
    h('time', {}, saidAt(at)),
    h('span', {}, words),
  );
}

function bullets(lines) {
  return lines.length === 0 ? [] : [h('ul', { class: 'because' }, ...lines.map((line) => h('li', {}, line)))];
}

function chips(words) {
  return words.length === 0 ? [] : [h('p', { class: 'chips' }, ...words.map((word) => h('span', {}, word)))];
}

function follower({ name, why }) {
  return h('p', { class: 'pair' }, h('b', {}, name), why);
}

function moment({ at, who, text, by, kind }) {
  return h(
    'li',
    { class: `by-${by} ${kind}` },
    h('time', {}, saidAt(at)),
    h('p', { dir: 'auto' }, h('b', {}, who), ' ', text),
  );
}

import { h } from './dom.js';
import { state, tell } from './state.js';

/** What a month's files are called; the server gives them their whole names. */
const FILES = { rankings: '考核排名表', scores: '考核得分表', month: '月度报告' };
const FORMATS = { xlsx: 'Excel 表格', docx: 'Word 文档' };

function urlOf(ref) {
  const asked = new URLSearchParams({ ref, who: state.me?.id ?? '', room: state.room ?? '' });
  return `/api/attachments?${asked}`;
}

/** Pictures and files that the bot has made of a month's scores. */
export function attachments(refs, onload) {
  return refs
    .filter((ref) => ref.startsWith('report:'))
    .map((ref) => {
      const [, kind, format] = /^report:(\w+)\/.*\.(\w+)$/.exec(ref) ?? [];
      return format === 'png' ? pictureOf(ref, onload) : fileOf(ref, { kind, format });
    });
}

function pictureOf(ref, onload) {
  const url = urlOf(ref);
  return h(
    'button',
    {
      type: 'button',
      class: 'picture tall',
      'aria-label': '看大图',
      onclick: () => tell('open-picture', url),
    },
    h('img', { src: url, alt: '考核排名', onload }),
  );
}

function fileOf(ref, { kind, format }) {
  return h(
    'a',
    { class: 'file', href: urlOf(ref), download: '' },
    h('span', { class: `file-sign ${format}`, 'aria-hidden': 'true' }, format === 'docx' ? 'W' : 'X'),
    h(
      'span',
      { class: 'file-words' },
      h('b', {}, FILES[kind] ?? '文件'),
      h('small', {}, FORMATS[format] ?? ''),
    ),
  );
}

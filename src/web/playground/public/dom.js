/** Makes an element. Children that are strings become text nodes: nothing is ever read as HTML. */
export function h(tag, props = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(props)) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith('on')) element.addEventListener(name.slice(2), value);
    else if (name === 'dataset') Object.assign(element.dataset, value);
    else element.setAttribute(name, value === true ? '' : value);
  }
  element.append(...children.flat().filter((child) => child !== null && child !== undefined));
  return element;
}

export function byId(id) {
  return document.getElementById(id);
}

export function fill(element, ...children) {
  element.replaceChildren(...children.flat().filter((child) => child !== null && child !== undefined));
}

const HUES = 8;

/** The same person always has the same colour. */
export function hueOf(id) {
  let sum = 0;
  for (const char of id) sum = (sum * 33 + char.codePointAt(0)) % 99_991;
  return (sum >> 3) % HUES;
}

/** A round letter; the bot's is its sign. */
export function avatar({ id, name, bot = false, kind = '' }) {
  if (bot) return h('span', { class: 'avatar bot', 'aria-hidden': 'true' });
  const letter = [...name].find((char) => /\p{Letter}|\p{Number}/u.test(char)) ?? '?';
  return h('span', { class: `avatar hue-${hueOf(id)} ${kind}`, 'aria-hidden': 'true' }, letter);
}

/** A short word at the edge of the page. */
export function toast(text, tone = '') {
  const note = h('div', { class: `toast ${tone}` }, text);
  byId('toasts').append(note);
  setTimeout(() => note.remove(), 5000);
}

export function pictureUrl(ref) {
  return `/api/pictures/${encodeURIComponent(ref.replace(/^img:/, ''))}`;
}

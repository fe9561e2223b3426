import { avatar, byId, fill, h } from './dom.js';
import { state, tell } from './state.js';

const GROUPS = [
  ['resident', '居民'],
  ['worker', '网格员'],
  ['secretary', '社区书记'],
  ['street', '街道'],
  ['department', '部门'],
  ['observer', '旁观'],
];

/** The picker at the bottom left. */
export function startPeople() {
  const dialog = byId('people');
  const open = () => {
    fill(byId('people-body'), ...GROUPS.map(group));
    dialog.showModal();
  };
  byId('me').addEventListener('click', open);
  byId('watching-switch').addEventListener('click', open);
  byId('people-close').addEventListener('click', () => dialog.close());
  dialog.addEventListener('click', (event) => {
    if (event.target === dialog) dialog.close();
  });
}

function group([id, name]) {
  const people = state.people.filter((one) => one.group === id);
  if (people.length === 0) return null;
  return h('section', {}, h('h3', {}, name), h('ul', {}, ...people.map(personItem)));
}

function personItem(one) {
  const rooms = state.rooms.filter((room) => one.rooms.includes(room.id)).map((room) => room.name);
  const choose = () => {
    byId('people').close();
    tell('become', one.id);
  };
  const current = state.me?.id === one.id;
  return h(
    'li',
    {},
    h(
      'button',
      {
        type: 'button',
        class: `person ${current ? 'current' : ''}`,
        onclick: choose,
        dataset: { person: one.id },
        'aria-current': current ? 'true' : null,
      },
      avatar({ id: one.id, name: one.name }),
      h(
        'span',
        { class: 'person-words' },
        h('b', {}, one.name),
        h('small', {}, one.label),
        h('small', { class: 'faint' }, rooms.join('、') || '只有私信'),
      ),
    ),
    h(
      'a',
      {
        class: 'new-tab',
        href: `/?as=${encodeURIComponent(one.id)}`,
        target: '_blank',
        rel: 'noopener',
        'aria-label': `在新标签页里当${one.name}`,
        title: '在新标签页里打开',
      },
      '↗',
    ),
  );
}

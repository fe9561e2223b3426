import { avatar, byId, fill, h } from './dom.js';
import { summary } from './lines.js';
import { chat, linesOf, markRead, myChats, state, tell, unreadOf } from './state.js';
import { saidAt } from './times.js';

const KIND_WORDS = {
  resident: '居民群',
  merchant: '商户群',
  worker: '工作群',
  street: '街道群',
  private: '私信',
};

/** The list on the left, in the order of the organisation; it does not jump about. */
export function drawChats() {
  const chats = myChats();
  fill(byId('chats'), ...chats.map(chatItem));
  const unread = chats.reduce((sum, one) => sum + unreadOf(one.id), 0);
  document.title = unread > 0 ? `(${unread}) 邻里 · 演练场` : '邻里 · 演练场';
  drawMe();
}

function chatItem(room) {
  const last = linesOf(room.id).at(-1);
  const unread = room.id === state.room ? 0 : unreadOf(room.id);
  const current = room.id === state.room;
  return h(
    'li',
    {},
    h(
      'button',
      {
        type: 'button',
        class: `chat ${current ? 'current' : ''}`,
        'aria-current': current ? 'true' : null,
        onclick: () => tell('open-chat', { id: room.id, byHand: true }),
        dataset: { chat: room.id },
      },
      h(
        'span',
        { class: 'chat-face' },
        avatar({ id: room.id, name: room.name, bot: room.kind === 'private', kind: 'square' }),
        badge(unread),
      ),
      h(
        'span',
        { class: 'chat-words' },
        h('span', { class: 'chat-top' }, h('b', {}, room.name), h('time', {}, last ? saidAt(last.at) : '')),
        h('span', { class: 'chat-last' }, last ? lastWords(last, room) : KIND_WORDS[room.kind]),
      ),
    ),
  );
}

function badge(unread) {
  if (unread === 0) return null;
  const label = `${unread} 条未读`;
  return h('span', { class: 'unread', 'aria-label': label }, unread > 99 ? '99+' : String(unread));
}

function lastWords(line, room) {
  if (room.kind === 'private' || line.senderId === state.me?.id) return summary(line);
  return `${line.fromBot ? '邻里' : line.senderName}:${summary(line)}`;
}

function drawMe() {
  const me = state.me;
  byId('me-avatar').replaceWith(Object.assign(avatar({ id: me.id, name: me.name }), { id: 'me-avatar' }));
  byId('me-name').textContent = me.name;
  byId('me-label').textContent = me.label;
}

/** Opens a chat: its name above, its lines below, nothing unread. */
export function drawHead() {
  const room = chat(state.room);
  if (!room) return;
  byId('room-name').textContent = room.kind === 'private' ? '邻里' : `${room.name}(${room.members})`;
  byId('room-about').textContent = KIND_WORDS[room.kind];
  const watching = state.me.group === 'observer';
  byId('composer').hidden = watching;
  byId('watching').hidden = !watching;
  markRead(room.id);
}

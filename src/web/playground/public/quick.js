import { state } from './state.js';

const UNCLAIMED = ['filed', 'assigned', 'returned'];
const HELD = ['claimed', 'working', 'whistled', 'reopened'];

/** A button: `text` goes out at once, or with `more` into the input line to be finished. */
const now = (label, text, reply = false) => ({ label, text, reply, more: false });
const start = (label, text) => ({ label, text, reply: false, more: true });

/** Buttons under the bot's last line about one ticket. They only write what the person could type. */
export function quickFor(line, roomKind) {
  const [ticket, another] = line.tickets;
  const me = state.me;
  if (!line.fromBot || !ticket || another || !me || me.group === 'observer') return [];
  const staff = me.group !== 'resident';
  return staff && roomKind !== 'resident' ? forStaff(line, ticket) : staff ? [] : forResident(ticket);
}

function forStaff(line, ticket) {
  if (ticket.number === null) {
    return ticket.status === 'waiting-confirm' ? [now('立案', '立案', true), now('忽略', '忽略', true)] : [];
  }
  const { number, status } = ticket;
  if (/批准/.test(line.text)) return [now('批准', `批准 ${number}`), start('驳回…', `驳回 ${number} `)];
  if (UNCLAIMED.includes(status)) return [now('接单', `接单 ${number}`), start('转派…', `转派 ${number} `)];
  if (!HELD.includes(status)) return [];
  return [
    now('到场', `到场 ${number}`),
    start('进展…', `进展 ${number} `),
    start('办结…', `办结 ${number} `),
    start('缓办…', `缓办 ${number} `),
  ];
}

function forResident({ number, status, reporterId }) {
  if (number === null) return [];
  if (status === 'finished') return ['满意', '基本满意', '不满意'].map((word) => now(word, word, true));
  if (![...UNCLAIMED, ...HELD, 'paused'].includes(status)) return [];
  if (reporterId !== state.me.id) return [now('+1 我家也是', '+1', true)];
  return [start('补充…', `补充 ${number} `), now('催一催', `催 ${number}`)];
}

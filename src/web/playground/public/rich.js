import { h } from './dom.js';
import { state, tell } from './state.js';

/** Addresses, ticket numbers, drafts, what the bot quotes to be typed, and mentions. */
const PARTS =
  /https?:\/\/[\w.:/-]{1,200}|#\d{1,9}|疑\d{1,6}|「[^「」\n]{1,24}」|@[\p{Letter}\p{Number}]{1,12}/gu;

/** What people can type to the bot; other quoted words are only quoted. */
const TYPED =
  /^(\+1|我来|满意|基本满意|不满意|立案|忽略|确认|帮助|报事|查|催|补充|撤回|评价|附议|我的|异议|更正|接单|退单|转派|到场|进展|缓办|延期|办结|待办|代报|巡查|走访|请假|派单|合并|拆分|督办|吹哨|批准|驳回|剔除|名单|绑定|本群)(?=$|[\s\d#])/;

/** Text as nodes: plain text with the few things that can be tapped. */
export function rich(text, { fromBot }) {
  const nodes = [];
  let from = 0;
  for (const match of text.matchAll(PARTS)) {
    const node = tappable(match[0], fromBot);
    if (!node) continue;
    nodes.push(text.slice(from, match.index), ...node);
    from = match.index + match[0].length - (node.short ?? 0);
  }
  return [...nodes, text.slice(from)].filter((node) => node !== '');
}

function tappable(part, fromBot) {
  if (part.startsWith('http')) return fromBot ? ownPage(part) : null;
  if (part.startsWith('@')) return mention(part);
  if (part.startsWith('「'))
    return fromBot && TYPED.test(part.slice(1, -1))
      ? [h('span', { class: 'unbroken' }, '「', typeChip(part.slice(1, -1)), '」')]
      : null;
  return [ticketChip(part)];
}

/** Pages of the bot itself; an address that somebody wrote stays text. */
function ownPage(address) {
  if (!address.startsWith(`${location.origin}/`)) return null;
  return [h('a', { href: address, target: '_blank', rel: 'noopener noreferrer' }, address)];
}

export function ticketChip(label) {
  return h(
    'button',
    {
      type: 'button',
      class: 'ticket-chip',
      title: `看 ${label} 的一生`,
      onclick: () => tell('open-ticket', label),
    },
    label,
  );
}

/** What the bot quotes can be typed by tapping it. */
function typeChip(text) {
  return h(
    'button',
    { type: 'button', class: 'type-chip', title: '放进输入框', onclick: () => tell('type', { text }) },
    text,
  );
}

/** `@张阿姨请` → the longest known name at its start. */
function mention(part) {
  const said = part.slice(1);
  const name = ['邻里', '所有人', ...state.people.map((one) => one.name)]
    .filter((one) => said.startsWith(one))
    .sort((a, b) => b.length - a.length)[0];
  if (!name) return null;
  const mine = state.me?.name === name ? ' to-me' : '';
  const nodes = [h('span', { class: `mention${mine}` }, `@${name}`)];
  nodes.short = said.length - name.length;
  return nodes;
}

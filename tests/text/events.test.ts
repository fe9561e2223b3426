import { describe, expect, test } from 'vitest';
import type { NetworkSaid } from '../../src/app/networks/sentences.ts';
import { LINK_REASONS } from '../../src/app/ports.ts';
import { MINUTE_MS } from '../../src/engine/glossary.ts';
import { networkSentences, proposalLine } from '../../src/text/events.ts';
import { linkText } from '../../src/text/links.ts';
import { makeTicket } from '../support/make-ticket.ts';
import { speaking } from './speaking.ts';

const now = speaking(false);
const since = now.now - 10 * MINUTE_MS;
const proposal = {
  id: 'K3',
  network: 'west',
  what: 'room',
  oldId: 'a',
  newId: 'b',
  name: '阳光家园',
  why: '群名相同',
  status: 'open',
  proposedAt: 0,
} as const;

const SAID: readonly (readonly [NetworkSaid, string])[] = [
  [
    { code: 'joined-unbound', place: null },
    '大家好,我是邻里,帮大家把诉求报上去、跟到底。这个群还没有绑定:请书记或街道管理员发「@邻里 本群 社区名 居民群」(工作群写「工作群」),绑定之前我不听大家说话',
  ],
  [
    { code: 'joined-bound', scope: '阳光社区', toResidents: false },
    '大家好,我是阳光社区的邻里,已经绑定本群。发「帮助」看我能做什么',
  ],
  [
    { code: 'bot-left', room: '一号群', scope: '阳光社区' },
    '我被移出了「一号群」(阳光社区),那里的话我听不到了。绑定还留着:把我重新拉进群就能继续,不再用请解绑',
  ],
  [
    { code: 'staff-left', room: '工作群', names: ['李梅', '王强'] },
    '李梅、王强 退出了「工作群」。人要是调走了,请记得移交手上的单',
  ],
  [
    { code: 'identities-proposed', network: '微信', proposals: [proposal] },
    '微信重新登录后,有 1 个编号可能变了,请确认是不是同一个:\nK3 群「阳光家园」:群名相同\n是就发「换号 K3 是」,不是就发「换号 K3 否」。确认之前什么都不会变',
  ],
  [
    { code: 'link-down', network: '微信', link: { state: 'down', reason: 'logged-out' }, since },
    '微信从 11:50 起不通:账号已退出登录;请重新扫码。这期间那边的群收发不了,恢复后我会告诉您',
  ],
  [
    { code: 'link-back', network: '微信', since, keepsHistory: false },
    '微信恢复了(11:50 起不通)。没发出的正在补发,群里这期间说的话收不回来,要紧的请让大家再说一遍',
  ],
  [
    { code: 'link-back', network: '飞书', since, keepsHistory: true },
    '飞书恢复了(11:50 起不通)。没发出的正在补发,群里这期间说的话正在补收',
  ],
  [
    { code: 'budget-spent', network: '微信' },
    '微信今天能发的消息用完了:普通消息明早再发,急的照发。要紧的事请换个方式通知',
  ],
];

describe('what is said of chats and networks', () => {
  test.each(SAID)('$code', (said, text) => {
    expect(networkSentences.say(said, now)).toBe(text);
  });

  test('whoever tips off is not named when a message is taken back', () => {
    const ticket = makeTicket({ kind: 'tip-off' });
    const said = networkSentences.say({ code: 'taken-back', ticket }, now);
    expect(said).not.toContain(ticket.reporter.name);
    expect(said).toContain('反映的居民 撤回了在群里说的话');
  });

  test('a detail of the network is for the operator only', () => {
    const link = { state: 'down', reason: 'refused', detail: 'code 1000040345' } as const;
    expect(networkSentences.say({ code: 'link-down', network: '飞书', link, since }, now)).not.toContain(
      '1000',
    );
    expect(linkText(link)).toMatch(/\(code 1000040345\)$/);
  });

  test('an account is told from a room, and why it looks the same', () => {
    expect(proposalLine({ ...proposal, what: 'account' })).toBe('K3 账号「阳光家园」:群名相同');
    expect(networkSentences.whySame({ what: 'account', room: '一号群', goesBy: '小李' })).toBe(
      '在「一号群」里叫「小李」,原来的账号登录后没有再见到',
    );
    expect(networkSentences.late(since, now)).toBe('(补收 11:50 的消息)');
  });

  test.each(LINK_REASONS)('%s has a sentence of its own', (reason) => {
    const others = LINK_REASONS.filter((one) => one !== reason).map((one) => linkText({ reason: one }));
    expect(linkText({ reason })).toMatch(/\p{Script=Han}/u);
    expect(others).not.toContain(linkText({ reason }));
  });
});

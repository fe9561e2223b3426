import { describe, expect, test } from 'vitest';
import type { BallotReply, BallotShown } from '../../src/app/appraisal/ballot/ballot-replies.ts';
import { sentences } from '../../src/text/zh-cn.ts';
import { days } from '../support/make-ticket.ts';
import { speaking } from './speaking.ts';

const PEERS: BallotShown = {
  number: 3,
  name: '同事互评',
  secret: true,
  aspects: ['德', '能', '勤', '绩', '廉'],
  most: 10,
  closesAt: days(4),
  names: ['王强', '赵磊'],
};
const SELF: BallotShown = {
  ...PEERS,
  number: 4,
  name: '自评',
  secret: false,
  aspects: ['总体'],
  most: 100,
  names: ['李梅'],
};
const LINK = 'https://linli.example.cn/ballot/abc';
const say = (reply: BallotReply) => sentences.reply(reply, speaking(false));
const cardOf = (reply: BallotReply) => sentences.replyCard(reply, speaking(false));

describe('what voters are told', () => {
  test('when it opens: whom, by what, until when and how, the page first', () => {
    expect(say({ code: 'ballot-opened', monthKey: '2026-06', ballots: [PEERS, SELF], link: LINK })).toBe(
      [
        '6月的测评开始了,请在 6月5日 09:00 前评完',
        '【测评3 同事互评,不记名】王强、赵磊。每人 5 个数:德 能 勤 绩 廉,0–10 分',
        '【测评4 自评】李梅。每人 1 个数,0–100 分',
        '点开网页填,链接只给您一人,请不要转发:',
        LINK,
        '也可以回复「测评 姓名 9 8 10 9 8」这样的一句,几个人就写几行',
        '不记名的只记总数,不留谁打了几分;不了解的人可以不评',
      ].join('\n'),
    );
  });

  test('when it reminds and is asked for: what is left', () => {
    expect(say({ code: 'ballot-reminder', ballots: [SELF], link: null })).toBe(
      [
        '测评 6月5日 09:00 截止,还差您的',
        '【测评4 自评】李梅。每人 1 个数,0–100 分',
        '回复「测评 姓名 99」这样的一句,几个人就写几行',
      ].join('\n'),
    );
    expect(say({ code: 'ballot-listed', ballots: [PEERS] })).toContain('还要您评的(6月5日 09:00 截止)');
  });

  test('of many people the first are named', () => {
    const names = Array.from({ length: 45 }, (_, index) => `甲${index}`);
    const text = say({ code: 'ballot-listed', ballots: [{ ...PEERS, names }] });
    expect(text).toContain('甲29等 45 人');
    expect(text).not.toContain('甲30');
  });

  test('when a vote is noted: who was rated, never how', () => {
    const noted = { code: 'ballot-noted', names: ['王强'], secret: true } as const;
    expect(say({ ...noted, names: ['王强', '王强'], left: [] })).toMatch(/^记下了:王强。不记名/);
    expect(say({ ...noted, left: [{ ...PEERS, names: ['赵磊'] }] })).toBe(
      '记下了:王强。不记名,分数只进总数。还有赵磊',
    );
    expect(say({ ...noted, secret: false, left: [] })).toBe('记下了:王强。都评完了,谢谢您');
  });
});

describe('the card of a ballot', () => {
  test('has a line a person that comes back as a vote on them, and the way to the page', () => {
    const card = cardOf({ code: 'ballot-opened', monthKey: '2026-06', ballots: [PEERS], link: LINK });
    expect(card).toMatchObject({
      type: 'form',
      title: '测评 · 6月5日 09:00 截止',
      actions: [
        { label: '评 王强', command: '测评 3 王强', input: { required: true } },
        { label: '评 赵磊', command: '测评 3 赵磊' },
      ],
      link: { url: LINK },
    });
  });

  test('of more people than a card holds is the page alone, and without one no card', () => {
    const names = Array.from({ length: 21 }, (_, index) => `甲${index}`);
    const many = [{ ...PEERS, names }];
    const linked = { code: 'ballot-opened', monthKey: '2026-06', ballots: many, link: LINK } as const;
    expect(cardOf(linked)).toMatchObject({ actions: [], link: { url: LINK } });
    expect(cardOf({ ...linked, link: null })).toBeNull();
    expect(cardOf({ code: 'ballot-nothing' })).toBeNull();
  });
});

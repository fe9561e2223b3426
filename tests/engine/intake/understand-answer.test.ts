import { describe, expect, test } from 'vitest';
import { HOUR_MS, MINUTE_MS, type Role } from '../../../src/engine/glossary.ts';
import { answerOutcome } from '../../../src/engine/intake/answer-talk.ts';
import { read } from '../../../src/engine/intake/read.ts';
import type { Heard, Intent, Line, TalkContext } from '../../../src/engine/intake/talk.ts';
import { understand } from '../../../src/engine/intake/understand.ts';
import type { Knowledge } from '../../../src/engine/knowledge/entry.ts';
import { talkPlaces, talkPolicy } from '../../support/talk.ts';
import { entry, notice, WEDNESDAY_10 } from '../knowledge/shelf.ts';

const CARD = entry(1, { question: '老年证怎么办', text: '带身份证到大厅' });
const CUT = notice(1, '6月3日9:00-17:00 青柳园1-9号楼停水');
const ROOM = 'playground:居民群';

interface Said {
  by?: string;
  ago?: number;
  outcome?: string;
  fromBot?: boolean;
  replyTo?: string;
}

function lineOf(
  text: string,
  { by = '俞阿姨', ago = 0, outcome = '', fromBot = false, replyTo }: Said = {},
): Line {
  return {
    key: `playground:${text}`,
    roomId: ROOM,
    personId: fromBot ? 'bot' : `playground:${by}`,
    name: by,
    at: WEDNESDAY_10 - ago,
    text,
    images: [],
    replyTo: replyTo === undefined ? null : `playground:${replyTo}`,
    fromBot,
    fromStaff: false,
    ticketIds: [],
    outcome,
  };
}

interface Given {
  knowledge?: readonly Knowledge[];
  recent?: readonly Line[];
  line?: Said;
  heard?: Partial<Heard>;
  policy?: TalkContext['policy'];
}

/** What a resident's line in a residents' room means, the bot being spoken to unless said otherwise. */
function meant(text: string, given: Given = {}): Intent {
  const scope = { streetId: 'liuyin', communityId: 'qingliu', gridId: null };
  const policy = given.policy ?? talkPolicy;
  const roles: readonly Role[] = ['resident'];
  const heard: Heard = {
    line: lineOf(text, given.line),
    reading: read(text, { policy, places: talkPlaces, scope }),
    roomKind: 'resident',
    scope,
    roles,
    mentionsBot: true,
    mayAnswerUnasked: true,
    ...given.heard,
  };
  return understand(heard, {
    now: WEDNESDAY_10,
    recent: given.recent ?? [],
    tickets: [],
    policy,
    places: talkPlaces,
    staffNames: [],
    knowledge: given.knowledge ?? [CARD, CUT],
  });
}

const answers = (one: Knowledge, unasked = false) => ({ type: 'answer', entry: one, unasked });
const UNASKED = { heard: { mentionsBot: false } };

describe('spoken to', () => {
  test.each([
    ['a question', '老年证怎么办?', answers(CARD)],
    ['a cut that a notice explains, asked of', '3号楼停水了,几点来水?', answers(CUT)],
    ['a cut that a notice explains, told', '青柳园3号楼停水了', answers(CUT)],
    ['the same cut in a building that is not named', '青柳园12号楼停水了', { type: 'open' }],
    ['danger is no question', '老年证怎么办,楼道着火了快来人', { type: 'open' }],
    ['what was left undone', '老年证怎么办,问了三次都没人管', { type: 'open' }],
    ['something else', '残疾证怎么办,要什么材料?', { type: 'open' }],
    ['thanks', '谢谢', { type: 'greeting' }],
  ])('%s', (_, text, intent) => {
    expect(meant(text)).toMatchObject(intent);
  });

  test('nothing kept: as before', () => {
    expect(meant('老年证怎么办,要什么材料?', { knowledge: [] })).toMatchObject({ type: 'open' });
  });
});

describe('neighbours among themselves', () => {
  test('are answered when it is very sure', () => {
    expect(meant('老年证怎么办?', UNASKED)).toMatchObject(answers(CARD, true));
    const cautious = { ...talkPolicy, knowledge: { ...talkPolicy.knowledge, unaskedAt: 1.1 } };
    expect(meant('老年证怎么办?', { ...UNASKED, policy: cautious })).not.toMatchObject({ type: 'answer' });
  });

  test.each<[string, Given]>([
    ['in a room that does not want it', { heard: { mentionsBot: false, mayAnswerUnasked: false } }],
    ['among staff', { heard: { mentionsBot: false, roomKind: 'worker', roles: ['worker'] } }],
    ['in a reply to somebody', { ...UNASKED, line: { replyTo: '早' } }],
    [
      'within the hour of another',
      {
        ...UNASKED,
        recent: [lineOf('问', { by: '老廖', ago: 59 * MINUTE_MS, outcome: 'answered-unasked:k9' })],
      },
    ],
    [
      'when the same was said not long ago',
      {
        ...UNASKED,
        recent: [lineOf('问', { by: '老廖', ago: 5 * HOUR_MS, outcome: `answered:${CARD.id}` })],
      },
    ],
  ])('not %s', (_, given) => {
    expect(meant('老年证怎么办?', given)).not.toMatchObject({ type: 'answer' });
  });

  test('an hour later, of another matter', () => {
    const recent = [lineOf('问', { by: '老廖', ago: HOUR_MS, outcome: 'answered-unasked:k9' })];
    expect(meant('老年证怎么办?', { ...UNASKED, recent })).toMatchObject(answers(CARD, true));
  });

  test('an explained cut that may not be answered stays no request', () => {
    const recent = [lineOf('问', { by: '老廖', ago: MINUTE_MS, outcome: `answered-unasked:${CUT.id}` })];
    expect(meant('青柳园3号楼停水了', { ...UNASKED, recent })).toEqual({
      type: 'none',
      why: 'a notice explains it',
    });
  });
});

describe('after an answer', () => {
  const asked = (ago: number, outcome = `answered:${CARD.id}`) =>
    lineOf('@邻里 老年证怎么办', { ago, outcome });
  const said = lineOf('带身份证到大厅', { fromBot: true, ago: MINUTE_MS });

  test('「没解决」 is the question once more, for people', () => {
    const intent = meant('没解决', { ...UNASKED, recent: [asked(MINUTE_MS), said] });
    expect(intent).toMatchObject({
      type: 'open',
      toBot: true,
      confirm: false,
      earlier: ['playground:@邻里 老年证怎么办'],
    });
    expect(intent.type === 'open' && intent.demands.map(({ text }) => text)).toEqual([
      '老年证怎么办\n没解决',
    ]);
  });

  test.each<[string, Given]>([
    ['nothing was asked', { recent: [] }],
    ['somebody else had asked', { recent: [{ ...asked(MINUTE_MS), personId: 'playground:老廖' }] }],
    ['long after', { recent: [asked(31 * MINUTE_MS)] }],
    [
      'something else was said since',
      { recent: [asked(5 * MINUTE_MS), lineOf('吃了吗', { ago: MINUTE_MS })] },
    ],
    ['the bot had said something else', { recent: [asked(MINUTE_MS, 'opened')] }],
  ])('not when %s', (_, given) => {
    expect(meant('没解决', { ...UNASKED, ...given })).not.toMatchObject({ type: 'open', toBot: true });
  });

  test('much later only in reply to the answer', () => {
    const recent = [asked(5 * HOUR_MS), { ...said, at: WEDNESDAY_10 - 5 * HOUR_MS }];
    const line = { replyTo: '带身份证到大厅' };
    expect(meant('还是不行', { ...UNASKED, recent, line })).toMatchObject({ type: 'open', toBot: true });
  });

  test('a number chooses among those asked back, and only then', () => {
    const other = entry(2, { question: '老年证丢了怎么补', text: '到街道' });
    const which = answerOutcome({ type: 'which-answer', entries: [CARD, other], why: '' });
    const given = (ago: number): Given => ({
      ...UNASKED,
      knowledge: [CARD, other],
      recent: [asked(ago, which)],
    });
    for (const text of ['2', '第二个', '第2个吧'])
      expect(meant(text, given(MINUTE_MS))).toMatchObject(answers(other));
    expect(meant('3', given(MINUTE_MS))).not.toMatchObject({ type: 'answer' });
    expect(meant('2', given(11 * MINUTE_MS))).not.toMatchObject({ type: 'answer' });
  });
});

describe('what staff announce among residents', () => {
  const staff: Given = { heard: { mentionsBot: false, roles: ['resident', 'worker', 'secretary'] } };
  const told = '温馨提示:明天上午9点到17点青柳园停水,请提前蓄水';

  test('is kept with its hours', () => {
    expect(meant(told, staff)).toEqual({
      type: 'announce',
      hours: {
        from: Date.parse('2026-06-04T09:00:00+08:00'),
        until: Date.parse('2026-06-04T17:00:00+08:00'),
      },
      why: 'staff announce it',
    });
  });

  test.each<[string, string, Given]>([
    ['said by a resident', told, UNASKED],
    ['over already', '温馨提示:6月1日青柳园停水,现在已经恢复正常了', staff],
    ['without day or hour', '温馨提示:请大家不要在楼道里堆放杂物,谢谢配合', staff],
    ['too short', '通知:明天停水', staff],
    ['among staff', told, { heard: { ...staff.heard, roomKind: 'worker' } }],
  ])('not what is %s', (_, text, given) => {
    expect(meant(text, given)).not.toMatchObject({ type: 'announce' });
  });
});

import { describe, expect, it } from 'vitest';
import { NOTHING_LOADED } from '../../../src/app/incoming/needs.ts';
import { createWorkspace } from '../../../src/app/incoming/workspace.ts';
import type { Reach, Target } from '../../../src/app/outgoing/address.ts';
import { offerTo } from '../../../src/app/outgoing/pictures.ts';
import { createSpeech, type SpeechGiven } from '../../../src/app/outgoing/speech.ts';
import { MINUTE_MS } from '../../../src/engine/glossary.ts';
import type { Notice } from '../../../src/engine/notice.ts';
import { indexOrganisation } from '../../../src/engine/org/lookup.ts';
import type { Ticket } from '../../../src/engine/ticket/ticket.ts';
import { sentences } from '../../../src/text/zh-cn.ts';
import { happened, MONDAY_9, makeEvent, makePolicy, makeTicket } from '../../support/make-ticket.ts';
import { SMALL_TOWN } from '../../support/small-town.ts';

const NIGHT_OVER = MONDAY_9 + 30 * MINUTE_MS;

function stage(
  changes: Partial<SpeechGiven> = {},
  seen: { tickets?: readonly Ticket[]; reach?: Reach } = {},
) {
  const directory = indexOrganisation(SMALL_TOWN);
  const loaded = { ...NOTHING_LOADED, tickets: seen.tickets ?? [] };
  const { reach } = seen;
  const workspace = createWorkspace({ now: MONDAY_9, policy: makePolicy(), directory, loaded, reach });
  const speech = createSpeech({
    workspace,
    sentences,
    cause: 'playground:m1',
    answering: null,
    notBefore: () => NIGHT_OVER,
    ...changes,
  });
  return { speech, workspace };
}

function chat(chatId: string, mentions: readonly string[] = []): Target {
  return { network: 'playground', chatId, roomId: `playground:${chatId}`, mentions, toResidents: false };
}

function said(text: string, ticketIds: readonly string[] = [], urgent = false) {
  return { text, code: `code-${text}`, ticketIds, urgent };
}

describe('one message a chat, however many reasons', () => {
  it('lines of the same chat stand under each other, those of another apart', () => {
    const { speech } = stage();
    speech.line(chat('work'), said('一', ['t1']));
    speech.line(chat('res'), said('二', ['t1']));
    speech.line(chat('work'), said('三', ['t2', 't1']));
    expect(speech.flush()).toMatchObject([
      { chatId: 'work', text: '一\n三', ticketIds: ['t1', 't2'], code: 'code-一' },
      { chatId: 'res', text: '二', ticketIds: ['t1'] },
    ]);
  });

  it('the same sentence is not said twice in it, and an empty one not at all', () => {
    const { speech } = stage();
    speech.line(chat('work'), said('一'));
    speech.line(chat('work'), said('一', ['t9']));
    speech.line(chat('res'), said(''));
    expect(speech.flush()).toMatchObject([{ chatId: 'work', text: '一' }]);
    expect(speech.speaksIn(chat('res'))).toBe(false);
    expect(speech.speaksIn(chat('work'))).toBe(true);
  });

  it('chats of the same id in two networks are two', () => {
    const { speech } = stage();
    speech.line(chat('c1'), said('一'));
    speech.line({ ...chat('c1'), network: 'lark' }, said('二'));
    expect(speech.flush().map(({ network, text }) => `${network} ${text}`)).toEqual([
      'playground 一',
      'lark 二',
    ]);
  });
});

describe('mentions', () => {
  it('are accounts of that network, each once, of staff and residents', () => {
    const { speech } = stage();
    speech.line(chat('work', ['limei', 'playground:wx-zhang']), said('一'));
    speech.line(chat('work', ['limei', 'wangqiang']), said('二'));
    expect(speech.flush()[0]?.mentions).toEqual(['wx-limei', 'wx-zhang', 'wx-wangqiang']);
  });

  it('leave out who has no account in that network', () => {
    const { speech } = stage();
    const lark = { ...chat('c1', ['limei', 'playground:wx-zhang', 'lark:ou_he']), network: 'lark' } as const;
    speech.line(lark, said('一'));
    expect(speech.flush()[0]?.mentions).toEqual(['ou_he']);
  });

  it('of a private chat are its owner, who thereby counts as prompted', () => {
    const { speech } = stage();
    speech.line(chat('dm:wx-limei'), said('一'));
    expect(speech.flush()[0]?.mentions).toEqual(['wx-limei']);
  });
});

describe('when and to what it is said', () => {
  it('ordinary lines wait, one urgent line takes all of its chat along', () => {
    const { speech } = stage();
    speech.line(chat('work'), said('一'));
    speech.line(chat('street'), said('二'));
    speech.line(chat('street'), said('三', [], true));
    expect(speech.flush()).toMatchObject([
      { chatId: 'work', urgent: false, notBefore: NIGHT_OVER },
      { chatId: 'street', urgent: true, notBefore: MONDAY_9 },
    ]);
  });

  it('quotes the message it answers, in that chat only', () => {
    const answering = { network: 'playground', chatId: 'res', messageId: 'm1', calls: null };
    const { speech } = stage({ answering });
    speech.line(chat('res'), said('一'));
    speech.line(chat('work'), said('二'));
    speech.line({ ...chat('res'), network: 'lark' }, said('三'));
    expect(speech.flush().map((one) => one.replyTo)).toEqual(['m1', null, null]);
  });

  it('calls who is to be called where it answers, and nowhere else', () => {
    const calls = 'playground:wx-zhang';
    const { speech } = stage({ answering: { network: 'playground', chatId: 'res', messageId: 'm1', calls } });
    speech.line(chat('res'), said('一'));
    speech.line(chat('work'), said('二'));
    expect(speech.flush().map((one) => one.mentions)).toEqual([['wx-zhang'], []]);
  });
});

describe('idempotency keys', () => {
  const keysOf = (cause: string) => {
    const { speech } = stage({ cause });
    speech.line(chat('work'), said('一'));
    speech.line(chat('res'), said('二'));
    return speech.flush().map((one) => one.key);
  };

  it('of the same cause are the same again, so that a retried batch says nothing twice', () => {
    expect(keysOf('playground:m1')).toEqual(keysOf('playground:m1'));
  });

  it('differ by chat and by cause, and fit into the shortest field of a network', () => {
    const keys = [...keysOf('playground:m1'), ...keysOf('playground:m2')];
    expect(new Set(keys).size).toBe(4);
    expect(keys.every((key) => key.length > 0 && key.length <= 50)).toBe(true);
  });
});

describe('where the network shows cards', () => {
  const ticket = makeTicket({ status: 'assigned', gridId: 'yg-1', images: ['img:a', 'img:b', 'img:a'] });
  const notice = {
    code: 'assigned',
    to: { type: 'workers' },
    ticket,
    event: happened.assigned,
    urgent: false,
  } as const;
  const cards: Reach = { cards: new Set(['playground']), down: new Set() };
  const work = chat('yanguang-work');

  it('a notice of one ticket is its card, with all that is said as its words', () => {
    const { speech } = stage({}, { tickets: [ticket], reach: cards });
    speech.line(work, said('好的'));
    speech.notice(notice);
    const [row] = speech.flush();
    expect(row?.card).toMatchObject({ type: 'ticket', title: '#128 电梯', text: row?.text });
    expect(row?.text).toMatch(/^好的\n/);
    expect(row?.cardVersion).toBe(ticket.version);
  });

  it('two tickets, or a network without cards, are words', () => {
    const other = { ...ticket, id: 't2', number: 129 };
    const { speech } = stage({}, { tickets: [ticket, other], reach: cards });
    speech.notice(notice);
    speech.notice({ ...notice, ticket: other });
    expect(speech.flush()[0]?.card).toBeNull();
    const without = stage({}, { tickets: [ticket] });
    without.speech.notice(notice);
    expect(without.speech.flush()[0]?.card).toBeNull();
  });

  it('what a command answers is a table, or the ticket asked for, which replies then mean', () => {
    const { speech } = stage({}, { tickets: [ticket], reach: cards });
    speech.reply(chat('a'), { code: 'todo-listed', name: '李梅', tickets: [ticket] });
    speech.reply(chat('b'), { code: 'ticket-shown', ticket, history: [], full: true });
    speech.reply(chat('c'), { code: 'greeting' });
    expect(speech.flush().map(({ card, ticketIds }) => [card?.type ?? null, ticketIds])).toEqual([
      ['table', []],
      ['ticket', ['t1']],
      [null, []],
    ]);
  });
});

describe('pictures of a ticket', () => {
  const ticket = makeTicket({
    status: 'assigned',
    gridId: 'yg-1',
    images: ['img:a', 'img:b', 'img:a', 'img:c'],
  });
  const notice = {
    code: 'assigned',
    to: { type: 'workers' },
    ticket,
    event: happened.assigned,
    urgent: false,
  } as const;
  const shown = (changes: Partial<SpeechGiven>, told: Notice = notice) => {
    const { speech } = stage(changes, { tickets: [told.ticket] });
    speech.notice(told);
    return speech.flush();
  };

  it('follow the words into another chat, at most three, each once, as rows that call nobody', () => {
    const [words, ...pictures] = shown({});
    expect(words?.picture ?? null).toBeNull();
    expect(pictures.map(({ picture }) => picture)).toEqual(['img:a', 'img:b']);
    for (const row of pictures) {
      expect(row).toMatchObject({
        chatId: 'yanguang-work',
        text: '',
        mentions: [],
        replyTo: null,
        ticketIds: ['t1'],
      });
      expect(row.notBefore).toBe(words?.notBefore);
    }
  });

  it('have the same key in a chat whatever brings them up, and another one elsewhere', () => {
    const keys = (rows: readonly { key: string; picture?: string | null }[]) =>
      rows.filter((row) => row.picture).map(({ key }) => key);
    const first = keys(shown({ cause: 'playground:m1' }));
    expect(keys(shown({ cause: 'tick:9' }, { ...notice, code: 'escalated' }))).toEqual([]);
    const escalated = makeEvent({ kind: 'escalated', key: 'x', to: 'secretary' });
    expect(keys(shown({ cause: 'tick:9' }, { ...notice, code: 'escalated', event: escalated }))).toEqual(
      first,
    );
    expect(keys(shown({}, { ...notice, to: { type: 'street' } })).some((key) => first.includes(key))).toBe(
      false,
    );
  });

  it('do not go back to where they were posted, nor to residents', () => {
    const answering = { network: 'playground', chatId: 'yanguang-work', messageId: 'm1', calls: null };
    const posted = makeEvent({ kind: 'supplemented', text: '还有', images: ['img:more'] });
    const added = { ...notice, code: 'supplemented-to-worker', event: posted } as const;
    expect(shown({ answering }, added)).toHaveLength(1);
    // A command typed there posts no picture of the report.
    expect(shown({ answering })).toHaveLength(3);
    const reporter = { ...ticket.reporter, roomId: 'playground:yanguang-work' };
    expect(shown({}, { ...notice, ticket: { ...ticket, reporter } })).toHaveLength(1);
    const home = { ...ticket.reporter, roomId: 'playground:yanguang-res' };
    const opened = {
      ...notice,
      code: 'opened',
      to: { type: 'residents' },
      ticket: { ...ticket, reporter: home },
    } as const;
    expect(shown({}, opened)).toHaveLength(1);
  });

  it('of what was done go to the residents, of what is added to the worker', () => {
    const home = { ...ticket.reporter, roomId: 'playground:yanguang-res' };
    const finished = makeEvent({ kind: 'finished', result: '换了门锁', images: ['img:done'] });
    const told = {
      ...notice,
      code: 'finished',
      to: { type: 'residents' },
      event: finished,
      ticket: { ...ticket, reporter: home },
    } as const;
    expect(shown({}, told).map(({ picture }) => picture)).toEqual([undefined, 'img:done']);
    const more = makeEvent({ kind: 'supplemented', text: '还有', images: ['img:more'] });
    const added = { ...notice, code: 'supplemented-to-worker', event: more } as const;
    expect(shown({}, added).map(({ picture }) => picture)).toEqual([undefined, 'img:more']);
  });
});

describe('offering committed rows', () => {
  it('leaves pictures to the database, which knows whether they were shown', () => {
    const offered: string[] = [];
    let polls = 0;
    const offer = offerTo({
      offer: (rows) => offered.push(...rows.map(({ key }) => key)),
      poll: async () => {
        polls += 1;
        throw new Error('away');
      },
    });
    const { speech } = stage();
    speech.line(chat('work'), said('一'));
    const [row] = speech.flush();
    if (!row) throw new Error('nothing was said');
    offer([row]);
    expect([offered.length, polls]).toEqual([1, 0]);
    offer([{ ...row, key: 'p', picture: 'img:a' }]);
    expect([offered.length, polls]).toEqual([1, 1]);
  });
});

describe('what was said is known to the rest of the batch', () => {
  it('as a row to send and as a line of the bot in that room', () => {
    const { speech, workspace } = stage();
    speech.line(chat('work'), said('一', ['t1']));
    const [row] = speech.flush();
    expect(workspace.plan().outbox).toEqual([row]);
    expect(workspace.talk('playground:work')).toMatchObject([
      { text: '一', fromBot: true, ticketIds: ['t1'], outcome: 'code-一', key: row?.key },
    ]);
  });
});

describe('what is attached', () => {
  const RANKING = 'report:ranking/kunlun/2026-10/1/all.png';

  function attached(changes: Partial<SpeechGiven>, chatId = 'work') {
    const { speech } = stage(changes);
    speech.line(chat(chatId), said('排名', ['t1'], true));
    speech.attach(chat(chatId), RANKING);
    return speech.flush();
  }

  it('is a row of its own behind the words, about no ticket and calling nobody', () => {
    expect(attached({})).toMatchObject([
      { text: '排名' },
      {
        text: '',
        picture: RANKING,
        mentions: [],
        ticketIds: [],
        replyTo: null,
        code: 'picture',
        urgent: true,
      },
    ]);
  });

  it('comes alone where nothing else is said', () => {
    const { speech } = stage();
    speech.attach(chat('work'), RANKING);
    expect(speech.flush()).toMatchObject([{ picture: RANKING, notBefore: NIGHT_OVER }]);
  });

  it('is given to a chat once, whatever brings it up, and again to whoever asks for it', () => {
    const keyOf = (cause: string, chatId: string, asked?: string) => {
      const { speech } = stage({ cause });
      speech.attach(chat(chatId), RANKING, asked);
      return speech.flush()[0]?.key;
    };
    expect(keyOf('tick:1', 'work')).toBe(keyOf('tick:2', 'work'));
    expect(keyOf('tick:1', 'work')).not.toBe(keyOf('tick:1', 'street'));
    expect(keyOf('m1', 'work', 'm1')).not.toBe(keyOf('m2', 'work', 'm2'));
    expect(keyOf('m1', 'work', 'm1')).toBe(keyOf('m1', 'work', 'm1'));
  });
});

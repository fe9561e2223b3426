import { describe, expect, it } from 'vitest';
import { createWorkspace } from '../../../src/app/incoming/workspace.ts';
import type { Target } from '../../../src/app/outgoing/address.ts';
import { createSpeech, type SpeechGiven } from '../../../src/app/outgoing/speech.ts';
import type { Loaded } from '../../../src/app/ports.ts';
import { MINUTE_MS } from '../../../src/engine/glossary.ts';
import { indexOrganisation } from '../../../src/engine/org/lookup.ts';
import { sentences } from '../../../src/text/zh-cn.ts';
import { MONDAY_9, makePolicy } from '../../support/make-ticket.ts';
import { SMALL_TOWN } from '../../support/small-town.ts';

const NIGHT_OVER = MONDAY_9 + 30 * MINUTE_MS;

const NOTHING: Loaded = {
  handled: new Set(),
  lines: [],
  tickets: [],
  numbers: new Map(),
  codes: [],
  tries: new Map(),
  leaveRequests: [],
  histories: new Map(),
  openCounts: new Map(),
};

function stage(changes: Partial<SpeechGiven> = {}) {
  const directory = indexOrganisation(SMALL_TOWN);
  const workspace = createWorkspace({ now: MONDAY_9, policy: makePolicy(), directory, loaded: NOTHING });
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
    const answering = { network: 'playground', chatId: 'res', messageId: 'm1' };
    const { speech } = stage({ answering });
    speech.line(chat('res'), said('一'));
    speech.line(chat('work'), said('二'));
    speech.line({ ...chat('res'), network: 'lark' }, said('三'));
    expect(speech.flush().map((one) => one.replyTo)).toEqual(['m1', null, null]);
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

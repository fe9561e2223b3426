import { existsSync, mkdtempSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import { createChild } from '../../../src/chat/wechat/child.ts';
import type { Heard, RawMessage, WechatClient } from '../../../src/chat/wechat/client.ts';
import { createHandover, type HandoverLimits } from '../../../src/chat/wechat/handover.ts';
import type { ChildEvent, ChildLine } from '../../../src/chat/wechat/protocol.ts';
import { createSpool, SPOOL_FILE } from '../../../src/chat/wechat/spool.ts';
import { until } from '../../support/until.ts';

let folder: string;
let file: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'linli-spool-'));
  file = join(folder, SPOOL_FILE);
});

const handover = (limits?: HandoverLimits) => createHandover(createSpool(folder), limits);
const ids = (lines: readonly ChildLine[]) => lines.map(({ id }) => id);

function line(id: string, rest: Partial<ChildLine> = {}): ChildLine {
  const who = { senderId: 'wxid_zhang', senderName: '张阿姨', own: false };
  const what = { kind: 'text' as const, text: '三号楼电梯停了', mentions: ['wxid_li'], picture: null };
  return { id, chatId: 'owners@chatroom', ...who, ...what, atMs: 1_700_000_000_000, ...rest };
}

describe('what was not taken', () => {
  test('comes back whole, in order, from a file for its owner alone', () => {
    const killed = handover();
    const lines = [
      line('a'),
      line('b'),
      line('c', { kind: 'picture', picture: new Uint8Array([1, 2, 255]) }),
    ];
    for (const one of lines) killed.told(one);
    killed.taken('b');
    killed.save();
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(readdirSync(folder)).toEqual([SPOOL_FILE]);
    expect(handover().left()).toEqual({ lines: [lines[0], lines[2]], fault: null });
  });

  test('is nothing when all was taken, and leaves no file', () => {
    const killed = handover();
    killed.told(line('a'));
    killed.taken('a');
    killed.save();
    expect(readdirSync(folder)).toEqual([]);
    expect(handover().left()).toEqual({ lines: [], fault: null });
  });

  test('stays in its file until the last of it is taken, through further kills', () => {
    const first = handover();
    for (const id of ['a', 'b']) first.told(line(id));
    first.save();
    const second = handover();
    second.left();
    second.taken('a');
    second.told(line('c'));
    second.save();
    const third = handover();
    expect(ids(third.left().lines)).toEqual(['b', 'c']);
    third.taken('c');
    expect(existsSync(file)).toBe(true);
    third.taken('b');
    expect(existsSync(file)).toBe(false);
  });

  test('that a process did not get to hand up is still there', () => {
    const first = handover();
    first.told(line('a'));
    first.save();
    handover().save();
    expect(ids(handover().left().lines)).toEqual(['a']);
  });

  test('has a bound: pictures go first, then the oldest', () => {
    const [text, picture] = ['x'.repeat(10), new Uint8Array(15)];
    const killed = handover({ lines: 3, bytes: 40 });
    killed.told(line('a', { text, picture }));
    killed.told(line('b', { text, picture }));
    killed.save();
    expect(
      handover()
        .left()
        .lines.map((one) => one.picture?.byteLength),
    ).toEqual([15, undefined]);
    killed.told(line('c', { text }));
    killed.told(line('d', { text: '' }));
    killed.save();
    expect(ids(handover().left().lines)).toEqual(['b', 'c', 'd']);
  });
});

describe('a file that cannot be used', () => {
  test.each([
    ['half a file', '{"format":"linli-wechat-untaken","version":1,"li'],
    ['somebody else’s', '{"format":"notes","lines":[]}'],
    ['a later version’s', '{"format":"linli-wechat-untaken","version":2,"lines":[]}'],
    ['with lines that are none', '{"format":"linli-wechat-untaken","version":1,"lines":[{"id":"a"}]}'],
  ])('is moved aside and told of: %s', (_what, content) => {
    writeFileSync(file, content);
    const next = handover();
    expect(next.left()).toEqual({ lines: [], fault: expect.stringContaining(`${SPOOL_FILE}.broken`) });
    expect(readFileSync(`${file}.broken`, 'utf8')).toBe(content);
    next.told(line('a'));
    next.save();
    expect(ids(handover().left().lines)).toEqual(['a']);
  });

  test('a folder that takes nothing stops nothing', () => {
    const nowhere = createHandover(createSpool(join(folder, 'gone')));
    expect(nowhere.left()).toEqual({ lines: [], fault: null });
    nowhere.told(line('a'));
    expect(() => nowhere.save()).not.toThrow();
  });
});

describe('the account’s process', () => {
  let told: ChildEvent[];
  let hear: (heard: Heard) => void;

  const raw = (id: string): RawMessage => ({
    ...{ id, talkerId: 'wxid_zhang', roomId: 'owners@chatroom', listenerId: null, kind: 'text', text: id },
    ...{ mentions: [], timestamp: 1_700_000_000 },
  });

  async function child() {
    told = [];
    const client: WechatClient = {
      start: async (ears) => {
        hear = ears;
      },
      stop: async () => {},
      self: () => 'wxid_linli',
      message: async (id) => raw(id),
      contact: async () => ({ name: '张阿姨' }),
      member: async () => ({ name: '张阿姨', alias: '' }),
      room: async () => ({ topic: '', memberIds: [] }),
      file: async () => new Uint8Array(),
      sendText: async () => null,
      sendPicture: async () => null,
    };
    const times = { aliveMs: 60_000, lookUpMs: 1, pictureMs: 500, graceMs: 20, orphanMs: 500 };
    const made = createChild({
      client,
      tell: (event) => void told.push(event),
      secrets: [],
      times,
      handover: handover(),
    });
    await made.start();
    return made;
  }

  const lines = () => told.flatMap((event) => (event.type === 'line' ? [event] : []));

  test('hands up what was left after the log-in and before all else, once', async () => {
    const killed = handover();
    killed.told(line('left'));
    killed.save();
    const made = await child();
    hear({ type: 'login', id: 'wxid_linli' });
    await until('what was left', () => lines().length === 1);
    hear({ type: 'message', id: 'fresh' });
    hear({ type: 'login', id: 'wxid_linli' });
    await until(
      'the rest',
      () => lines().length === 2 && told.filter((one) => one.type === 'login').length === 2,
    );
    expect(lines().map((one) => [one.line.id, one.spooled])).toEqual([
      ['left', true],
      ['fresh', undefined],
    ]);
    made.obey({ type: 'taken', lineId: 'left' });
    expect(existsSync(file)).toBe(false);
    await made.stop();
    expect(existsSync(file)).toBe(false);
  });

  test('keeps what it has not been told was taken, also what is just coming in', async () => {
    const made = await child();
    hear({ type: 'message', id: 'taken' });
    hear({ type: 'message', id: 'told' });
    await until('both', () => lines().length === 2);
    made.obey({ type: 'taken', lineId: 'taken' });
    const orphaned = made.orphaned();
    expect(ids(handover().left().lines)).toEqual(['told']);
    hear({ type: 'message', id: 'coming' });
    await orphaned;
    expect(ids(handover().left().lines)).toEqual(['told', 'coming']);
    await made.stop();
  });

  test('tells of a file that it could not read', async () => {
    writeFileSync(file, 'nonsense');
    const made = await child();
    hear({ type: 'login', id: 'wxid_linli' });
    await until('the warning', () => told.some(({ type }) => type === 'spool-refused'));
    await made.stop();
  });
});

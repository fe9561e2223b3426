import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { definition } from '../../../src/chat/lark/network.ts';
import { EVENT_TYPES } from '../../../src/chat/lark/normalise.ts';
import { SCOPE_NEEDS } from '../../../src/chat/lark/scopes.ts';
import { recordedLog } from '../../support/fake-lark/client.ts';
import { FAULT, type FakeLark, startFakeLark } from '../../support/fake-lark/server.ts';

const NINE = Date.parse('2026-06-03T09:00:00+08:00');
const APP_ID = 'cli_0123456789abcdef';
const SECRET = 'a-secret-that-nobody-may-see';

let lark: FakeLark;

afterEach(() => lark?.stop());

async function probe(more: Record<string, string> = {}) {
  const settings = definition.read({
    LARK_APP_ID: lark.appId,
    LARK_APP_SECRET: lark.appSecret,
    LARK_DOMAIN: lark.url,
    ...more,
  });
  if (!settings) throw new Error('not set');
  const log = recordedLog();
  const findings = await definition.probe(settings, { log, clock: { now: () => NINE } });
  expect(`${log.text()}${JSON.stringify(findings)}`).not.toContain(SECRET);
  return findings;
}

const wrongOnes = async (more?: Record<string, string>) =>
  (await probe(more)).filter(({ state }) => state === 'wrong').map(({ message }) => message);

describe('the check of an app that has all it needs', () => {
  beforeEach(async () => {
    lark = await startFakeLark();
    lark.addChat({ name: '业主群', members: [{ openId: 'ou_zhang', name: '张阿姨' }] });
  });

  test('finds nothing wrong, has asked for each thing and said nothing anywhere', async () => {
    const findings = await probe();
    expect(findings.map(({ state, message }) => `${state} ${message.split(/[。,]/)[0]}`)).toEqual([
      'ok App ID 和密钥对得上',
      'ok 需要的权限都已开通',
      'ok 在 1 个群里',
      'ok 读得到群「业主群」的历史消息',
      'ok 读得到群「业主群」的成员',
      'note 用长连接收消息',
    ]);
    expect(findings[0]?.message).toContain('「邻里」');
    expect(lark.sendCalls()).toBe(0);
  });

  test('names the address to be entered, when Lark is to call it', async () => {
    const keys = { LARK_MODE: 'webhook', LARK_ENCRYPT_KEY: 'k', LARK_VERIFICATION_TOKEN: 't' };
    expect((await probe(keys)).at(-1)?.message).toContain('/chat/lark/event');
  });

  test('says which permission Lark itself names, and what does not work without it', async () => {
    const body = {
      code: 99991672,
      msg: 'Access denied. One of the following scopes is required: [im:message, im:message:readonly].',
    };
    lark.faults.next('list', { kind: 'answer', when: 'before', status: 400, body });
    expect(await wrongOnes()).toEqual([
      '读不到群「业主群」的历史消息(飞书错误码 99991672),断线期间的消息会漏掉。请在「权限管理」里开通 im:message 或 im:message:readonly,再创建版本并发布。',
    ]);
  });

  test('goes on when one thing cannot be asked', async () => {
    lark.faults.next('scopes', FAULT.serverFault('before'));
    lark.faults.next('members', FAULT.badCode(232011));
    const findings = await probe();
    expect(findings.map(({ state }) => state)).toEqual(['ok', 'note', 'ok', 'ok', 'wrong', 'note']);
    expect(findings[4]?.message).toContain('232011');
  });

  test('sees that it is in no group, or cannot see in which', async () => {
    lark.faults.next('chats', FAULT.badCode(99991672));
    expect(await wrongOnes()).toEqual([
      '看不到自己在哪些群里(飞书错误码 99991672)。请在「权限管理」里补齐权限,再创建版本并发布。',
    ]);
    for (const chat of lark.world.chats.values()) chat.botInside = false;
    expect((await probe()).map(({ message }) => message)).toContain(
      '还没有被拉进任何群。请在群设置「群机器人」里添加它。',
    );
  });
});

describe('the check of an app that is not ready', () => {
  test('names each permission that is missing, with what it is for', async () => {
    lark = await startFakeLark({
      scopes: { 'im:message:send_as_bot': true, 'im:message.group_msg': false, 'im:chat:readonly': true },
    });
    const wrong = await wrongOnes();
    expect(wrong.map((message) => message.match(/缺权限 (\S+?)「/)?.[1])).toEqual([
      'im:message.group_msg',
      'im:message.p2p_msg:readonly',
      'im:message:readonly',
      'im:resource',
    ]);
    expect(wrong[0]).toContain('用来听见群里没有 @机器人 的消息');
  });

  test('says that id and secret do not belong together, and asks no further', async () => {
    lark = await startFakeLark();
    const findings = await probe({ LARK_APP_SECRET: 'another' });
    expect(findings).toEqual([{ state: 'wrong', message: expect.stringContaining('App Secret 对不上') }]);
    expect(lark.calls('chats')).toBe(0);
  });

  test('says that Lark cannot be reached', async () => {
    lark = await startFakeLark();
    const { url } = lark;
    await lark.stop();
    expect(await wrongOnes({ LARK_DOMAIN: url })).toEqual([expect.stringContaining(`连不上 ${url}`)]);
    lark = await startFakeLark();
  });

  test('says that the app is no bot yet', async () => {
    lark = await startFakeLark();
    lark.faults.next('bot', FAULT.badCode(11205));
    expect(await wrongOnes()).toEqual([expect.stringContaining('添加「机器人」')]);
  });
});

describe('Lark’s settings', () => {
  beforeEach(async () => {
    lark = await startFakeLark();
  });

  const shapeFaults = (given: Record<string, string>) =>
    definition.settings.safeParse(given).error?.issues.map(({ message }) => message) ?? [];

  test.each(['cli_123', 'cli_0123456789abcdeg', '0123456789abcdef', 'cli_0123456789abcdef0'])(
    '%s is no app id: the SDK would do nothing at all',
    (appId) => {
      expect(shapeFaults({ LARK_APP_ID: appId })).toEqual([expect.stringContaining('cli_ 加 16 位')]);
      expect(shapeFaults({ LARK_APP_ID: APP_ID })).toEqual([]);
    },
  );

  test.each(['wechat', 'open.feishu.cn', 'ftp://x'])('%s is no place where Lark is', (domain) => {
    expect(shapeFaults({ LARK_DOMAIN: domain })).toHaveLength(1);
  });

  test('name Lark’s two places, or any other', () => {
    const domainOf = (domain: string) =>
      definition.read({ LARK_APP_ID: APP_ID, LARK_APP_SECRET: SECRET, LARK_DOMAIN: domain });
    expect(domainOf('feishu')).toMatchObject({ domain: 'https://open.feishu.cn' });
    expect(domainOf('lark')).toMatchObject({ domain: 'https://open.larksuite.com' });
    expect(domainOf('http://127.0.0.1:9/')).toMatchObject({ domain: 'http://127.0.0.1:9' });
  });

  test('belong together: id and secret, webhook with key and token', () => {
    expect(definition.faults({})).toEqual([]);
    expect(definition.faults({ LARK_APP_ID: APP_ID })).toHaveLength(1);
    expect(definition.faults({ LARK_APP_SECRET: SECRET })).toHaveLength(1);
    const both = { LARK_APP_ID: APP_ID, LARK_APP_SECRET: SECRET };
    expect(definition.faults(both)).toEqual([]);
    expect(definition.faults({ ...both, LARK_MODE: 'webhook', LARK_ENCRYPT_KEY: 'k' })).toEqual([
      expect.stringContaining('LARK_VERIFICATION_TOKEN'),
    ]);
    expect(shapeFaults({ LARK_MODE: 'socket' })).toHaveLength(1);
  });

  test('left out leave the network off, and never show a secret', () => {
    expect(definition.read({})).toBeNull();
    const settings = definition.read({
      LARK_APP_ID: APP_ID,
      LARK_APP_SECRET: SECRET,
      LARK_ENCRYPT_KEY: SECRET,
      LARK_VERIFICATION_TOKEN: SECRET,
    });
    expect(settings).toMatchObject({ mode: 'long' });
    expect(JSON.stringify(settings)).not.toContain(SECRET);
    expect(definition.secrets).toEqual(['LARK_APP_SECRET', 'LARK_ENCRYPT_KEY', 'LARK_VERIFICATION_TOKEN']);
  });
});

describe('docs/lark.md', () => {
  const page = readFileSync(join(import.meta.dirname, '../../../docs/lark.md'), 'utf8');
  const first = SCOPE_NEEDS.map(({ anyOf }) => anyOf[0]);

  test('gives the permissions that the check asks for, to be pasted and each with its reason', () => {
    const [, pasted = ''] = /```json\n([\s\S]*?)```/.exec(page) ?? [];
    expect(JSON.parse(pasted)).toEqual({ scopes: { tenant: first, user: [] } });
    expect([...page.matchAll(/^\| `(im:[\w.:]+)`/gm)].map(([, scope]) => scope)).toEqual(first);
  });

  test('names every event that is understood, and no other', () => {
    const named = [...page.matchAll(/^\| `((?:im|card)\.[\w.]+)`/gm)].map(([, type]) => type ?? '');
    expect(named.sort()).toEqual([...EVENT_TYPES].sort());
  });
});

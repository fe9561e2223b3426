import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { asChatError } from '../../../src/app/errors.ts';
import type { ChildLink, Launch } from '../../../src/chat/wechat/link.ts';
import { type GatewayApart, startGatewayApart } from '../../support/fake-wechat/apart.ts';
import { edgeOver, type Heard, launchApart, outbound } from '../../support/fake-wechat/edge.ts';
import { freePort, startGateway, TOKEN } from '../../support/fake-wechat/gateway.ts';
import { handsOf } from '../../support/fake-wechat/hands.ts';
import { RepairedMock } from '../../support/fake-wechat/puppet.ts';
import { ROOMS } from '../../support/fake-wechat/world.ts';
import { until } from '../../support/until.ts';

const [OWNERS] = ROOMS;
const ends: (() => Promise<unknown>)[] = [];

afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end();
});

function begun(launch: Launch, times = {}): Heard {
  const edge = edgeOver(launch, times);
  ends.push(() => edge.chat.stop());
  return edge;
}

const home = () => mkdtempSync(join(tmpdir(), 'linli-wechat-'));
const codeOf = (sending: Promise<unknown>) =>
  sending.then(
    () => 'sent',
    (error: unknown) => asChatError(error).code,
  );

async function gatewayOn(port: number): Promise<GatewayApart> {
  const gateway = await startGatewayApart(port);
  ends.push(() => gateway.kill());
  return gateway;
}

/** A gateway in this process, with the launch of an account's process whose pid is told. */
async function gatewayHere(token = TOKEN) {
  const puppet = new RepairedMock();
  const gateway = await startGateway(puppet, await freePort());
  ends.push(() => gateway.stop());
  return {
    puppet,
    hands: handsOf(puppet),
    launch: launchApart({ endpoint: gateway.endpoint, home: home(), token }),
  };
}

test('a gateway killed and soon back is found again', async () => {
  const port = await freePort();
  let gateway = await gatewayOn(port);
  const edge = begun(launchApart({ endpoint: `127.0.0.1:${port}`, home: home() }));
  await edge.begin();
  await gateway.hand('says', { room: OWNERS, text: '断线前' });
  await until('the first line', () => edge.messages.length === 1);

  await gateway.kill();
  await until('the cut to be noticed', () => edge.statuses.at(-1)?.state !== 'connected');
  expect(await codeOf(edge.chat.send(outbound(OWNERS, '断线时')))).toBe('unreachable');
  const back = edge.again();
  gateway = await gatewayOn(port);
  await back;
  await gateway.hand('says', { room: OWNERS, text: '断线后' });
  await until('the second line', () => edge.messages.length === 2);
  expect(await codeOf(edge.chat.send(outbound(OWNERS, '断线后')))).toBe('sent');
  expect((await gateway.hand('seen')).map(({ text }) => text)).toEqual(['断线后']);
  expect(edge.counts).toContain('reconnects');
});

test('a gateway that stays away is asked for until it is there', async () => {
  const port = await freePort();
  const edge = begun(launchApart({ endpoint: `127.0.0.1:${port}`, home: home() }), { loginMs: 8000 });
  const beginning = edge.begin();
  beginning.catch(() => {});
  await until(
    'two attempts in vain',
    () => edge.statuses.filter(({ reason }) => reason === 'unreachable').length >= 2,
    { withinMs: 60_000 },
  );
  const back = edge.again();
  await gatewayOn(port);
  await back;
  expect(edge.statuses.at(-1)).toEqual({ state: 'connected', reason: 'connected' });
}, 150_000);

test('a wrong token is told as what it is, and shown to nobody', async () => {
  const { launch } = await gatewayHere('insecure_wrong_token');
  const edge = begun(launch);
  edge.begin().catch(() => {});
  await until('the refusal', () => edge.statuses.some(({ reason }) => reason === 'wrong-secret'), {
    withinMs: 30_000,
  });
  expect(edge.statuses.at(-1)?.state).toBe('down');
  expect(JSON.stringify(edge.statuses)).not.toContain('insecure_wrong_token');
});

test('an account’s process killed while it speaks: the echo tells what was said, and no picture is tried twice', async () => {
  const { hands, launch } = await gatewayHere();
  const links: ChildLink[] = [];
  const edge = begun(
    (ears) => {
      const link = launch(ears);
      links.push(link);
      return link;
    },
    { sendMs: 10_000, echoMs: 100 },
  );
  await edge.begin();
  hands.set({ slowMs: 3000 });
  const saying = codeOf(edge.chat.send(outbound(OWNERS, '已受理 #1')));
  await until('it to be said', () => hands.seen().length === 1);
  const after = hands.says({ room: OWNERS, text: '嗯' });
  await until('what came after its echo', () => edge.messages.some(({ messageId }) => messageId === after));
  links.at(-1)?.kill();
  expect(await saying).toBe('sent');

  await edge.again();
  hands.set({ withoutEchoes: true });
  const picture = outbound(OWNERS, '', { picture: 'img:1.png' });
  const showing = codeOf(edge.chat.send(picture));
  await until('it to be shown', () => hands.seen().length === 2);
  links.at(-1)?.kill();
  expect(await showing).toBe('uncertain');
  await edge.again();
  expect(await codeOf(edge.chat.send({ ...picture, uncertain: true }))).toBe('uncertain');
  expect(hands.seen()).toHaveLength(2);
});

test('a file that fails after it was shown is not sent in another way', async () => {
  const { hands, launch } = await gatewayHere();
  const edge = begun(launch);
  await edge.begin();
  hands.set({ failAfterSends: 1, withoutEchoes: true });
  expect(await codeOf(edge.chat.send(outbound(OWNERS, '', { picture: 'img:1.png' })))).toBe('uncertain');
  const large = `img:${'1'.repeat(60_000)}.png`;
  hands.set({ failAfterSends: 0, withoutEchoes: false });
  expect(await codeOf(edge.chat.send(outbound(OWNERS, '', { picture: large })))).toBe('sent');
  expect(hands.seen().map(({ picture }) => picture)).toEqual([9, large.length]);
});

test('a code is shown, and scanning it logs in', async () => {
  const { hands, launch } = await gatewayHere();
  hands.set({ needsScan: true });
  const edge = begun(launch);
  const beginning = edge.begin();
  await until('a code', () => edge.statuses.at(-1)?.qrcode !== undefined, { withinMs: 30_000 });
  const { page = '', qrcode } = edge.statuses.at(-1) ?? {};
  expect(qrcode).toBe('http://weixin.qq.com/x/test');
  const [route] = edge.chat.routes ?? [];
  const shown = await route?.handle(new Request(`http://127.0.0.1/chat/wechat/${page}`));
  expect(shown?.status).toBe(200);
  expect(await shown?.text()).toContain('<svg');
  hands.scans();
  await beginning;
  const after = await route?.handle(new Request(`http://127.0.0.1/chat/wechat/${page}`));
  expect(await after?.text()).not.toContain('<svg');
});

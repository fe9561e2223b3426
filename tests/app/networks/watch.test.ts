import { describe, expect, test } from 'vitest';
import { outagesIn } from '../../../src/app/networks/watch.ts';
import type { LinkRecord } from '../../../src/app/ports.ts';
import { DAY_MS, MINUTE_MS } from '../../../src/engine/glossary.ts';

const NOW = 1_000 * DAY_MS;

function link(overrides: Partial<LinkRecord>): LinkRecord {
  return {
    network: 'west',
    owner: 'one',
    state: 'down',
    reason: 'unreachable',
    detail: '',
    since: NOW - 10 * MINUTE_MS,
    heardAt: null,
    updatedAt: NOW,
    ...overrides,
  };
}
const up = { state: 'connected', reason: 'connected' } as const;

describe('a network is away', () => {
  test('when nobody is in touch with it, from when the last one lost it', () => {
    const links = [link({}), link({ owner: 'two', since: NOW - MINUTE_MS, reason: 'refused' })];
    expect(outagesIn(links, NOW)).toMatchObject([
      { network: 'west', since: NOW - MINUTE_MS, link: { owner: 'two' } },
    ]);
  });

  test.each([
    ['another process is connected', [link({}), link({ owner: 'two', ...up })]],
    [
      'its process wrote nothing for long: it is dead, and nobody runs the network',
      [link({ updatedAt: NOW - DAY_MS })],
    ],
    ['its process was stopped', [link({ reason: 'stopped' })]],
    ['another process runs it', [link({ reason: 'held-elsewhere' })]],
    ['only its history is noted', [link({ owner: 'history' })]],
  ])('not when %s', (_, links) => {
    expect(outagesIn(links, NOW)).toEqual([]);
  });

  test('although a dead process says that it is connected', () => {
    const dead = link({ owner: 'two', ...up, updatedAt: NOW - 10 * MINUTE_MS });
    expect(outagesIn([link({}), dead], NOW)).toHaveLength(1);
  });

  test('each for itself', () => {
    const links = [link({}), link({ network: 'east', ...up }), link({ network: 'south' })];
    expect(outagesIn(links, NOW).map(({ network }) => network)).toEqual(['west', 'south']);
  });
});

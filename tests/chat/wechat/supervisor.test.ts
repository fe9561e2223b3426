import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { LinkStatus } from '../../../src/app/ports.ts';
import type { LinkEars } from '../../../src/chat/wechat/link.ts';
import type { ChildCommand, ChildEvent } from '../../../src/chat/wechat/protocol.ts';
import { createSupervisor, type Supervisor } from '../../../src/chat/wechat/supervisor.ts';
import { WECHAT_TIMES as times } from '../../../src/chat/wechat/times.ts';

interface Process extends LinkEars {
  told: ChildCommand[];
  killed: boolean;
}

let processes: Process[];
let statuses: LinkStatus[];
let heard: ChildEvent[];
let lost: number;
let supervisor: Supervisor;

const login: ChildEvent = { type: 'login', accountId: 'wxid_linli', name: '邻里' };
const alive: ChildEvent = { type: 'alive', loggedIn: true };
const error = (line: string): ChildEvent => ({ type: 'error', line });
const last = () => statuses.at(-1);
const current = () => {
  const process = processes.at(-1);
  if (!process) throw new Error('nothing was launched');
  return process;
};

/** Time passes with a process that shows each second that it is not hanging. */
function pass(ms: number, event: ChildEvent = alive): void {
  for (let passed = 0; passed < ms; passed += 1000) {
    if (!current().killed) current().hear(event);
    vi.advanceTimersByTime(Math.min(1000, ms - passed));
  }
}

beforeEach(() => {
  vi.useFakeTimers();
  processes = [];
  statuses = [];
  heard = [];
  lost = 0;
  supervisor = createSupervisor({
    times,
    random: () => 0.5,
    launch: (ears) => {
      const process: Process = { ...ears, told: [], killed: false };
      processes.push(process);
      return {
        tell: (command) => void process.told.push(command),
        kill: () => {
          process.killed = true;
        },
      };
    },
    status: (status) => void statuses.push(status),
    hear: (event) => void heard.push(event),
    lost: () => {
      lost += 1;
    },
  });
  supervisor.start();
});

afterEach(() => {
  vi.useRealTimers();
});

describe('only a log-in is a sign of life', () => {
  test('with it the link stands', () => {
    expect(last()).toEqual({ state: 'starting', reason: 'starting' });
    current().hear({ type: 'alive', loggedIn: false });
    expect(supervisor.loggedIn()).toBe(false);
    current().hear(login);
    expect(last()).toEqual({ state: 'connected', reason: 'connected' });
    expect(supervisor.loggedIn()).toBe(true);
    expect(heard).toContainEqual(login);
  });

  test('without it another process is tried, later each time', () => {
    const launchedAt: number[] = [];
    const began = Date.now();
    for (let count = 1; count <= 12; count += 1) {
      launchedAt.push(Date.now() - began);
      pass(times.loginMs, { type: 'alive', loggedIn: false });
      expect(current().killed).toBe(true);
      expect(last()).toMatchObject({ state: 'down', reason: 'unreachable' });
      while (processes.length === count) vi.advanceTimersByTime(500);
    }
    const waits = launchedAt.slice(1).map((at, index) => at - (launchedAt[index] ?? 0) - times.loginMs);
    expect(waits.slice(0, 4)).toEqual([2000, 4000, 8000, 16_000]);
    expect(waits.at(-1)).toBe(times.backoffMostMs);
  });

  test('a code to be scanned gives people time', () => {
    current().hear({ type: 'scan', qrcode: 'http://code' });
    expect(last()).toEqual({ state: 'down', reason: 'login-needed', qrcode: 'http://code' });
    pass(times.scanMs - 1000, { type: 'alive', loggedIn: false });
    expect(processes).toHaveLength(1);
    current().hear({ type: 'scan', qrcode: 'http://code2' });
    pass(times.scanMs - 1000, { type: 'alive', loggedIn: false });
    expect(current().killed).toBe(false);
    current().hear(login);
    expect(last()?.state).toBe('connected');
  });

  test('a code that is not renewed is a dead puppet', () => {
    current().hear({ type: 'scan', qrcode: 'http://code' });
    pass(times.scanMs, { type: 'alive', loggedIn: false });
    expect(current().killed).toBe(true);
  });
});

describe('after the log-in', () => {
  beforeEach(() => {
    current().hear(login);
  });

  test('silence ends the process, unless its gateway beats', () => {
    pass(times.silenceMs * 3, { type: 'heartbeat' });
    expect(processes).toHaveLength(1);
    pass(times.silenceMs - 2000);
    expect(last()?.state).toBe('connected');
    pass(1000);
    expect(processes[0]?.killed).toBe(true);
    expect(last()).toMatchObject({ state: 'down', reason: 'silent' });
    vi.advanceTimersByTime(times.backoffMs);
    expect(processes).toHaveLength(2);
  });

  test('a puppet that does not beat may be silent for a night', () => {
    current().hear({ type: 'heartbeat' });
    pass(times.quietMs - 2000);
    expect(last()?.state).toBe('connected');
    pass(2000);
    expect(last()).toMatchObject({ state: 'down', reason: 'silent' });
  });

  test('a process that hangs is ended', () => {
    vi.advanceTimersByTime(times.deafMs);
    expect(processes[0]?.killed).toBe(true);
    expect(last()).toMatchObject({ reason: 'crashed' });
  });

  test.each(['14 UNAVAILABLE: Connection dropped', 'Error: no grpc manager', 'NO CLIENT'])(
    '%s is waited on for a moment, then acted on',
    (line) => {
      current().hear(error(line));
      expect(last()).toEqual({ state: 'degraded', reason: 'reconnecting', detail: line });
      expect(supervisor.loggedIn()).toBe(false);
      pass(times.debounceMs - 1000);
      expect(processes[0]?.killed).toBe(false);
      current().hear(error(line));
      pass(1000);
      expect(processes[0]?.killed).toBe(true);
      expect(last()).toEqual({ state: 'down', reason: 'unreachable', detail: line });
    },
  );

  test('anything from the network shows that the doubt was for nothing', () => {
    current().hear(error('14 UNAVAILABLE: Connection dropped'));
    current().hear({ type: 'heartbeat' });
    expect(last()).toEqual({ state: 'connected', reason: 'connected' });
    expect(supervisor.loggedIn()).toBe(true);
    pass(times.debounceMs * 2);
    expect(processes).toHaveLength(1);
    expect(processes[0]?.killed).toBe(false);
  });

  test('other errors mean nothing', () => {
    current().hear(error('no payload found for id r1@chatroom'));
    pass(times.debounceMs * 2);
    expect(last()?.state).toBe('connected');
    expect(processes).toHaveLength(1);
  });

  test.each<[string, ChildEvent]>([
    ['told', { type: 'logout' }],
    ['noticed', { type: 'alive', loggedIn: false }],
  ])('a log-out %s is waited on for the next log-in', (_how, event) => {
    current().hear(event);
    expect(last()).toEqual({ state: 'down', reason: 'logged-out' });
    expect(supervisor.loggedIn()).toBe(false);
    current().hear({ type: 'scan', qrcode: 'http://again' });
    expect(last()).toMatchObject({ reason: 'login-needed' });
    current().hear(login);
    expect(last()?.state).toBe('connected');
    expect(processes).toHaveLength(1);
  });

  test('a log-out without a new code leads to a new process', () => {
    current().hear({ type: 'logout' });
    pass(times.loginMs, { type: 'alive', loggedIn: false });
    expect(last()).toMatchObject({ reason: 'logged-out', detail: 'no new log-in' });
    vi.advanceTimersByTime(times.backoffMs);
    expect(processes).toHaveLength(2);
  });

  test('a crash leads to a new process, and what it was asked is lost', () => {
    current().ended('out of memory');
    expect(last()).toEqual({ state: 'down', reason: 'crashed', detail: 'out of memory' });
    expect(lost).toBe(1);
    expect(supervisor.tell({ type: 'look', roomId: 'r' })).toBe(false);
    vi.advanceTimersByTime(times.backoffMs);
    expect(processes).toHaveLength(2);
    expect(supervisor.tell({ type: 'look', roomId: 'r' })).toBe(true);
  });

  test('a process that has been given up is no longer heard', () => {
    const first = current();
    first.ended('gone');
    vi.advanceTimersByTime(times.backoffMs);
    heard.length = 0;
    first.hear(login);
    first.ended('gone twice');
    expect(heard).toEqual([]);
    expect(supervisor.loggedIn()).toBe(false);
    expect(processes).toHaveLength(2);
  });

  test('a steady time makes good for earlier failures', () => {
    for (let count = 1; count <= 6; count += 1) {
      current().ended('gone');
      while (processes.length === count) vi.advanceTimersByTime(1000);
    }
    current().hear(login);
    pass(times.steadyMs, { type: 'heartbeat' });
    const before = processes.length;
    current().ended('gone');
    vi.advanceTimersByTime(times.backoffMs);
    expect(processes).toHaveLength(before + 1);
  });
});

describe('what asking again does not mend', () => {
  test.each<[string, ChildEvent, string]>([
    ['a wrong token', error('16 UNAUTHENTICATED: Invalid Wechaty TOKEN ***'), 'wrong-secret'],
    [
      'a puppet that is not installed',
      { type: 'failed', why: 'no-puppet', line: "Cannot find package 'wechaty-puppet-xp'" },
      'not-installed',
    ],
    [
      'wechaty that is not installed',
      { type: 'failed', why: 'not-installed', line: 'gone' },
      'not-installed',
    ],
    [
      'a puppet that will not start',
      { type: 'failed', why: 'no-puppet', line: 'no windows here' },
      'refused',
    ],
  ])('%s is tried slowly', (_what, event, reason) => {
    current().hear(event);
    expect(last()).toMatchObject({ state: 'down', reason });
    vi.advanceTimersByTime(times.backoffMostMs - 1);
    expect(processes).toHaveLength(1);
    vi.advanceTimersByTime(1);
    expect(processes).toHaveLength(2);
  });
});

describe('stopping', () => {
  test('lets the process end by itself', async () => {
    current().hear(login);
    const stopping = supervisor.stop();
    expect(current().told).toEqual([{ type: 'stop' }]);
    current().hear({ type: 'logout' });
    expect(last()?.reason).toBe('connected');
    current().ended('');
    await stopping;
    expect(current().killed).toBe(false);
    expect(last()).toEqual({ state: 'down', reason: 'stopped' });
    vi.advanceTimersByTime(times.backoffMostMs * 2);
    expect(processes).toHaveLength(1);
    expect(vi.getTimerCount()).toBe(0);
  });

  test('does not wait for one that hangs', async () => {
    const stopping = supervisor.stop();
    vi.advanceTimersByTime(times.stopMs);
    expect(current().killed).toBe(true);
    current().ended('killed');
    await stopping;
  });

  test('is no end: the account may be taken up again', async () => {
    current().hear(login);
    const stopping = supervisor.stop();
    current().ended('');
    await stopping;
    expect(supervisor.loggedIn()).toBe(false);
    supervisor.start();
    expect(processes).toHaveLength(2);
    current().hear(login);
    expect(last()?.state).toBe('connected');
    current().ended('gone');
    vi.advanceTimersByTime(times.backoffMs);
    expect(processes).toHaveLength(3);
  });

  test('between two attempts starts no further one', async () => {
    current().ended('gone');
    await supervisor.stop();
    vi.advanceTimersByTime(times.backoffMostMs);
    expect(processes).toHaveLength(1);
  });
});

import type { Store } from '../app/ports.ts';
import type { Config } from '../config.ts';
import type { Instant } from '../engine/glossary.ts';
import type { Organisation } from '../engine/org/directory.ts';
import type { Ticket } from '../engine/ticket/ticket.ts';
import { modelTroubles } from './doctor/model-files.ts';
import type { Noted } from './doctor/models.ts';
import { lengthText, type Trouble } from './doctor/trouble.ts';
import { NO_POLICY, policyOf, settingsOf } from './policy.ts';
import { DONE, JSON_OPTION, REFUSED, type Verb, type VerbInput } from './verb.ts';

const MOST_TICKETS = 500;
export const doctorVerb: Verb = {
  name: 'doctor',
  usage: '[--json]',
  summary: '看有什么卡住了、为什么、该怎么办。',
  details: ['只看不改。没有卡住的也会说一声。'],
  options: { json: JSON_OPTION },
  words: { min: 0, max: 0, missing: '' },
  run: examine,
};

async function examine({ flag, io }: VerbInput): Promise<number> {
  const [{ withStore }, { createLog }] = await Promise.all([
    import('../startup/database.ts'),
    import('../startup/log.ts'),
  ]);
  const config = await settingsOf(io);
  const { policy, faults, modelFaults } = config ? policyOf(config.policyPath, config.zone) : NO_POLICY;
  for (const fault of faults) io.err(fault);
  if (!config || !policy) return REFUSED;
  const found = await withStore({ config, log: createLog(config.logLevel) }, async (store) => ({
    troubles: [...modelTroubles(modelFaults), ...(await allTroubles(store, config, io.now()))],
    processes: await processesOf(store, io.now()),
    notes: await notesOf({ store, config, policy, now: io.now() }),
  }));
  for (const line of told(found, flag('json'))) io.out(line);
  return DONE;
}

interface Found {
  troubles: readonly Trouble[];
  /** Processes that run the bot on this database now. */
  processes: readonly string[];
  /** Worth knowing, and no trouble. */
  notes: readonly string[];
}

function told({ troubles, processes, notes }: Found, json: boolean): string[] {
  if (json) return [JSON.stringify({ troubles, processes, notes })];
  const running = [...(processes.length > 0 ? [`正在运行:${processes.join('、')}。`] : []), ...notes];
  if (troubles.length === 0) return [...running, '没有卡住的事。'];
  return [...running, ...troubles.map(({ message, todo }) => `✗ ${message}\n  怎么办:${todo}`)];
}

async function notesOf(given: Noted): Promise<readonly string[]> {
  const { modelNotes } = await import('./doctor/models.ts');
  return modelNotes(given);
}

async function processesOf(store: Store, now: Instant): Promise<readonly string[]> {
  const { livingLinks } = await import('./links.ts');
  const [links, leases] = await Promise.all([store.links.all(), store.leases.held()]);
  const sharing = leases.filter(({ name }) => name.startsWith('process:')).map(({ owner }) => owner);
  return [...new Set([...sharing, ...livingLinks(links, now).map(({ owner }) => owner)])].sort();
}

async function allTroubles(store: Store, config: Config, now: Instant): Promise<Trouble[]> {
  const [{ hasAdministrator }, { outboxTroubles }, { networkTroubles }, { roomTroubles }] = await Promise.all(
    [
      import('../startup/administrator.ts'),
      import('./doctor/outbox.ts'),
      import('./doctor/networks.ts'),
      import('./doctor/rooms.ts'),
    ],
  );
  const { organisation } = await store.organisation();
  const speaking = [
    ...(await networkTroubles({ store, config, now })),
    ...(await outboxTroubles({ store, organisation, now })),
  ];
  if (organisation.streets.length === 0) return [noOrganisation(), ...speaking];
  const held = await unheldTickets(store, organisation);
  return [
    ...(hasAdministrator(organisation, now) ? [] : [noAdministrator()]),
    ...speaking,
    ...(await roomTroubles({ store, now })),
    ...held.map((ticket) => unheldTrouble(ticket, now)),
  ];
}

function noOrganisation(): Trouble {
  return {
    what: 'organisation',
    message: '还没有街道、社区和人员,机器人在哪个群都不会说话。',
    todo: '用 linli import 导入辖区文件(docs/import.md)。',
  };
}

function noAdministrator(): Trouble {
  return {
    what: 'administrator',
    message: '没有绑定账号的街道管理员,没人能绑定群和发绑定码。',
    todo: '用 linli code --admin 发一个绑定码,请管理员私聊机器人发送「绑定 绑定码」。',
  };
}

async function unheldTickets(store: Store, { streets }: Organisation): Promise<Ticket[]> {
  const { NO_NEEDS } = await import('../app/incoming/needs.ts');
  const tickets = streets.map(({ id }) => ({
    by: 'open' as const,
    streetId: id,
    communityId: null,
    limit: MOST_TICKETS,
  }));
  const loaded = await store.load({ ...NO_NEEDS, tickets });
  return loaded.tickets.filter(({ status }) => ['waiting-confirm', 'filed', 'returned'].includes(status));
}

function unheldTrouble(ticket: Ticket, now: Instant): Trouble {
  const name = ticket.number === null ? `疑${ticket.draftNumber}` : `#${ticket.number}`;
  const since = lengthText(now - ticket.lastActivityAt);
  return ticket.status === 'waiting-confirm'
    ? {
        what: 'unheld',
        message: `${name} 等工作人员确认已 ${since}。`,
        todo: `请社区书记回复「立案 ${name}」或「忽略 ${name}」。`,
      }
    : {
        what: 'unheld',
        message: `${name} 没有人接,已 ${since}。`,
        todo: `请社区书记回复「派单 ${ticket.number} 姓名」;没有可派的人,说明网格上没有在岗的网格员。`,
      };
}

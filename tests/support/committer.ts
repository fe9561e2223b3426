/**
 * A process that commits plans until it is killed: `committer.ts URL FROM`. Plan n holds message mn, ticket tn with two
 * events and two things to say; its number is told to the parent once the commit has returned.
 */
import { makeInbound, makeOutbox, makePlan, newTicket } from './make-plan.ts';
import { filed, happened } from './make-ticket.ts';
import { openOrFail } from './scratch.ts';

const [url = '', from = '0'] = process.argv.slice(2);
const store = await openOrFail(url);
for (let n = Number(from); ; n += 1) {
  const key = `playground:m${n}`;
  const outcome = await store.commit(
    makePlan({
      inbound: [makeInbound(n, { ticketIds: [`t${n}`] })],
      tickets: [newTicket([filed({ id: `t${n}`, number: n + 1, messageIds: [key] }), happened.assigned])],
      outbox: [makeOutbox(2 * n), makeOutbox(2 * n + 1)],
    }),
  );
  if (outcome !== 'committed') throw new Error(`plan ${n}: ${outcome}`);
  process.send?.(n);
}

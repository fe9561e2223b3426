/**
 * A gateway in a process of its own, for tests that kill it. The parent does with it what its hands can.
 * Usage: gateway-process.ts PORT
 */
import { startGateway } from './gateway.ts';
import { type Hands, handsOf } from './hands.ts';
import { RepairedMock } from './puppet.ts';

export interface HandCall {
  id: number;
  hand: keyof Hands;
  given: readonly unknown[];
}
export type FromGateway = { type: 'ready' } | { type: 'done'; id: number; result: unknown };

const puppet = new RepairedMock();
const hands = handsOf(puppet);
await startGateway(puppet, Number(process.argv[2]));
process.on('message', ({ id, hand, given }: HandCall) => {
  const result: unknown = Reflect.apply(hands[hand], hands, given);
  process.send?.({ type: 'done', id, result } satisfies FromGateway);
});
process.on('disconnect', () => process.exit(0));
process.send?.({ type: 'ready' } satisfies FromGateway);

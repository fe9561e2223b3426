import type { LinkStatus } from '../app/ports.ts';
import type { Network } from '../engine/glossary.ts';
import { linkText } from '../text/links.ts';

/** So many codes are drawn in a row; a log that nobody scans is not filled with them. */
const MOST_DRAWN = 5;

export interface OperatorParts {
  /** What people call a network. */
  name(network: Network): string;
  /** One line, or a picture made of lines. */
  tell(line: string): void;
  /** Where the pages are, once there are any: `http://127.0.0.1:8787`. */
  url(): string | null;
}

/** Tells the operator how each network stands: one line a change, and what has to be scanned. */
export function createOperator({ name, tell, url }: OperatorParts) {
  const drawn = new Map<Network, number>();
  return async (network: Network, status: LinkStatus): Promise<void> => {
    tell(`${name(network)}:${linkText(status)}`);
    if (status.qrcode === undefined) return void drawn.delete(network);
    const site = url();
    if (site && status.page) tell(`也可以在网页上扫码:${site}/chat/${network}/${status.page}`);
    const times = (drawn.get(network) ?? 0) + 1;
    drawn.set(network, times);
    if (times > MOST_DRAWN) return;
    const { default: qrcode } = await import('qrcode');
    tell(await qrcode.toString(status.qrcode, { type: 'terminal', small: true }));
  };
}

import type { LinkRecord, Store } from '../../app/ports.ts';
import type { ConfiguredNetwork } from '../../chat/network.ts';
import type { Config } from '../../config.ts';
import type { Instant, Network } from '../../engine/glossary.ts';
import { linkText } from '../../text/links.ts';
import { livingLinks } from '../links.ts';
import { lengthText, type Trouble } from './trouble.ts';

interface Given {
  store: Pick<Store, 'links' | 'leases' | 'sightings'>;
  config: Config;
  now: Instant;
}

/** Networks that nobody runs or that are away, and rooms or people whose id seems to have changed. */
export async function networkTroubles({ store, config, now }: Given): Promise<Trouble[]> {
  const [links, proposals] = await Promise.all([store.links.all(), store.sightings.proposals()]);
  const living = livingLinks(links, now);
  const open = proposals.filter(({ status }) => status === 'open');
  return [
    ...config.networks.flatMap((network) => linkTroubles(network, living, now)),
    ...open.map(({ id, what, name, network, why }) => ({
      what: 'identity' as const,
      message: `${nameOf(network, config)} 的${what === 'room' ? '群' : '账号'}「${name}」像是换了编号(${why}),等管理员确认(${id})。`,
      todo: `请街道管理员对机器人说「换号」看清单,再回复「换号 ${id} 是」或「换号 ${id} 否」。`,
    })),
  ];
}

function nameOf(network: Network, { networks }: Config): string {
  return networks.find(({ definition }) => definition.network === network)?.definition.name ?? network;
}

function linkTroubles(
  { definition: { network, name } }: ConfiguredNetwork,
  living: readonly LinkRecord[],
  now: Instant,
): Trouble[] {
  const own = living.filter((link) => link.network === network);
  if (own.length === 0)
    return [
      {
        what: 'nobody-runs',
        message: `${name}已写设置,但没有正在运行的机器人连着它。`,
        todo: '启动机器人:npm start,或看服务为什么停了(journalctl -u linli)。',
      },
    ];
  if (own.some(({ state }) => state === 'connected')) return [];
  const [worst] = own.filter(({ reason }) => reason !== 'held-elsewhere');
  if (!worst) return [];
  return [
    {
      what: 'network-down',
      message: `${name}:${linkText(worst)},已 ${lengthText(now - worst.since)}(进程 ${worst.owner})。`,
      todo: '先看上面这句话里的办法;不清楚原因就运行 linli check。',
    },
  ];
}

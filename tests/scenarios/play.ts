import { COMMANDS } from '../../commands/index.ts';
import { createLinli, type Linli, type LinliParts } from '../../src/app/linli.ts';
import type { Store } from '../../src/app/ports.ts';
import { createSimulator, type Member, type Simulator } from '../../src/chat/simulator/group.ts';
import type { ServicePolicy } from '../../src/engine/policy.ts';
import type { TicketEvent } from '../../src/engine/ticket/event.ts';
import type { Ticket } from '../../src/engine/ticket/ticket.ts';
import { sentences } from '../../src/text/zh-cn.ts';
import type { TestDatabase } from '../support/databases.ts';
import { shippedPolicy } from '../support/shipped-policy.ts';
import { SMALL_TOWN } from '../support/small-town.ts';

/** A Wednesday, in working hours and outside of quiet ones. */
export const MORNING = Date.parse('2026-06-03T09:00:00+08:00');

/** Group chats of the small town. */
export const RESIDENTS = 'yanguang-res';
export const WORKERS = 'yanguang-work';
export const HUBIN_RESIDENTS = 'hubin-res';
export const HUBIN_WORKERS = 'hubin-work';
export const STREET = 'kunlun-street';

/** The whole bot on a real store, in a small town whose members are scripted. */
export interface Play extends Simulator {
  linli: Linli;
  store: Store;
  /** Residents. */
  zhang: Member;
  wang: Member;
  /** 网格员 李梅 and 王强, 书记 陈华 of 阳光社区. */
  limei: Member;
  wangqiang: Member;
  chenhua: Member;
  /** 网格员 孙燕 and 书记 吴刚 of 湖滨社区; 徐静 of the street. */
  sunyan: Member;
  wugang: Member;
  xujing: Member;
  ticket(number: number): Promise<Ticket>;
  history(number: number): Promise<readonly TicketEvent[]>;
  /** Opens `#n` by 张阿姨 in her community's room. */
  report(text?: string): Promise<void>;
  /** Stops the bot; throws when it logged an error. */
  end(): Promise<void>;
}

export interface Staging {
  at?: number;
  /** Another street's numbers. */
  policy?: (policy: ServicePolicy) => ServicePolicy;
  /** The network shows cards. */
  cards?: boolean;
  languageModel?: LinliParts['languageModel'];
  timer?: LinliParts['timer'];
  meter?: LinliParts['meter'];
}

export async function play(database: TestDatabase, staging: Staging = {}): Promise<Play> {
  const { at = MORNING, policy: adjusted = (policy) => policy, cards = false } = staging;
  const { languageModel, timer, meter } = staging;
  const store = await database.open();
  await store.saveOrganisation(SMALL_TOWN, at);
  const simulator = createSimulator({ at, cards });
  let codes = 493026;
  const errors: string[] = [];
  const linli = createLinli({
    store,
    chats: [simulator.chat],
    clock: simulator.clock,
    log: { info: () => {}, warn: () => {}, error: (_data, message) => errors.push(message) },
    policy: adjusted(shippedPolicy()),
    languageModel,
    timer,
    meter,
    commands: COMMANDS,
    sentences,
    newCode: () => String(++codes),
  });
  simulator.drive(linli);
  await linli.start();
  const end = async () => {
    await linli.stop();
    if (errors.length > 0) throw new Error(errors.join('\n'));
  };
  return {
    ...simulator,
    ...membersOf(simulator),
    ...lookingInto(store),
    linli,
    store,
    end,
  };
}

function membersOf({ member }: Simulator) {
  const zhang = member('wx-zhang', '张阿姨');
  return {
    zhang,
    wang: member('wx-wang', '王哥'),
    limei: member('wx-limei', '李梅'),
    wangqiang: member('wx-wangqiang', '王强'),
    chenhua: member('wx-chenhua', '陈书记'),
    sunyan: member('wx-sunyan', '孙燕'),
    wugang: member('wx-wugang', '吴书记'),
    xujing: member('wx-xujing', '徐科'),
    report: async (text = '报事 阳光花园3号楼2单元电梯坏了') => {
      await zhang.says(RESIDENTS, text);
    },
  };
}

function lookingInto(store: Store) {
  const ticket = async (number: number) => {
    const loaded = await store.load({ ...NOTHING, tickets: [{ by: 'number', streetId: 'kunlun', number }] });
    const found = loaded.tickets[0];
    if (!found) throw new Error(`there is no #${number}`);
    return found;
  };
  const history = async (number: number) => {
    const { id } = await ticket(number);
    const loaded = await store.load({ ...NOTHING, histories: [id] });
    return loaded.histories.get(id) ?? [];
  };
  return { ticket, history };
}

const NOTHING = {
  messages: [],
  talk: [],
  lines: [],
  tickets: [],
  numbers: [],
  codes: [],
  tries: [],
  leaveRequests: [],
  histories: [],
  openCounts: [],
  knowledge: [],
  appraisal: [],
};

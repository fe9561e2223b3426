import type { Chat, LinkStatus, Receiver, SendingLimits } from '../../src/app/ports.ts';
import type { ChatEvent, InboundMessage, OutboundMessage } from '../../src/chat/message.ts';

/** A network's edge in the test's hands: what it hears, how it stands, what its history holds. */
export interface RemoteEdge {
  chat: Chat;
  /** What the bot said there. */
  said(chatId?: string): readonly OutboundMessage[];
  hear(message: InboundMessage): Promise<void>;
  event(event: ChatEvent): Promise<void>;
  status(status: LinkStatus): void;
  /** What the network keeps; read by the bot when it was away. */
  history: Map<string, InboundMessage[]>;
  /** Chats whose history cannot be read. */
  broken: Map<string, Error>;
  /** What was read of whose history, since when. */
  reads: { chatId: string; since: number }[];
}

export function createRemoteEdge(
  network: string,
  limits?: SendingLimits,
  rereadEveryMs?: number,
): RemoteEdge {
  const said: OutboundMessage[] = [];
  const history: RemoteEdge['history'] = new Map();
  const broken: RemoteEdge['broken'] = new Map();
  const reads: RemoteEdge['reads'] = [];
  let receiver: Receiver | null = null;
  const bot = () => {
    if (!receiver) throw new Error(`the edge of ${network} was not started`);
    return receiver;
  };
  return {
    chat: {
      network,
      ...(limits && { limits }),
      ...(rereadEveryMs !== undefined && { rereadEveryMs }),
      start: async (given) => {
        receiver = given;
      },
      send: async (message) => {
        if (!said.some(({ key }) => key === message.key)) said.push(message);
        return { remoteId: `bot-${message.key}` };
      },
      async *history(chatId, since) {
        reads.push({ chatId, since });
        const fault = broken.get(chatId);
        if (fault) throw fault;
        for (const message of history.get(chatId) ?? []) if (message.sentAt >= since) yield message;
      },
      stop: async () => {},
    },
    said: (chatId) => said.filter((one) => chatId === undefined || one.chatId === chatId),
    hear: (message) => bot().message(message),
    event: (event) => bot().event(event),
    status: (status) => bot().status(status),
    history,
    broken,
    reads,
  };
}

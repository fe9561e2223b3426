import type { Refusal } from '../../engine/refusal.ts';
import { chatsFor, speakingTo } from '../outgoing/speech.ts';
import type { InboundRecord } from '../ports.ts';
import { contextOf } from './context.ts';
import type { Handling } from './handling.ts';
import type { Hearing } from './hearing.ts';
import { runCommand } from './run-command.ts';
import { keepable } from './secrecy.ts';
import type { Taken } from './talk.ts';
import { takeInferred, takeTalk } from './talk.ts';

/** Refusals that would tell an outsider something, or only disturb: they go into the record, not into the room. */
const SILENT: ReadonlySet<Refusal['code']> = new Set(['room-not-bound', 'already-follows']);

/**
 * One message, whole: guard → command or talk → decide → record → speak. Everything it changes is in the
 * workspace's plan; nothing has happened yet when it returns.
 */
export function handleMessage(handling: Handling): void {
  const { hearing, workspace, speech } = handling;
  if (workspace.wasHandled(hearing.line.key)) return;
  const taken = take(handling);
  if (taken.refusal) sayRefusal(taken, handling);
  const line = {
    ...keepable(hearing, handling.around.registry),
    ticketIds: [...handling.touched],
    outcome: taken.refusal ? `refused:${taken.refusal.code}` : taken.outcome,
  };
  workspace.record(inboundRecord(hearing, line, workspace.now));
  workspace.remember(line);
  speech.flush();
}

function take(handling: Handling): Taken {
  const { hearing } = handling;
  const { message, room, parsed } = hearing;
  if (message.text === '' && message.images.length === 0) return silent('empty');
  if (hearing.inferred) return takeInferred(handling);
  if (parsed.type === 'command') {
    const refusal = runCommand(parsed.command, parsed.rest, contextOf(handling));
    return { outcome: `command:${parsed.command.name}`, refusal, certain: true };
  }
  if (room === null && message.chatKind === 'group') return silent('unbound');
  if (parsed.type === 'mistyped' && (hearing.isStaff || hearing.addressed)) {
    return {
      outcome: 'mistyped',
      refusal: { code: 'unknown-command', text: parsed.word, near: parsed.near },
      certain: true,
    };
  }
  return takeTalk(handling);
}

function silent(outcome: string): Taken {
  return { outcome: `none:${outcome}`, refusal: null, certain: false };
}

/** Said where it was asked; what was only inferred from talk is refused in silence among residents. */
function sayRefusal({ refusal, certain }: Taken, { hearing, workspace, speech, sentences }: Handling): void {
  if (!refusal || (SILENT.has(refusal.code) && !hearing.addressed)) return;
  // A short form that came too late was answered by what happened since.
  if (hearing.message.late && !certain) return;
  if (!hearing.room && hearing.message.chatKind === 'group' && refusal.code === 'room-not-bound') return;
  for (const target of chatsFor({ roomId: hearing.line.roomId }, workspace)) {
    if (target.toResidents && !certain) continue;
    const text = sentences.refusal(refusal, speakingTo(target, workspace));
    speech.line(target, { text, code: `refusal:${refusal.code}`, ticketIds: [], urgent: true });
  }
}

export function inboundRecord(hearing: Hearing, line: Hearing['line'], now: number): InboundRecord {
  const { message } = hearing;
  return {
    key: line.key,
    // Talk of rooms that are not ours is not kept, only that it was there.
    line: hearing.room || message.chatKind === 'private' ? line : { ...line, text: '', images: [] },
    network: message.network,
    chatId: message.chatId,
    chatKind: message.chatKind,
    accountId: message.senderId,
    receivedAt: now,
  };
}

import { extname } from 'node:path';
import type { Context } from 'hono';
import { isReportFile } from '../../app/reports/reference.ts';
import { refuseWeb } from '../guard.ts';
import type { PlaygroundDeps } from './deps.ts';
import { historyOf } from './lines.ts';
import { belongsTo } from './people.ts';
import type { Speaking } from './speaking.ts';

const TYPES: Readonly<Record<string, string>> = {
  '.png': 'image/png',
  '.xlsx': 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  '.docx': 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
};

interface Given {
  deps: PlaygroundDeps;
  speaking: Speaking;
}

/**
 * A month's picture or file (reports/reference.ts), for somebody of the chat in which the bot has shown it: references can be
 * guessed, scores are not for everybody. A file is handed over to be saved, never opened by the page.
 */
export async function attachment(c: Context, { deps, speaking }: Given): Promise<Response> {
  const [ref = '', who, room = ''] = ['ref', 'who', 'room'].map((name) => c.req.query(name));
  const { people } = await speaking.cast();
  const person = people.find(({ id }) => id === who);
  if (!person) return refuseWeb(c, 'no-such-person');
  if (!belongsTo(person, room)) return refuseWeb(c, 'no-such-room');
  const shown = await wasShown(room, ref, { deps, people });
  const file = shown ? await deps.pictures.file?.(ref) : null;
  if (!file) return refuseWeb(c, 'no-such-file');
  const disposition = isReportFile(ref) ? 'attachment' : 'inline';
  return c.body(new Uint8Array(file.bytes), 200, {
    'content-type': TYPES[extname(file.name)] ?? 'application/octet-stream',
    'content-disposition': `${disposition}; filename*=UTF-8''${encodeURIComponent(file.name)}`,
    'content-security-policy': "default-src 'none'; sandbox",
    'cache-control': 'private, max-age=3600',
  });
}

/** Just now, before the database knows that it was said, or earlier. */
async function wasShown(
  room: string,
  ref: string,
  { deps, people }: Pick<Given, 'deps'> & { people: Awaited<ReturnType<Speaking['cast']>>['people'] },
): Promise<boolean> {
  const isLive = deps.hub
    .recent()
    .some(({ event }) => event.type === 'message' && event.chatId === room && holds(event.entry, ref));
  if (isLive) return true;
  const lines = await historyOf(room, { store: deps.store, people });
  return lines.some((line) => holds(line, ref));
}

function holds({ fromBot, images }: { fromBot: boolean; images: readonly string[] }, ref: string): boolean {
  return fromBot && images.includes(ref);
}

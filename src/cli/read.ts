import { z } from 'zod';
import type { Demand, Reading } from '../engine/intake/talk.ts';
import { batched, linesOf, parseJson } from './lines.ts';
import { policyFor } from './policy.ts';
import { DONE, REFUSED, type Verb, type VerbInput } from './verb.ts';

const MESSAGE = z.object({ text: z.string() });

export const readVerb: Verb = {
  name: 'read',
  usage: 'FILE [--neighbourhood FILE] [--policy FILE]',
  summary: '看机器人怎样理解一句话:每行一条消息,每行输出一个 JSON。',
  details: [
    'FILE 每行一条消息:一段文字,或带 text 的 JSON;写 - 则从标准输入读。',
    '输出:request 诉求的把握(0–1)、kind、category [一级, 二级]、urgency 和 urgent(0–1)、places、why。',
    '一句话说了几件事的,上面几样是第一件的,demands 里每件都有。',
  ],
  options: {
    neighbourhood: { type: 'string', value: 'FILE', help: '辖区文件,用来认地点' },
    policy: { type: 'string', value: 'FILE', help: '制度文件,不写则用设置里的' },
    json: { type: 'boolean', help: '总是输出 JSON,写不写都一样' },
  },
  words: { min: 1, max: 1, missing: '没有写要读的文件。' },
  run: readMessages,
};

async function readMessages({ words, text, io }: VerbInput): Promise<number> {
  const [{ read }, { withMatters }, { cleanText, MAX_TEXT_CHARS }, { neighbourhoodOf, readContext }] =
    await Promise.all([
      import('../engine/intake/read.ts'),
      import('../engine/intake/two-matters.ts'),
      import('../app/incoming/normalise.ts'),
      import('./reading.ts'),
    ]);
  const policy = await policyFor(io, text('policy'));
  if (!policy) return REFUSED;
  const organisation = await neighbourhoodOf(text('neighbourhood'), policy.calendar.zone, io);
  if (!organisation) return REFUSED;
  const context = readContext(policy, organisation);
  const output = batched(io);
  for await (const line of linesOf(words[0] ?? '-')) {
    const message = cleanText(messageOf(line.text), MAX_TEXT_CHARS);
    output.out(JSON.stringify(shown(withMatters(read(message, context), message, context))));
  }
  output.flush();
  return DONE;
}

/** A line of JSON with a `text` is that text; everything else is talk as it stands. */
function messageOf(line: string): string {
  if (!line.trimStart().startsWith('{')) return line;
  const parsed = MESSAGE.safeParse(parseJson(line));
  return parsed.success ? parsed.data.text : line;
}

/** The first demand's kind, category and urgency; null where nothing is asked for. Of several, each as the room would open it. */
function shown(reading: Reading): object {
  const [first, second] = reading.demands;
  return {
    request: round(reading.request),
    kind: first?.kind ?? null,
    category: first?.category ?? null,
    urgency: first?.urgency ?? null,
    urgent: round(first?.urgent ?? 0),
    places: [...new Set(reading.places.map(({ place, written }) => place?.text ?? written))],
    why: reading.why,
    ...(second && { demands: reading.demands.map(demandShown) }),
  };
}

function demandShown({ text, kind, category, urgency, place }: Demand): object {
  return { text, kind, category, urgency, place: place?.place?.text ?? place?.written ?? null };
}

function round(share: number): number {
  return Math.round(share * 1000) / 1000;
}

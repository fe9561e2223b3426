import { z } from 'zod';
import { batched, linesOf, type NumberedLine, parseJson } from './lines.ts';
import { policyFor } from './policy.ts';
import { DONE, REFUSED, type Verb, type VerbInput } from './verb.ts';

const PAIR = z.object({ a: z.string(), b: z.string() });

export const sameVerb: Verb = {
  name: 'same',
  usage: 'FILE [--policy FILE]',
  summary: '看机器人是否认为两句话说的是同一件事:每行一对,每行输出一个 JSON。',
  details: [
    'FILE 每行一个 JSON:{"a":"一句话","b":"另一句话"};写 - 则从标准输入读。',
    '输出:same 同一件事的把握(0–1)、reason 依据。',
  ],
  options: {
    policy: { type: 'string', value: 'FILE', help: '制度文件,不写则用设置里的' },
    json: { type: 'boolean', help: '总是输出 JSON,写不写都一样' },
  },
  words: { min: 1, max: 1, missing: '没有写要比的文件。' },
  run: comparePairs,
};

async function comparePairs({ words, text, io }: VerbInput): Promise<number> {
  const [{ sameText }, { cleanText, MAX_TEXT_CHARS }] = await Promise.all([
    import('../engine/intake/same.ts'),
    import('../app/incoming/normalise.ts'),
  ]);
  const policy = await policyFor(io, text('policy'));
  if (!policy) return REFUSED;
  const output = batched(io);
  let broken = 0;
  for await (const line of linesOf(words[0] ?? '-')) {
    const pair = pairOf(line);
    if (!pair) {
      broken += 1;
      io.err(`第 ${line.number} 行不是 {"a":"…","b":"…"} 这样的 JSON。`);
      continue;
    }
    const { same, reason } = sameText(
      cleanText(pair.a, MAX_TEXT_CHARS),
      cleanText(pair.b, MAX_TEXT_CHARS),
      policy,
    );
    output.out(JSON.stringify({ same: Math.round(same * 1000) / 1000, reason }));
  }
  output.flush();
  return broken > 0 ? REFUSED : DONE;
}

function pairOf({ text }: NumberedLine): z.infer<typeof PAIR> | null {
  const parsed = PAIR.safeParse(parseJson(text));
  return parsed.success ? parsed.data : null;
}

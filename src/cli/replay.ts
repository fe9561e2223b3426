import { existsSync } from 'node:fs';
import type { Organisation } from '../engine/org/directory.ts';
import type { ServicePolicy } from '../engine/policy.ts';
import { policyFor } from './policy.ts';
import { readLog } from './replay/log.ts';
import { DONE, type Io, JSON_OPTION, REFUSED, type Verb, type VerbInput } from './verb.ts';

export const replayVerb: Verb = {
  name: 'replay',
  usage: 'FILE [--neighbourhood FILE] [--policy FILE] [--json]',
  summary: '把一段群聊记录从头到尾放给机器人听,看它开了哪些工单、说了什么、没说什么。',
  details: [
    'FILE 每行一个 JSON:at、room、from、name、text、images(张数)、replyTo、id。',
    '用一个临时数据库和记录里的时间,不碰正式数据。X.chat.jsonl 旁边有 X.neighbourhood.yaml 时自动使用。',
    '--json 每行一个 JSON,type 为 ticket、said 或 summary。',
  ],
  options: {
    neighbourhood: { type: 'string', value: 'FILE', help: '辖区文件(YAML 或 XLSX)' },
    policy: { type: 'string', value: 'FILE', help: '制度文件,不写则用设置里的' },
    json: JSON_OPTION,
  },
  words: { min: 1, max: 1, missing: '没有写群聊记录的文件。' },
  run: replay,
};

async function replay(input: VerbInput): Promise<number> {
  const { words, flag, text, io } = input;
  const path = words[0] ?? '';
  const { messages, faults } = await readLog(path);
  if (faults.length > 0)
    return refuse(
      faults.map((fault) => `${path} ${fault}`),
      io,
    );
  const policy = await policyFor(io, text('policy'));
  if (!policy) return REFUSED;
  const neighbourhood = text('neighbourhood') ?? sibling(path);
  if (neighbourhood === null) return refuse([noNeighbourhood(path)], io);
  const organisation = await organisationOf(neighbourhood, policy, io);
  if (!organisation) return REFUSED;
  const [{ runReplay }, { jsonLines, summaryLines }] = await Promise.all([
    import('./replay/run.ts'),
    import('./replay/show.ts'),
  ]);
  const result = await runReplay({ messages, organisation, policy });
  const lines = flag('json') ? jsonLines(result) : summaryLines(result);
  for (const line of lines) io.out(line);
  return DONE;
}

function refuse(faults: readonly string[], io: Io): number {
  for (const fault of faults) io.err(fault);
  return REFUSED;
}

/** `X.chat.jsonl` or `X.jsonl` → `X.neighbourhood.yaml` beside it, if it is there. */
function sibling(path: string): string | null {
  const guess = path.replace(/(\.chat)?\.jsonl$/, '.neighbourhood.yaml');
  return guess !== path && existsSync(guess) ? guess : null;
}

function noNeighbourhood(path: string): string {
  return `不知道 ${path} 是哪个辖区的:请加 --neighbourhood FILE,或把辖区文件放在旁边,取名 X.neighbourhood.yaml。`;
}

async function organisationOf(path: string, policy: ServicePolicy, io: Io): Promise<Organisation | null> {
  const { neighbourhoodOf } = await import('./reading.ts');
  return neighbourhoodOf(path, policy.calendar.zone, io);
}

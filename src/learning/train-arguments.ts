import { parseArgs } from 'node:util';

export const TRAIN_USAGE = [
  'Usage: npm run train -- --data DIR [--out FOLDER]',
  '',
  'Trains both models from the messages in DIR, bit for bit the same from the same data, lists and code.',
  'One JSON object a line; it takes some minutes on one core.',
  '',
  '  --data DIR     the folder with requests-12345.jsonl and the files beside it',
  '  --out FOLDER   where reading.zh.model and issue.zh.model are written (policies)',
  '  --help         shows this',
].join('\n');

export type TrainArguments =
  | { ok: true; help: true }
  | { ok: true; help: false; data: string; out: string }
  | { ok: false; problem: string };

export function readTrainArguments(words: readonly string[]): TrainArguments {
  try {
    const { values } = parseArgs({
      args: [...words],
      options: {
        data: { type: 'string' },
        out: { type: 'string', default: 'policies' },
        help: { type: 'boolean', short: 'h', default: false },
      },
    });
    if (values.help) return { ok: true, help: true };
    if (!values.data) return { ok: false, problem: 'It needs --data DIR, the folder of the training data.' };
    return { ok: true, help: false, data: values.data, out: values.out };
  } catch (error) {
    return { ok: false, problem: error instanceof Error ? error.message : String(error) };
  }
}

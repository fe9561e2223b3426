import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { APPRAISAL_FILE } from '../../../src/app/policy/appraisal-schema.ts';
import { policyJsonSchema } from '../../../src/app/policy/policy-json-schema.ts';
import { runLinli } from '../../cli/run-linli.ts';
import { createTrial, TRIAL } from './trial-appraisal.ts';

const SHIPPED = readdirSync('policies')
  .filter((file) => file.endsWith('.yaml') && file !== 'lexicon.zh.yaml')
  .map((file) => join('policies', file));
const schema = policyJsonSchema();
/** Read back as any editor would: by the JSON alone. */
const read = z.fromJSONSchema(JSON.parse(JSON.stringify(schema)));
const trial = createTrial();

/** Names of fields at any depth; what stands for posts and groups is data. */
function fieldsOf(schema: unknown): readonly string[] {
  if (typeof schema !== 'object' || schema === null) return [];
  return Object.entries(schema).flatMap(([key, inner]) => [
    ...(key === 'properties' ? Object.keys(inner) : []),
    ...fieldsOf(inner),
  ]);
}

function fits(text: string): boolean {
  return read.safeParse(parse(text)).success;
}

describe('the JSON schema of a policy file', () => {
  it.each(SHIPPED)('takes %s', (path) => {
    expect(read.safeParse(parse(readFileSync(path, 'utf8'))).error?.issues ?? []).toEqual([]);
  });

  it.each([
    ['a field that there is not', 'window: from day 19', 'windows: from day 19'],
    ['a metric that there is not', 'metric: solved-rate', 'metric: solve-rate'],
    ['a length that is none', 'publishAfter: 2 working days', 'publishAfter: two days'],
    ['an item without a source', 'target: 30, source: 某文件', 'target: 30'],
    ['a wrong choice', 'raters: peers', 'raters: friends'],
  ])('refuses %s', (_, before, after) => {
    expect(fits(TRIAL)).toBe(true);
    expect(TRIAL).toContain(before);
    expect(fits(TRIAL.replace(before, after))).toBe(false);
  });

  it('wants every section only of a file that extends no other, and takes `appraisal: none`', () => {
    const [own = ''] = TRIAL.split('appraisal:');
    expect(fits(own)).toBe(true);
    expect(fits(`${own}appraisal: none\n`)).toBe(true);
    expect(schema.required).toEqual(['id', 'version']);
    expect(schema.anyOf).toEqual([
      { required: ['extends'] },
      { required: ['calendar', 'categories', 'limits', 'thresholds', 'timing', 'lexicon'] },
    ]);
  });

  it('has no field of the appraisal that docs/policy.md does not name', () => {
    const docs = readFileSync('docs/policy.md', 'utf8');
    const names = fieldsOf(z.toJSONSchema(APPRAISAL_FILE, { io: 'input' }));
    expect(names.length).toBeGreaterThan(60);
    expect(names.filter((name) => !new RegExp(`\\b${name}\\b`).test(docs))).toEqual([]);
  });

  it('says of every section, and of every field of the appraisal, what it is', () => {
    const undescribed = Object.entries(schema.properties ?? {}).filter(
      ([, section]) =>
        section === true ||
        section === false ||
        !/[一-龥]/.test(JSON.stringify(section.description ?? section.anyOf)),
    );
    expect(undescribed.map(([key]) => key)).toEqual([]);
  });
});

describe('linli policy-schema', () => {
  it('prints it, and the line that docs/policy.md tells to write names the file it was printed to', async () => {
    const docs = readFileSync('docs/policy.md', 'utf8');
    const printed = /npm run -s linli -- policy-schema > (\S+)/.exec(docs)?.[1] ?? '';
    const comment = /^# yaml-language-server: \$schema=(\S+)$/m.exec(docs);
    const copied = /POLICY=(\S+)' >> \.env/.exec(docs)?.[1] ?? '';
    expect(join(dirname(copied), comment?.[1] ?? '?')).toBe(printed);
    expect(trial.load(`${comment?.[0]}\n${TRIAL}`).ok).toBe(true);

    const { code, out } = await runLinli(['policy-schema']);
    expect(code).toBe(0);
    expect(JSON.parse(out)).toEqual(JSON.parse(JSON.stringify(schema)));
  });
});

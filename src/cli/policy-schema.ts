import { DONE, type Verb, type VerbInput } from './verb.ts';

export const policySchemaVerb: Verb = {
  name: 'policy-schema',
  usage: '',
  summary: '输出制度文件的 JSON Schema,编辑器靠它提示和检查。',
  details: [
    '存在制度文件旁边:npm run -s linli -- policy-schema > policy.schema.json',
    '再在制度文件的第一行写:# yaml-language-server: $schema=policy.schema.json',
  ],
  options: { json: { type: 'boolean', help: '总是输出 JSON,写不写都一样' } },
  words: { min: 0, max: 0, missing: '' },
  run: printSchema,
};

async function printSchema({ io }: VerbInput): Promise<number> {
  const { policyJsonSchema } = await import('../app/policy/policy-json-schema.ts');
  io.out(JSON.stringify(policyJsonSchema(), null, 2));
  return DONE;
}

import { z } from 'zod';
import { POLICY_FILE } from './policy-schema.ts';

/** What an editor completes and underlines with. */
export type JsonSchema = z.core.JSONSchema.JSONSchema;

/**
 * The shape of a policy file as JSON Schema 2020-12, of the same zod schema that reads it. What contradicts itself is beyond a
 * shape: `linli check` says that.
 */
export function policyJsonSchema(): JsonSchema {
  const { required = [], properties = {}, ...rest } = z.toJSONSchema(POLICY_FILE, { io: 'input' });
  const { appraisal, ...others } = properties;
  const section = typeof appraisal === 'object' ? appraisal : {};
  const isOwn = (key: string) => key === 'id' || key === 'version';
  return {
    ...rest,
    title: '邻里制度文件',
    properties: { ...others, appraisal: { anyOf: [section, { const: 'none' }] } },
    required: required.filter(isOwn),
    anyOf: [{ required: ['extends'] }, { required: required.filter((key) => !isOwn(key)) }],
  };
}

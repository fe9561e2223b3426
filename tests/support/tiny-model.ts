import { decodeReadingModel, type ReadingModel } from '../../src/engine/model/reading-model.ts';
import type { ServicePolicy } from '../../src/engine/policy.ts';
import { encodeContainer } from '../../src/learning/encode-container.ts';
import { aboutOf, fitHead, type Head, type HeadOptions, sectionsOf } from '../../src/learning/head.ts';
import { sampler } from '../../src/learning/sampling.ts';

const THINGS = { 路灯: '公共设施/路灯', 井盖: '公共设施/井盖', 电梯: '物业服务/电梯', 门禁: '物业服务/门禁' };
const CLASSES = Object.values(THINGS);
const SHARED = { longest: 3, minDocs: 1, most: 5000, loss: 'squared-hinge', cost: 1 } as const;

/** A reading model of a few invented lines: it knows four things that break, and chatter about them. Another sureness is another model. */
export function tinyModel(policy: ServicePolicy, sureness = 2): ReadingModel {
  const broken = Object.keys(THINGS).flatMap((thing) => [`${thing}坏了`, `${thing}又坏了没人修`]);
  const fine = Object.keys(THINGS).flatMap((thing) => [`${thing}真好看`, `谢谢修${thing}的师傅`]);
  const request = headOf(
    [...broken.map((text) => ({ text, label: 1 })), ...fine.map((text) => ({ text, label: 0 }))],
    { ...SHARED, classes: ['request'] },
    policy,
  );
  const category = headOf(
    broken.map((text, at) => ({ text, label: Math.floor(at / 2) })),
    { ...SHARED, classes: CLASSES },
    policy,
  );
  const heads = { request: surer(request, sureness), category: surer(category, sureness) };
  const bytes = encodeContainer({
    kind: 'reading',
    about: { heads: Object.fromEntries(Object.entries(heads).map(([name, head]) => [name, aboutOf(head)])) },
    sections: new Map(Object.entries(heads).flatMap(([name, head]) => [...sectionsOf(name, head)])),
  });
  const decoded = decodeReadingModel(bytes);
  if (!decoded.ok) throw new Error(decoded.fault);
  return decoded.value;
}

function headOf(
  lines: readonly { text: string; label: number }[],
  options: HeadOptions,
  policy: ServicePolicy,
): Head {
  const sample = sampler(policy, options.longest);
  const labelled = lines.map(({ text, label }, fold) => ({
    sample: sample(text),
    label,
    importance: 1,
    fold,
  }));
  return fitHead(labelled, options);
}

/** Than a fit of so few lines is. */
function surer(head: Head, sureness: number): Head {
  return { ...head, slopes: head.slopes.map(() => sureness) };
}

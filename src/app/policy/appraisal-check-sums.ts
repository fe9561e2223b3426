import { compare, decimal, ONE, sum, text } from '../../engine/appraisal/decimal.ts';
import type { Path } from '../import/source.ts';
import type { AppraisalFile } from './appraisal-schema.ts';
import type { Contradiction } from './policy-checks.ts';

/** Points and weights that do not add up. Change one number and the other that no longer fits is told. */
export function sumFaults(file: AppraisalFile): readonly Contradiction[] {
  return [
    ...hundred(file),
    ...itemsOfDimensions(file),
    ...itemsOfOwnPoints(file),
    ...weights(file),
    ...ballotWeights(file),
  ];
}

const HUNDRED = '100';

function hundred({ dimensions }: AppraisalFile): readonly Contradiction[] {
  const counted = dimensions.filter(({ bonus }) => !bonus);
  const total = text(sum(counted.map(({ points }) => decimal(points))));
  if (total === HUNDRED) return [];
  return [{ path: ['dimensions'], message: `不算加分的维度合计 ${total} 分,应为 100 分` }];
}

type Group = AppraisalFile['groups'][number];
type Dimension = AppraisalFile['dimensions'][number];

/** Groups without points of their own do every dimension whole. One fault for all groups with the same sum. */
function itemsOfDimensions(file: AppraisalFile): readonly Contradiction[] {
  return file.dimensions.flatMap((dimension, index) => {
    const names = new Map<string, string[]>();
    for (const group of file.groups.filter(({ points }) => points === undefined)) {
      const got = itemSum(file, group, dimension);
      names.set(got, [...(names.get(got) ?? []), group.name]);
    }
    names.delete(dimension.points);
    return [...names].map(([got, groups]) => ({
      path: ['dimensions', index, 'points'],
      message: `「${dimension.name}」是 ${dimension.points} 分,但「${groups.join('、')}」在这个维度的项目合计 ${got} 分:请改项目的 points,或者改这里`,
    }));
  });
}

function itemsOfOwnPoints(file: AppraisalFile): readonly Contradiction[] {
  return file.groups.flatMap((group, index) => {
    const { points } = group;
    if (points === undefined) return [];
    return file.dimensions.flatMap((dimension) => {
      const wanted = points[dimension.id] ?? '0';
      const got = itemSum(file, group, dimension);
      if (got === wanted) return [];
      const path: Path = ['groups', index, 'points', dimension.id];
      return [{ path, message: `这一组在「${dimension.name}」的项目合计 ${got} 分,这里是 ${wanted} 分` }];
    });
  });
}

function itemSum({ items }: AppraisalFile, { id }: Group, dimension: Dimension): string {
  const own = items.filter(
    (item) => item.dimension === dimension.id && (item.groups.length === 0 || item.groups.includes(id)),
  );
  return text(sum(own.map(({ points }) => decimal(points))));
}

function weights({ result, rates }: AppraisalFile): readonly Contradiction[] {
  const { differentiated, ballots, allocation } = result;
  return [
    ...toOne(['result', 'differentiated'], 'differentiated 和 ballots ', [differentiated, ballots]),
    ...toOne(['rates', 'weights'], '三率的比例', Object.values(rates.weights)),
    ...(allocation
      ? toOne(
          ['result', 'allocation', 'parts'],
          '业务分配的各项比例',
          allocation.parts.map(({ weight }) => weight),
        )
      : []),
  ];
}

function toOne(path: Path, what: string, given: readonly string[]): readonly Contradiction[] {
  const total = sum(given.map(decimal));
  return total.eq(ONE) ? [] : [{ path, message: `${what}合计 ${text(total)},应为 1` }];
}

/** Of each group that is rated at all its ballots together are the whole. One fault for all groups with the same ballots. */
function ballotWeights({ groups, ballots }: AppraisalFile): readonly Contradiction[] {
  const found = new Map<string, { rules: typeof ballots; names: string[] }>();
  for (const group of groups) {
    const rules = ballots.filter((rule) => isRated(group, rule) && compare(rule.weight, '0') > 0);
    const key = rules.map(({ id }) => id).join();
    found.set(key, { rules, names: [...(found.get(key)?.names ?? []), group.name] });
  }
  return [...found.values()].flatMap(({ rules, names }) => {
    const total = sum(rules.map(({ weight }) => decimal(weight)));
    if (rules.length === 0 || total.eq(ONE)) return [];
    const parts = rules.map(({ name, weight }) => `${name} ${weight}`).join('、');
    const path: Path = ['ballots', ballots.findIndex((rule) => rules.includes(rule)), 'weight'];
    return [{ path, message: `评「${names.join('、')}」的测评合计 ${text(total)},应为 1:${parts}` }];
  });
}

/** A ballot that names no groups rates all persons. */
export function isRated(group: Group, { groups }: AppraisalFile['ballots'][number]): boolean {
  return groups.length === 0 ? group.subject === 'person' : groups.includes(group.id);
}

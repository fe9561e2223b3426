import type { Path } from '../import/source.ts';
import { nearest } from '../nearest.ts';
import { type AppraisalFile, METRIC_IDS } from './appraisal-schema.ts';
import type { Contradiction } from './policy-checks.ts';

/** Names written twice, and names of nothing with the nearest there is. Paths are within the appraisal part. */
export function nameFaults(file: AppraisalFile): readonly Contradiction[] {
  return [...doubles(file), ...unknownInItems(file), ...unknownGroups(file), ...unknownAspects(file)];
}

const LISTS = ['groups', 'dimensions', 'items', 'ballots', 'consequences'] as const;

function doubles(file: AppraisalFile): readonly Contradiction[] {
  return [
    ...LISTS.flatMap((list) => doublesIn([list], file[list])),
    ...file.ballots.flatMap(({ aspects }, index) => doublesIn(['ballots', index, 'aspects'], aspects)),
  ];
}

/** People say names and the ledger keeps ids, so each stands once. */
function doublesIn(at: Path, list: readonly { id: string; name: string }[]): readonly Contradiction[] {
  return list.flatMap((one, index) =>
    (['id', 'name'] as const).flatMap((field) =>
      list.slice(0, index).some((earlier) => earlier[field] === one[field])
        ? [{ path: [...at, index, field], message: `「${one[field]}」前面已经有了,换一个` }]
        : [],
    ),
  );
}

interface Known {
  what: string;
  ids: readonly string[];
}

function unknownInItems(file: AppraisalFile): readonly Contradiction[] {
  const dimensions = known('维度', file.dimensions);
  const ballots = known('测评', file.ballots);
  const metrics = { what: '指标', ids: METRIC_IDS };
  return file.items.flatMap(({ dimension, metric, ballot }, index) => [
    ...unknown(['items', index, 'dimension'], dimension, dimensions),
    ...unknown(['items', index, 'metric'], metric, metrics),
    ...unknown(['items', index, 'ballot'], ballot, ballots),
  ]);
}

function unknownGroups(file: AppraisalFile): readonly Contradiction[] {
  const groups = known('组', file.groups);
  const dimensions = known('维度', file.dimensions);
  const lists: readonly (readonly [Path, readonly string[]])[] = [
    ...(['items', 'ballots', 'consequences'] as const).flatMap((list) =>
      file[list].map((one, index) => [[list, index, 'groups'], one.groups] as const),
    ),
    [['result', 'allocation', 'groups'], file.result.allocation?.groups ?? []],
  ];
  return [
    ...lists.flatMap(([path, ids]) =>
      ids.flatMap((given, index) => unknown([...path, index], given, groups)),
    ),
    ...file.groups.flatMap(({ points = {} }, index) =>
      Object.keys(points).flatMap((given) => unknown(['groups', index, 'points', given], given, dimensions)),
    ),
  ];
}

function unknownAspects({ items, ballots }: AppraisalFile): readonly Contradiction[] {
  return items.flatMap(({ ballot, aspect }, index) => {
    const rule = ballots.find(({ id }) => id === ballot);
    return rule ? unknown(['items', index, 'aspect'], aspect, known('方面', rule.aspects)) : [];
  });
}

function known(what: string, list: readonly { id: string }[]): Known {
  return { what, ids: list.map(({ id }) => id) };
}

function unknown(path: Path, given: string | undefined, { what, ids }: Known): readonly Contradiction[] {
  if (given === undefined || ids.includes(given)) return [];
  const [meant] = nearest(given, ids);
  const hint = meant ? `,是不是「${meant}」?` : '。';
  const allowed = ids.length === 0 ? '一个也没有' : ids.join('、');
  return [{ path, message: `没有「${given}」这个${what}${hint}可用的:${allowed}` }];
}

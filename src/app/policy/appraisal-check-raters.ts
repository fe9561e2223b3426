import { compare } from '../../engine/appraisal/decimal.ts';
import { isRated } from './appraisal-check-sums.ts';
import type { AppraisalFile, BallotFile } from './appraisal-schema.ts';
import type { Contradiction } from './policy-checks.ts';

type Faults = readonly Contradiction[];
type Group = AppraisalFile['groups'][number];

/** Groups that nobody can be in, or that have nothing to be scored by. */
export function groupFaults({ groups, items }: AppraisalFile): Faults {
  return groups.flatMap((group, index) => {
    const message = memberFault(group, groups.slice(0, index));
    const isScored = items.some((item) => item.groups.length === 0 || item.groups.includes(group.id));
    return [
      ...(message ? [{ path: ['groups', index], message: `「${group.name}」${message}` }] : []),
      ...(isScored ? [] : [{ path: ['groups', index], message: `没有一个项目是考「${group.name}」的` }]),
    ];
  });
}

/** Who is in two groups belongs to the first, so a group may be left with nobody. */
function memberFault({ subject, posts }: Group, earlier: readonly Group[]): string | null {
  if (subject === 'community') {
    if (posts.length > 0) return '考的是社区,社区没有岗位:去掉 posts,或者写 subject: person';
    return earlier.some((one) => one.subject === 'community') ? '永远是空的:社区都已经在前面的组里' : null;
  }
  if (posts.length === 0) return '没有写 posts:哪些岗位的人在这一组?考社区请写 subject: community';
  const taken = new Set(earlier.flatMap((one) => one.posts));
  return posts.every((post) => taken.has(post)) ? '永远是空的:这些岗位都已经在前面的组里' : null;
}

/** Fewer than so many secret votes would tell whose they are. */
const FEWEST_SECRET = 3;

/** Ballots that cannot come to a result, or whose result nobody uses. */
export function ballotFaults(file: AppraisalFile): Faults {
  return file.ballots.flatMap((rule, index) =>
    [...raterFaults(rule), ...secrecyFaults(rule), ...useFaults(rule, file)].map(({ path, message }) => ({
      path: ['ballots', index, ...path],
      message,
    })),
  );
}

function raterFaults({ raters, raterPosts }: BallotFile): Faults {
  if (raters === 'group' && raterPosts.length === 0) {
    return [{ path: ['raters'], message: '考核组由谁组成?请写 raterPosts' }];
  }
  if (raters !== 'group' && raterPosts.length > 0) {
    return [{ path: ['raterPosts'], message: 'raterPosts 只用在 raters: group' }];
  }
  return [];
}

function secrecyFaults({ raters, secret, quorum, trim }: BallotFile): Faults {
  const { fewest } = quorum;
  if (raters === 'self') {
    return [
      ...(secret ? [{ path: ['secret'], message: '自评只有本人一票,不能无记名:写 secret: false' }] : []),
      ...(fewest > 1 ? [{ path: ['quorum', 'fewest'], message: '自评只有一票,fewest 只能是 1' }] : []),
    ];
  }
  return [
    ...(secret && fewest < FEWEST_SECRET
      ? [
          {
            path: ['quorum', 'fewest'],
            message: `无记名的测评票太少就看得出是谁投的:至少 ${FEWEST_SECRET} 票`,
          },
        ]
      : []),
    ...(2 * trim >= fewest && trim > 0
      ? [
          {
            path: ['trim'],
            message: `去掉 ${trim} 个最高、${trim} 个最低之后可能一票不剩:fewest 要大于 ${2 * trim}`,
          },
        ]
      : []),
  ];
}

function useFaults(rule: BallotFile, { groups, items }: AppraisalFile): Faults {
  const rated = groups.filter((group) => isRated(group, rule));
  const isUsed = compare(rule.weight, '0') > 0 || items.some(({ ballot }) => ballot === rule.id);
  return [
    ...(rated.length === 0 ? [{ path: ['groups'], message: '这个测评谁也不评' }] : []),
    ...(isUsed ? [] : [{ path: ['weight'], message: 'weight 是 0,也没有项目用到它:评了也白评' }]),
  ];
}

/** Weights, coefficients and consequences that nothing can ever bring to bear. */
export function resultFaults(file: AppraisalFile): Faults {
  return [...ballotShare(file), ...coefficients(file), ...allocation(file), ...consequences(file)];
}

function ballotShare({ result, ballots }: AppraisalFile): Faults {
  const isWeighed = ballots.some(({ weight }) => compare(weight, '0') > 0);
  const isUsed = compare(result.ballots, '0') > 0;
  if (isUsed === isWeighed) return [];
  const message = isUsed
    ? `测评占 ${result.ballots},却没有一个 weight 大于 0 的测评`
    : '测评占 0,有 weight 的测评评了也不算:把它们的 weight 改成 0,或者改这里';
  return [{ path: ['result', 'ballots'], message }];
}

function coefficients({ result, groups }: AppraisalFile): Faults {
  const posts = new Set<string>(groups.flatMap((group) => group.posts));
  return Object.keys(result.postCoefficients).flatMap((post) =>
    posts.has(post)
      ? []
      : [{ path: ['result', 'postCoefficients', post], message: '没有哪个组有这个岗位,这个系数用不上' }],
  );
}

function allocation({ result }: AppraisalFile): Faults {
  if (!result.allocation) return [];
  const { parts, floor, cap } = result.allocation;
  const path = ['result', 'allocation'];
  const kinds = parts.map(({ by }) => by);
  return [
    ...(compare(floor, cap) > 0
      ? [{ path: [...path, 'floor'], message: `floor ${floor} 比 cap ${cap} 大` }]
      : []),
    ...(compare(floor, '1') > 0 || compare(cap, '1') < 0
      ? [{ path: [...path, 'cap'], message: '平均是 1,所以 floor 不能大于 1,cap 不能小于 1' }]
      : []),
    ...kinds.flatMap((by, index) =>
      kinds.indexOf(by) < index
        ? [{ path: [...path, 'parts', index, 'by'], message: `「${by}」前面已经有了` }]
        : [],
    ),
  ];
}

/** By ballots only who is rated can be judged. */
function consequences({ consequences, ballots, groups }: AppraisalFile): Faults {
  const weighed = ballots.filter(({ weight }) => compare(weight, '0') > 0);
  return consequences.flatMap((rule, index) => {
    if (rule.when.below?.of !== 'ballots') return [];
    const judged = groups.filter(({ id }) => rule.groups.length === 0 || rule.groups.includes(id));
    const out = judged.filter((group) => !weighed.some((ballot) => isRated(group, ballot)));
    if (out.length === 0) return [];
    const names = out.map(({ name }) => name).join('、');
    const message = `没有测评评「${names}」,这一条永远用不上`;
    return [{ path: ['consequences', index, 'when', 'below', 'of'], message }];
  });
}

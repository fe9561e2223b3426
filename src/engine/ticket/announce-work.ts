import {
  NOTHING,
  RESIDENTS,
  receipt,
  SECRETARY,
  STREET,
  toPerson,
  WORKERS,
  type Words,
} from './announce-kit.ts';

export const workWords = {
  assigned: ({ before }) => [...receipt(before), ['assigned', WORKERS]],
  transferred: ({ before }) => {
    const asked = before.pending?.kind === 'transfer' ? before.pending.by : null;
    const moved = [...receipt(before), ['transferred', WORKERS]] as const;
    return asked === null ? moved : [['request-approved', toPerson(asked)], ...moved];
  },
  claimed: ({ before }) => [...receipt(before), ['claimed', WORKERS]],
  arrived: NOTHING,
  progressed: NOTHING,
  whistled: [['whistled', STREET]],
  'whistle-answered': [['whistle-answered', WORKERS]],
  'whistle-rated': NOTHING,
  supervised: [['supervised', WORKERS]],
  urged: [['urged', WORKERS]],
  finished: [['finished', RESIDENTS]],
  disputed: [['disputed', STREET]],
  objected: [['objected', SECRETARY]],
  resumed: [['resumed', WORKERS]],
} satisfies Words<
  | 'assigned'
  | 'transferred'
  | 'claimed'
  | 'arrived'
  | 'progressed'
  | 'whistled'
  | 'whistle-answered'
  | 'whistle-rated'
  | 'supervised'
  | 'urged'
  | 'finished'
  | 'disputed'
  | 'objected'
  | 'resumed'
>;

/**
 * How much each word list and shape counts for or against a request, in log-odds: `[first word, each further word,
 * most further words]`. Seeds [A]: set by hand, checked against messages that are not in this repository.
 */
export type Weight = readonly [first: number, further: number, most: number];

export const REQUEST_BIAS = -2.6;

export const LIST_WEIGHTS: Readonly<Record<string, Weight>> = {
  problem: [1.5, 0.5, 3],
  outage: [1.5, 0.3, 2],
  neglected: [1.4, 0.8, 2],
  lasting: [0.5, 0.4, 2],
  object: [0.8, 0.1, 4],
  request: [1.0, 0.3, 3],
  formal: [1.3, 0.3, 4],
  civic: [1.9, 0.3, 4],
  heading: [1.7, 0.2, 3],
  consult: [1.4, 0.4, 2],
  suggestion: [0.6, 0, 0],
  tipOff: [1.2, 0.4, 2],
  critical: [2.6, 0.5, 2],
  urgent: [0.5, 0.2, 2],
  conduct: [0.5, 0.2, 2],
  figurative: [-1.4, -0.5, 2],
  solved: [-2.6, -0.4, 2],
  negation: [-2.2, -0.6, 2],
  thanks: [-1.0, -0.2, 2],
  greeting: [-1.6, -0.6, 2],
  banter: [-1.6, -0.9, 3],
  trade: [-2.4, -0.9, 3],
  advert: [-1.5, -1.2, 4],
  notice: [-2.2, -0.9, 4],
  staffReply: [-2.4, -0.6, 3],
  apology: [-2.2, 0, 0],
  official: [-4.3, -1.7, 4],
  news: [-2, -2, 4],
  elsewhere: [-10, 0, 0],
  hearsay: [-2.2, -0.6, 2],
  longAgo: [-3, 0, 0],
  followUp: [-1.2, 0, 0],
  advice: [-2.4, -0.5, 2],
  errand: [-2.2, -0.6, 2],
  sarcasm: [-1.6, -0.6, 2],
  venting: [-1.8, -0.9, 2],
  injection: [-6, 0, 0],
};

export const SHAPE_WEIGHTS = {
  /** A problem word within `NEAR_CHARS` of a thing. */
  problemNearObject: 0.8,
  place: 1.0,
  namedPlace: 0.9,
  elsewherePlace: -10,
  categoryWord: 0.9,
  /** A thing or place, and a request phrase: something is asked of somebody. */
  objectAsked: 0.3,
  /** A question mark and no more than the name of a thing: 「停水了?」. */
  bareQuestion: -0.9,
  /** 「白噪音」: a trouble's name, and no thing, place or wish: spoken of, not reported. */
  nameOnly: -2.8,
  pastSolved: -1.6,
  veryShort: -2.2,
  short: -0.9,
  /** A long tale without a request; one of former times. */
  essayWithoutRequest: -2.2,
  reminiscence: -9,
  /** Tells of things without a trouble, a wish or a question. */
  tellsOnly: -1.4,
  acknowledgeOnly: -3,
  nothingNamed: -0.8,
} as const;

export type Shape = keyof typeof SHAPE_WEIGHTS;

export const NEAR_CHARS = 10;
export const VERY_SHORT_CHARS = 3;
export const SHORT_CHARS = 6;
export const ESSAY_CHARS = 120;
export const ACKNOWLEDGE_CHARS = 8;
export const TALE_WORDS = 2;

/** Log-odds of being pressing. */
export const URGENT_BIAS = -1.3;
export const URGENT_WEIGHTS: Readonly<Record<string, Weight>> = {
  urgent: [1.6, 0.6, 3],
  critical: [3, 0.5, 2],
  lasting: [-0.2, 0, 0],
  calm: [-1.6, -0.4, 2],
  consult: [-1.6, 0, 0],
  conduct: [-0.5, -0.1, 2],
  suggestion: [-1, 0, 0],
};
/** The category itself presses: a cut supply, a lift. */
export const URGENT_CATEGORY = 1.4;
/** Critical words in a text that tells of former times count so much less. */
export const PAST_DANGER = -4;

/** Share of the words' log-odds that is added to the trained model's: seed, checked against invented chats. */
export const URGENT_WORDS = 0.75;
/** From here on the trained model alone says that life is in danger. */
export const CRITICAL_AT = 0.6;

/** A category word counts by its length; a longer one is more particular. */
export const CATEGORY_LENGTH_POWER = 1.6;
/** Words early in the text name the matter; later ones its consequences. */
export const CATEGORY_LATE = 0.6;
/** Texts shorter than this are early all over. */
export const CATEGORY_SPAN = 40;
/** A thing with its trouble right behind it (`井盖翘起`) is what it is about. */
export const CATEGORY_BROKEN = 2;
export const CATEGORY_NEAR = 2;
export const CATEGORY_TROUBLES = 20;
/** So many times likelier, beside a trained model, are the level 1 that the words name, and under it their level 2. */
export const NAMED_LEVEL1 = 2;
export const NAMED_LEVEL2 = 4;
/** Talk of which nothing is named, and no level 1 is likelier than this: the generic category. */
export const UNSURE_SHARE = 0.2;
/** The kind that the words tell. */
export const NAMED_KIND = 2;

/**
 * A line in its room, in log-odds: what the reading says of it, what the word lists say beside the trained model (two
 * voices are surer than one), and what stands around it. Fitted on invented chats, each weighed by the others.
 */
export const SITUATION = {
  reading: 0.65,
  words: 0.12,
  /** Somebody else spoke just before: it may be an answer to them. */
  follows: -1.3,
  /** The speaker goes on telling. */
  tellsOn: 0.8,
  /** A place of ours is named, now or in the lines before. */
  placed: 0.5,
  /** Danger is not waited for. */
  danger: 1,
  /** It works again, was long ago, or was in the news: nobody is asked. */
  over: -0.6,
  /** Somebody's words, and then from the same person a line that only says where. */
  placeTold: 3.6,
  /** A photo with the words. */
  photoTold: 0.9,
} as const;
export const FOLLOWS_MS = 3 * 60_000;
/** Beyond this the reading of a line is as sure as can be. */
export const SUREST = 6;

export function logistic(logOdds: number): number {
  return 1 / (1 + Math.exp(-logOdds));
}

/** Sum for a number of different words of one list. */
export function weigh([first, further, most]: Weight, words: number): number {
  return words === 0 ? 0 : first + further * Math.min(words - 1, most);
}

/** How well texts are read that the model has not seen: the figures of issue after issue, each fold held out in turn. */
import { read } from '../engine/intake/read.ts';
import type { Reading } from '../engine/intake/talk.ts';
import type { ReadingModel } from '../engine/model/reading-model.ts';
import { decodeReadingModel } from '../engine/model/reading-model.ts';
import { foldOf } from './data.ts';
import { encodeContainer } from './encode-container.ts';
import type { Answered, Classed, ClassFigures, Counts } from './metrics.ts';
import { averagePrecision, calibrationError, classFigures, countsAt } from './metrics.ts';
import type { Lessons } from './reading-training.ts';
import { trainReading } from './reading-training.ts';
import type { RequestRow } from './request-rows.ts';
import { corpusRows, dataRows, SHORT_CHARS } from './request-rows.ts';
import { contextOf } from './sampling.ts';

/** Where a request is told from none. */
const REQUEST_AT = 0.5;

export type Reader = (text: string) => Reading;

/** A reader with a model of all but one fold. */
export function readerWithout(fold: number, lessons: Lessons): Reader {
  const decoded = decodeReadingModel(encodeContainer(trainReading(lessons, fold)));
  if (!decoded.ok) throw new Error(`a model just made is ${decoded.fault}`);
  return readerOf(lessons, decoded.value);
}

export function readerOf({ policy }: Lessons, reading: ReadingModel | null): Reader {
  const context = contextOf({ ...policy, models: { ...policy.models, reading } });
  return (text) => read(text, context);
}

export interface RequestFigures {
  /** Hotline orders and titles against chat and official texts, none longer than 120 characters. */
  short: Counts;
  /** Whole texts of any length. */
  whole: Counts;
  /** Chat taken for a request: by source and in all. */
  falseAlarms: Readonly<Record<string, { n: number; falseAlarms: number; share: number }>>;
  /** Lines of ours. */
  talk: Counts;
  talkCalibrationError: number;
}

/** What was read of rows that were held out. */
export interface RequestRead {
  row: RequestRow;
  answered: Answered;
}

export function readRequests(fold: number, lessons: Lessons, reader: Reader): readonly RequestRead[] {
  const rows = [...dataRows(lessons.data), ...corpusRows(lessons.corpus)].filter((row) => row.fold === fold);
  return rows.map((row) => ({
    row,
    answered: { truth: row.request, probability: reader(row.text).request },
  }));
}

export function requestFigures(all: readonly RequestRead[]): RequestFigures {
  const of = (wanted: (row: RequestRow) => boolean) =>
    all.filter(({ row }) => wanted(row)).map(({ answered }) => answered);
  const isData = ({ source }: RequestRow) => source !== 'corpus';
  const talk = of((row) => !isData(row));
  return {
    short: countsAt(
      of((row) => isData(row) && isShort(row)),
      REQUEST_AT,
    ),
    whole: countsAt(
      of((row) => isData(row) && row.piece === 'whole'),
      REQUEST_AT,
    ),
    falseAlarms: Object.fromEntries(
      ['nus_sms_zh', 'lccc_toy', 'chatterbot_zh', ALL_CHAT].map((source) => [source, alarmsIn(all, source)]),
    ),
    talk: countsAt(talk, REQUEST_AT),
    talkCalibrationError: calibrationError(talk),
  };
}

const ALL_CHAT = 'chat';
const CHAT = new Set(['nus_sms_zh', 'lccc_toy', 'chatterbot_zh']);

/** A board post stands here by its title. */
function isShort({ source, piece, text }: RequestRow): boolean {
  return text.length <= SHORT_CHARS && (source === 'board' ? piece === 'title' : piece === 'whole');
}

function alarmsIn(all: readonly RequestRead[], source: string): RequestFigures['falseAlarms'][string] {
  const lines = all.filter(
    ({ row }) =>
      row.piece === 'whole' && (source === ALL_CHAT ? CHAT.has(row.source) : row.source === source),
  );
  const falseAlarms = lines.filter(({ answered }) => answered.probability >= REQUEST_AT).length;
  const share = lines.length === 0 ? 0 : Math.round((falseAlarms / lines.length) * 100_000) / 100_000;
  return { n: lines.length, falseAlarms, share };
}

export interface MatterFigures {
  /** Hotline orders by their 16 official classes. */
  category: ClassFigures;
  /** Lines of ours: level 1, and level 2 as `level1/level2`. */
  talkLevel1: ClassFigures;
  talkLevel2: ClassFigures;
  talkKind: ClassFigures;
  talkUrgency: ClassFigures;
  urgentAveragePrecision: number;
  urgent: Counts;
}

/** What held-out requests were taken to be about, of which kind and how pressing. */
export interface MatterRead {
  orders: readonly Classed[];
  level1: readonly Classed[];
  level2: readonly Classed[];
  kind: readonly Classed[];
  urgency: readonly Classed[];
  urgent: readonly Answered[];
}

export function readMatters(fold: number, { data, corpus }: Lessons, reader: Reader): MatterRead {
  const orders = data.hotline.filter((row) => foldOf(row) === fold);
  const talk = corpus.filter((line) => line.request && foldOf(line) === fold);
  const demand = (text: string) => reader(text).demands[0];
  const level1 = (text: string) => demand(text)?.category[0] ?? '';
  return {
    orders: orders.flatMap(({ category_coarse: truth, text }) =>
      truth === null ? [] : [{ truth, answer: level1(text) }],
    ),
    urgent: orders.flatMap(({ urgent: truth, text }) =>
      truth === null ? [] : [{ truth, probability: demand(text)?.urgent ?? 0 }],
    ),
    level1: talk.flatMap(({ level1: truth, text }) =>
      truth === null ? [] : [{ truth, answer: level1(text) }],
    ),
    level2: talk.flatMap(({ level1: first, level2: second, text }) =>
      first === null || second === null
        ? []
        : [{ truth: `${first}/${second}`, answer: demand(text)?.category.join('/') ?? '' }],
    ),
    kind: talk.flatMap(({ kind: truth, text }) =>
      truth === null ? [] : [{ truth, answer: demand(text)?.kind ?? '' }],
    ),
    urgency: talk.flatMap(({ urgency: truth, text }) =>
      truth === null ? [] : [{ truth, answer: demand(text)?.urgency ?? '' }],
    ),
  };
}

export function matterFigures(folds: readonly MatterRead[]): MatterFigures {
  const urgent = folds.flatMap((one) => one.urgent);
  return {
    category: classFigures(folds.flatMap((one) => one.orders)),
    talkLevel1: classFigures(folds.flatMap((one) => one.level1)),
    talkLevel2: classFigures(folds.flatMap((one) => one.level2)),
    talkKind: classFigures(folds.flatMap((one) => one.kind)),
    talkUrgency: classFigures(folds.flatMap((one) => one.urgency)),
    urgentAveragePrecision: averagePrecision(urgent),
    urgent: countsAt(urgent, REQUEST_AT),
  };
}

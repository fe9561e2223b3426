import type { Container, Numbers } from '../engine/model/container.ts';
import { READING_KIND } from '../engine/model/reading-model.ts';
import type { ServicePolicy } from '../engine/policy.ts';
import { categoryHeads } from './category-heads.ts';
import { orderRows, pathRows, talkRows } from './category-rows.ts';
import type { CorpusLine } from './corpus-lines.ts';
import type { Data } from './data.ts';
import { foldOf } from './data.ts';
import type { Head } from './head.ts';
import { aboutOf, sectionsOf } from './head.ts';
import { requestHeads } from './request-heads.ts';
import { corpusRows, dataRows, mayTrainRow } from './request-rows.ts';

/** What a reading model is trained from. A fold that is held out is in none of it. */
export interface Lessons {
  data: Data;
  corpus: readonly CorpusLine[];
  policy: ServicePolicy;
}

/** The reading model of all that may be trained with, or of all but one fold. */
export function trainReading({ data, corpus, policy }: Lessons, heldOut: number | null = null): Container {
  const taught = <T extends { fold: number }>(rows: readonly T[]) =>
    rows.filter(({ fold }) => fold !== heldOut);
  const requests = taught([...dataRows(data).filter(mayTrainRow), ...corpusRows(corpus)]);
  const orders = data.hotline.filter((row) => foldOf(row) !== heldOut);
  const categories = [...orderRows(orders), ...pathRows(orders), ...taught(talkRows(corpus))];
  return readingContainer(new Map([...requestHeads(requests, policy), ...categoryHeads(categories, policy)]));
}

export function readingContainer(heads: ReadonlyMap<string, Head>): Container {
  return {
    kind: READING_KIND,
    about: { heads: Object.fromEntries([...heads].map(([name, head]) => [name, aboutOf(head)])) },
    sections: new Map<string, Numbers>([...heads].flatMap(([name, head]) => [...sectionsOf(name, head)])),
  };
}

import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { LEARNT_MODEL } from '../../src/app/learning/learnt.ts';
import type { Store } from '../../src/app/ports.ts';
import { learntFinding } from '../../src/cli/check/learnt.ts';
import { modelNotes } from '../../src/cli/doctor/models.ts';
import { learnFromHistories, NEEDED_EXAMPLES, ownTexts } from '../../src/cli/retrain/learn.ts';
import { tellLearnt } from '../../src/cli/retrain/tell.ts';
import { corpusLines } from '../../src/learning/corpus-lines.ts';
import { createLearner } from '../../src/learning/local.ts';
import { progressText } from '../../src/text/learning.ts';
import { changed, filedTicket, makePlan } from '../support/make-plan.ts';
import { MONDAY_9, makePolicy } from '../support/make-ticket.ts';
import { openOrFail, scratchSqlite } from '../support/scratch.ts';
import { tinyModel } from '../support/tiny-model.ts';
import { runLinli } from './run-linli.ts';

const bare = makePolicy({ lexicon: {} });
const model = tinyModel(bare);
const policy = { ...bare, models: { ...bare.models, reading: model } };
const QUIET = { kept: null, dryRun: false, json: false };

let url: string;
let store: Store;
beforeEach(async () => {
  url = scratchSqlite();
  store = await openOrFail(url);
});
afterEach(() => store.close());

/** Drafts that staff answered: every second one is none. */
async function answered(count: number): Promise<void> {
  for (let n = 1; n <= count; n += 1) {
    const text = n % 2 === 0 ? `第${n}次电梯坏了哈哈` : `第${n}个道闸抬不起来`;
    const draft = filedTicket(n, { number: null, draftNumber: n, text });
    await store.commit(makePlan({ tickets: [draft] }));
    const answer =
      n % 2 === 0
        ? ({ kind: 'rejected', reason: '说着玩的' } as const)
        : ({ kind: 'confirmed', number: n } as const);
    await store.commit(makePlan({ tickets: [changed(draft.ticket, answer)] }));
  }
}

describe('retrain', () => {
  test('says how many examples there are and how many it needs', async () => {
    await answered(5);
    const learnt = await learnFromHistories(store.learning, policy);
    expect(tellLearnt(learnt, QUIET)).toEqual([
      `还学不了:现在有 5 个例子:立案 3、忽略 2,至少要 ${NEEDED_EXAMPLES} 个。工作人员对「疑…」回复立案或忽略、用「更正」改类别,都会多一个。`,
    ]);
  });

  test('says that there is nothing to improve without a trained model', async () => {
    const learnt = await learnFromHistories(store.learning, bare);
    expect(tellLearnt(learnt, QUIET)[0]).toContain('models.reading');
  });

  test('measures each example and says what came of it, without a word of theirs', async () => {
    await answered(24);
    const learnt = await learnFromHistories(store.learning, policy);
    if (learnt.type !== 'learnt') throw new Error(learnt.type);
    expect(learnt.figures.request.n).toBe(24);
    expect(learnt.figures.ownRequest.n).toBeGreaterThan(500);
    const lines = tellLearnt(learnt, { ...QUIET, dryRun: true });
    expect(lines[0]).toBe('24 个例子:立案 12、忽略 12。');
    expect(lines[1]).toMatch(/^是不是诉求\(没见过的例子\):共 24,原来对 \d+,学后对 \d+/);
    expect(lines.at(-1)).toContain('--dry-run');
    const json = tellLearnt(learnt, { ...QUIET, json: true }).join('');
    expect(JSON.parse(json)).toMatchObject({ examples: 24, kept: false, figures: learnt.figures });
    expect(`${json}${lines.join('')}`).not.toMatch(/道闸|电梯/);
    const again = await learnFromHistories(store.learning, policy);
    expect(again).toEqual(learnt);
  });

  test('tells how far it is while it learns, on stderr', async () => {
    await answered(20);
    const steps: string[] = [];
    await learnFromHistories(store.learning, policy, (progress) => steps.push(progressText(progress)));
    expect(steps[0]).toBe('取到 20 个例子,开始学:至多 3 轮,要一两分钟……');
    expect(steps[1]).toBe('第 1 轮(至多 3 轮):第 1 步,共 6 步……');
    expect(steps[6]).toBe('第 1 轮(至多 3 轮):第 6 步,共 6 步……');
    expect(steps.length % 6).toBe(1);
    const { err } = await runLinli(['retrain', '--dry-run', '--json'], {
      environment: { DATABASE_URL: url },
    });
    expect(err).toContain('第 1 轮');
  });

  test('our own texts hold the model in one half and test it with the other', () => {
    const lines = corpusLines();
    const { anchors, own } = ownTexts(lines);
    expect(anchors.length + own.length).toBe(lines.length);
    expect(own.filter(({ text }) => anchors.includes(text))).toEqual([]);
    expect(own.some(({ category }) => category !== null)).toBe(true);
  });

  test('--forget goes back to what was shipped, and says so when there was nothing else', async () => {
    const environment = { DATABASE_URL: url };
    const nothing = await runLinli(['retrain', '--forget'], { environment });
    expect(nothing).toMatchObject({ code: 0, out: expect.stringContaining('没有学到过什么') });
    await keep();
    const forgotten = await runLinli(['retrain', '--forget'], { environment });
    expect(forgotten).toMatchObject({ code: 0, out: expect.stringContaining('回到自带的模型') });
    expect((await store.learning.model(LEARNT_MODEL))?.bytes).toHaveLength(0);
    expect(await store.learning.version(LEARNT_MODEL)).toBe(2);
  });
});

async function keep(): Promise<void> {
  const told = [{ text: '电梯坏了哈哈', request: false, category: null }];
  const bytes = createLearner({ model, policy, anchors: [] })(told);
  await store.learning.save({
    name: LEARNT_MODEL,
    base: '',
    bytes,
    figures: '{}',
    examples: 57,
    madeAt: MONDAY_9,
  });
}

describe('check and doctor', () => {
  const now = MONDAY_9;

  test('say what was learnt and that it is used', async () => {
    const given = { learning: store.learning, policy, now };
    expect(await learntFinding(given)).toMatchObject({
      state: 'ok',
      message: expect.stringContaining('自带的模型'),
    });
    await keep();
    expect(await learntFinding(given)).toMatchObject({
      state: 'ok',
      message: expect.stringMatching(/^第 1 版,57 个例子,今天 09:00 学的:在用。$/),
    });
    expect(await modelNotes({ store, config: { llm: null }, policy, now })).toEqual([
      '学到的:第 1 版,57 个例子,今天 09:00 学的:在用。',
    ]);
  });

  test('say when the shipped model is another one now', async () => {
    await keep();
    const other = tinyModel(bare, 3);
    const changedPolicy = { ...policy, models: { ...policy.models, reading: other } };
    expect(await learntFinding({ learning: store.learning, policy: changedPolicy, now })).toMatchObject({
      state: 'note',
      message: expect.stringContaining('linli retrain'),
    });
  });
});

import { readFileSync, statSync } from 'node:fs';
import { read } from '../../src/engine/intake/read.ts';
import { signsOf } from '../../src/engine/intake/signs.ts';
import { guess } from '../../src/engine/model/guess.ts';
import { decodeIssueModel } from '../../src/engine/model/issue-model.ts';
import { decodeReadingModel } from '../../src/engine/model/reading-model.ts';
import type { ServicePolicy } from '../../src/engine/policy.ts';
import { corpusLines } from '../../src/learning/corpus-lines.ts';
import { contextOf } from '../../src/learning/sampling.ts';
import { type Row, round } from '../measures.ts';

const FILES = ['policies/reading.zh.model', 'policies/issue.zh.model'];
const LINES = 10_000;
const CHARS = 60;

/** Size and load of the shipped models, one guess, and ten thousand readings of lines of ours. */
export function speed(policy: ServicePolicy): Row[] {
  const bytes = FILES.map((path) => statSync(path).size);
  const began = performance.now();
  const [reading, issue] = FILES.map((path) => readFileSync(path));
  if (!(reading && decodeReadingModel(reading).ok && issue && decodeIssueModel(issue).ok)) {
    throw new Error('a shipped model cannot be read');
  }
  const loadMs = round(performance.now() - began);
  const [readingBytes = 0, issueBytes = 0] = bytes;
  return [
    { task: 'models', readingBytes, issueBytes, bytes: readingBytes + issueBytes, loadMs },
    ...guessing(policy),
    reading10000(policy),
  ];
}

function guessing(policy: ServicePolicy): Row[] {
  const model = policy.models.reading;
  if (!model) return [];
  const texts = corpusLines().map(
    ({ text }, at, all) => `${text},${all[at + 1]?.text ?? ''}${all[at + 2]?.text ?? ''}`,
  );
  const signs = texts.map((text) => signsOf(text.padEnd(CHARS, text).slice(0, CHARS), policy));
  const began = performance.now();
  for (const one of signs) guess(model, one);
  return [
    {
      task: 'guess',
      chars: CHARS,
      guesses: signs.length,
      msEach: round((performance.now() - began) / signs.length),
    },
  ];
}

function reading10000(policy: ServicePolicy): Row {
  const lines = corpusLines();
  const context = contextOf(policy);
  const began = performance.now();
  // A number makes each line another: what was read before is remembered.
  for (let at = 0; at < LINES; at++) read(`${lines[at % lines.length]?.text}${at}`, context);
  const seconds = (performance.now() - began) / 1000;
  return { task: 'read', lines: LINES, seconds: round(seconds), msEach: round((seconds * 1000) / LINES) };
}

import { dirname, resolve } from 'node:path';
import { z } from 'zod';
import type { ModelFault } from '../../engine/model/model-fault.ts';
import type { CategoryRule, Models, ServicePolicy } from '../../engine/policy.ts';
import { appraisalContradictions } from './appraisal-checks.ts';
import { appraisalPolicyOf } from './appraisal-file.ts';
import { loadModels } from './model-file.ts';
import { contradictions } from './policy-checks.ts';
import { LEXICON_FILE, type LexiconFile, POLICY_FILE, type PolicyFile } from './policy-schema.ts';
import { alone, type PolicyFault, type PolicySource, readPolicySource, readSource } from './policy-source.ts';

export type { PolicyFault } from './policy-source.ts';

/** A model that cannot be used does not cost the policy: it holds without, and `modelFaults` says so. */
export type LoadedPolicy =
  | { ok: true; policy: ServicePolicy; modelFaults: readonly ModelFault[] }
  | { ok: false; faults: readonly PolicyFault[] };

/**
 * A service policy from its YAML file, over the file it extends, with the words of the lexicon file it names. Every fault is
 * listed with its line; nothing of a faulty file is used. Refuses unknown fields, so that a mistyped one is not a silent default.
 */
export function loadPolicy(path: string): LoadedPolicy {
  const source = readPolicySource(path);
  if (source.faults.length > 0) return refused(source.faults);
  const file = readWith(POLICY_FILE, source);
  if (!file.ok) return file;
  const wrong = [...contradictions(file.value), ...appraisalContradictions(file.value.appraisal)];
  if (wrong.length > 0)
    return refused(wrong.map(({ path: at, message }) => source.fault(at, `${message}。`)));
  return withFiles(path, file.value, source);
}

/** The policy with the word lists and the trained models it names. */
function withFiles(path: string, file: PolicyFile, source: PolicySource): LoadedPolicy {
  const lexicon = loadLexicon(resolve(dirname(path), file.lexicon));
  if (!lexicon.ok) {
    // The lexicon's lines are not this file's: they go into the sentence.
    const said = (fault: PolicyFault) => `${file.lexicon} 第 ${fault.line} 行:${fault.message}`;
    return refused(lexicon.faults.map((fault) => source.fault(['lexicon'], said(fault))));
  }
  const { models, faults } = loadModels(path, file);
  return { ok: true, policy: policyOf(file, lexicon.value, models), modelFaults: faults };
}

type Read<T> = { ok: true; value: T } | { ok: false; faults: readonly PolicyFault[] };

/** In the order of the file, as it is mended. */
function refused(faults: readonly PolicyFault[]): { ok: false; faults: readonly PolicyFault[] } {
  return { ok: false, faults: faults.toSorted((a, b) => a.line - b.line) };
}

function loadLexicon(path: string): Read<LexiconFile> {
  const source = alone(readSource(path));
  if (source.faults.length > 0) return refused(source.faults);
  return readWith(LEXICON_FILE, source);
}

function readWith<T>(schema: z.ZodType<T>, source: PolicySource): Read<T> {
  const parsed = schema.safeParse(source.value, { error: sentence });
  if (parsed.success) return { ok: true, value: parsed.data };
  return refused(parsed.error.issues.flatMap((issue) => faultsOf(issue, source)));
}

function faultsOf(issue: z.core.$ZodIssue, source: PolicySource): readonly PolicyFault[] {
  const path = issue.path.filter((part) => typeof part !== 'symbol');
  const named = (at: typeof path, message: string) =>
    source.fault(at, `${at.join('.') || '文件'}:${message}。`);
  if (issue.code !== 'unrecognized_keys') return [named(path, issue.message)];
  return issue.keys.map((key) => named([...path, key], '没有这个字段'));
}

/** Zod's own words where ours have no better ones. */
function sentence(issue: z.core.$ZodRawIssue): string | undefined {
  const isChoice = issue.code === 'invalid_type' || issue.code === 'invalid_value';
  if (isChoice && issue.input === undefined) return '缺少这一项';
  const { localeError } = z.locales.zhCN();
  const said = localeError(issue);
  return typeof said === 'string' ? said : said?.message;
}

function policyOf(file: PolicyFile, { lexicon, categoryWords }: LexiconFile, models: Models): ServicePolicy {
  const { id, version, calendar, limits, thresholds, publicNumbers } = file;
  return {
    id,
    version,
    calendar,
    limits,
    thresholds,
    publicNumbers,
    lexicon,
    models,
    categories: categoriesOf(file, categoryWords),
    timing: timingOf(file),
    languageModel: languageModelOf(file),
    knowledge: knowledgeOf(file),
    appraisal: file.appraisal ? appraisalPolicyOf(file.appraisal) : null,
  };
}

/** What would open a ticket anyway needs no proposal. */
function languageModelOf({ languageModel, thresholds }: PolicyFile): ServicePolicy['languageModel'] {
  const { timeLimit, to = thresholds.openAt, ...rest } = languageModel;
  return { ...rest, to, timeLimitMs: timeLimit };
}

function knowledgeOf({ knowledge }: PolicyFile): ServicePolicy['knowledge'] {
  const { noticeKeep, faqKeep, longest, answerAt, unaskedAt, unaskedEvery } = knowledge;
  return {
    noticeKeepMs: noticeKeep,
    faqKeepMs: faqKeep,
    longestMs: longest,
    answerAt,
    unaskedAt: unaskedAt === 'never' ? null : unaskedAt,
    unaskedEveryMs: unaskedEvery,
  };
}

function categoriesOf(
  { categories }: PolicyFile,
  categoryWords: LexiconFile['categoryWords'],
): readonly CategoryRule[] {
  return Object.entries(categories).flatMap(([level1, ofLevel1]) =>
    Object.entries(ofLevel1).map(([level2, rule]) => ({
      ...rule,
      level1,
      level2,
      words: [...new Set([...rule.words, ...(categoryWords[level2] ?? [])])],
    })),
  );
}

function timingOf({ timing }: PolicyFile): ServicePolicy['timing'] {
  const { window, askBack, sameIssue, callBack, reopen, bindCode, chatterKeep, ...others } = timing;
  const { draftRemind, draftLapse, whistleRespond, tomorrowAt, ...rest } = others;
  return {
    ...rest,
    windowMs: window,
    askBackMs: askBack,
    sameIssueMs: sameIssue,
    callBackMs: callBack,
    reopenMs: reopen,
    bindCodeMs: bindCode,
    chatterKeepMs: chatterKeep,
    draftRemindMs: draftRemind,
    draftLapseMs: draftLapse,
    whistleRespondMs: whistleRespond,
    tomorrowAtMinute: tomorrowAt === 'never' ? null : tomorrowAt,
  };
}

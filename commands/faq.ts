import { z } from 'zod';
import { type CommandContext, defineCommand, type Outcome } from '../src/app/command.ts';
import type { Knowledge } from '../src/engine/knowledge/entry.ts';
import { matches } from '../src/engine/knowledge/match.ts';
import { publishable } from '../src/engine/knowledge/publishable.ts';
import type { Result } from '../src/engine/refusal.ts';
import { accept } from '../src/engine/refusal.ts';
import { MAYBE_TEXT, maybeText, on, STAFF, STAFF_ROOMS, textMissing } from './support/kit.ts';
import {
  changesNothing,
  checkLength,
  currentOf,
  entryNumbered,
  expiryOf,
  NOTHING_TOLD,
  newEntry,
  ownEntry,
  scopeAfter,
  scopeFor,
  sourceOf,
  withdraw,
} from './support/knowledge.ts';
import { wishIn } from './support/knowledge-scope.ts';
import { questionAndAnswer, type Wish, type Written } from './support/knowledge-words.ts';

const QUESTION_CHARS = 60;
const ANSWER_CHARS = 500;
/** Another entry that asks nearly the same is pointed out. */
const ALIKE = 0.95;
const EXAMPLE = '问答 老年证怎么办?带身份证和一寸照到社区服务大厅 来源 街道民政办 有效至 2027-01-01';

export default defineCommand({
  name: '问答',
  aliases: ['faq'],
  summary: '记下常问的问题和回答,居民问到就答',
  roles: STAFF,
  rooms: STAFF_ROOMS,
  params: [MAYBE_TEXT],
  args: z.object({ text: maybeText }),
  examples: [EXAMPLE, '问答', '问答 改 5 大厅搬到3号楼一楼了', '问答 撤下 5'],
  confirm: 'never',
  talkToo: true,
  handle(ctx, { text = '' }) {
    return on(wishIn(ctx, text), (wish) => carryOut(ctx, wish));
  },
});

function carryOut(ctx: CommandContext, wish: Wish): Outcome {
  switch (wish.verb) {
    case 'list':
      ctx.reply({ code: 'knowledge-listed', kind: 'faq', entries: currentOf(ctx, 'faq') });
      return null;
    case 'unclear':
      return textMissing('问答', `问答 ${wish.word === '发群' ? '撤下' : wish.word} 5`);
    case 'show':
    case 'post':
      return on(entryNumbered(ctx, 'faq', wish.number), (entry) => {
        ctx.reply({ code: 'knowledge-shown', entry });
        return null;
      });
    case 'withdraw':
      return on(ownEntry(ctx, 'faq', wish.number), (entry) => withdraw(ctx, entry, false));
    case 'change':
      return on(ownEntry(ctx, 'faq', wish.number), (entry) => change(ctx, entry, wish.written));
    case 'add':
      return add(ctx, wish.written);
    default:
      return wish satisfies never;
  }
}

function add(ctx: CommandContext, written: Written): Outcome {
  const parts = questionAndAnswer(written.text);
  if (!parts) return textMissing('问答', EXAMPLE);
  return on(scopeFor(ctx, written, 'faq'), (scope) =>
    on(contentOf(ctx, written, parts), ({ masked, isCut, ...content }) => {
      const entry: Knowledge = {
        ...newEntry(ctx, 'faq', scope),
        ...content,
        source: sourceOf(ctx, written, scope),
        startsAt: null,
        endsAt: null,
      };
      const alike = alikeTo(ctx, entry);
      ctx.change({ type: 'knowledge-added', entry });
      const told = { ...NOTHING_TOLD, masked, alike, isCut };
      ctx.reply({ code: 'knowledge-kept', entry, what: 'added', told });
      return null;
    }),
  );
}

type Content = Pick<Knowledge, 'question' | 'text' | 'expiresAt'> & { masked: boolean; isCut: boolean };

function contentOf(
  ctx: CommandContext,
  written: Written,
  { question, answer }: { question: string; answer: string },
): Result<Content> {
  for (const fits of [checkLength(question, QUESTION_CHARS), checkLength(answer, ANSWER_CHARS)]) {
    if (!fits.ok) return fits;
  }
  const expiry = expiryOf(ctx, written, ctx.now + ctx.policy.knowledge.faqKeepMs);
  if (!expiry.ok) return expiry;
  const [asked, told] = [publishable(question), publishable(answer)];
  const masked = asked.masked || told.masked;
  return accept({ question: asked.text, text: told.text, masked, ...expiry.value });
}

function alikeTo(ctx: CommandContext, { question }: Knowledge): number | null {
  const [best] = matches(question, currentOf(ctx, 'faq'), { policy: ctx.policy, names: [] });
  return best && best.sure >= ALIKE ? best.entry.number : null;
}

/** 「问答 改 5 新的回答」 keeps the question; with a 「|」 both are new. */
function change(ctx: CommandContext, entry: Knowledge, written: Written): Outcome {
  if (changesNothing(written)) return textMissing('问答 改', `问答 改 ${entry.number} 大厅搬到3号楼一楼了`);
  const both = /[|｜]/.test(written.text) ? questionAndAnswer(written.text) : null;
  const question = both?.question ?? entry.question;
  const answer = both?.answer ?? (written.text === '' ? entry.text : written.text);
  return on(scopeAfter(ctx, entry, written), (scope) =>
    on(contentOf(ctx, written, { question, answer }), ({ masked, isCut, ...content }) => {
      const source = written.source ?? entry.source;
      const after: Knowledge = { ...entry, ...scope, ...content, source, changedAt: ctx.now };
      ctx.change({ type: 'knowledge-changed', entry: after });
      const told = { ...NOTHING_TOLD, masked, isCut };
      ctx.reply({ code: 'knowledge-kept', entry: after, what: 'changed', told });
      return null;
    }),
  );
}

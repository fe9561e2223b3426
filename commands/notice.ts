import { z } from 'zod';
import { type CommandContext, defineCommand, type Outcome } from '../src/app/command.ts';
import type { Knowledge } from '../src/engine/knowledge/entry.ts';
import { hoursNamed } from '../src/engine/knowledge/hours.ts';
import { publishable } from '../src/engine/knowledge/publishable.ts';
import type { Result } from '../src/engine/refusal.ts';
import { accept, refuse } from '../src/engine/refusal.ts';
import { MAYBE_TEXT, maybeText, on, STAFF, STAFF_ROOMS, textMissing } from './support/kit.ts';
import {
  asksBefore,
  changesNothing,
  checkLength,
  currentOf,
  endOfDay,
  entryNumbered,
  expiryOf,
  NOTHING_TOLD,
  newEntry,
  ownEntry,
  postTo,
  scopeAfter,
  scopeFor,
  sourceOf,
  withdraw,
} from './support/knowledge.ts';
import { wishIn } from './support/knowledge-scope.ts';
import type { Wish, Written } from './support/knowledge-words.ts';
import { POSTED_WHERE } from './support/words.ts';

const MOST_CHARS = 500;
const EXAMPLE = '通知 6月5日9:00-17:00 阳光花园1-6号楼停水,水管改造 发群';

export default defineCommand({
  name: '通知',
  aliases: ['公告', 'notice'],
  summary: '记下通知,居民问到就答;可以发到居民群',
  roles: STAFF,
  rooms: STAFF_ROOMS,
  params: [MAYBE_TEXT],
  args: z.object({ text: maybeText }),
  examples: [EXAMPLE, '通知', '通知 改 3 停水延到6月6日12:00', '通知 撤下 3'],
  confirm: 'never',
  talkToo: true,
  handle(ctx, { text = '' }) {
    return on(wishIn(ctx, text), (wish) => carryOut(ctx, wish, text));
  },
});

function carryOut(ctx: CommandContext, wish: Wish, rest: string): Outcome {
  switch (wish.verb) {
    case 'list':
      ctx.reply({ code: 'knowledge-listed', kind: 'notice', entries: currentOf(ctx, 'notice') });
      return null;
    case 'unclear':
      return textMissing('通知', `通知 ${wish.word} 3`);
    case 'show':
      return on(entryNumbered(ctx, 'notice', wish.number), (entry) => {
        ctx.reply({ code: 'knowledge-shown', entry });
        return null;
      });
    case 'withdraw':
      return on(ownEntry(ctx, 'notice', wish.number), (entry) => withdraw(ctx, entry, wish.written.post));
    case 'post':
      return on(ownEntry(ctx, 'notice', wish.number), (entry) =>
        post(ctx, entry, { wish: wish.written, rest }),
      );
    case 'change':
      return on(ownEntry(ctx, 'notice', wish.number), (entry) =>
        change(ctx, entry, { written: wish.written, rest }),
      );
    case 'add':
      return add(ctx, wish.written, rest);
    default:
      return wish satisfies never;
  }
}

function add(ctx: CommandContext, written: Written, rest: string): Outcome {
  return on(scopeFor(ctx, written, 'notice'), (scope) =>
    on(contentOf(ctx, written), ({ masked, isCut, ...content }) => {
      if (asksBefore(ctx, scope, { written, rest })) return null;
      const entry: Knowledge = {
        ...newEntry(ctx, 'notice', scope),
        ...content,
        question: '',
        source: sourceOf(ctx, written, scope),
      };
      ctx.change({ type: 'knowledge-added', entry });
      const rooms = written.post ? postTo(ctx, entry, false) : null;
      const told = { ...NOTHING_TOLD, rooms, masked, isCut };
      ctx.reply({ code: 'knowledge-kept', entry, what: 'added', told });
      return null;
    }),
  );
}

type Content = Pick<Knowledge, 'text' | 'startsAt' | 'endsAt' | 'expiresAt'> & {
  masked: boolean;
  isCut: boolean;
};

/** Its words and hours. One whose day has passed says so at once, unless it is to count for longer. */
function contentOf(ctx: CommandContext, written: Written): Result<Content> {
  const { zone } = ctx.policy.calendar;
  const { text, masked } = publishable(written.text);
  const fits = checkLength(text, MOST_CHARS);
  if (!fits.ok) return fits;
  const hours = hoursNamed(text, { zone, now: ctx.now });
  const isPast = hours !== null && hours.until < ctx.now;
  if (isPast && written.until === null && !written.forever) return refuse({ code: 'date-in-past', text });
  const otherwise = hours ? endOfDay(zone, hours.until) : ctx.now + ctx.policy.knowledge.noticeKeepMs;
  const expiry = expiryOf(ctx, written, otherwise);
  if (!expiry.ok) return expiry;
  const span = isPast ? null : hours;
  return accept({
    text,
    masked,
    startsAt: span?.from ?? null,
    endsAt: span?.until ?? null,
    ...expiry.value,
  });
}

/** New words bring their own hours; without words only what is named beside them changes. */
function change(
  ctx: CommandContext,
  entry: Knowledge,
  { written, rest }: { written: Written; rest: string },
): Outcome {
  if (changesNothing(written)) {
    return textMissing('通知 改', `通知 改 ${entry.number} 停水延到明天12:00`);
  }
  const whole = written.text === '' ? { ...written, text: entry.text } : written;
  return on(scopeAfter(ctx, entry, written), (scope) =>
    on(contentOf(ctx, whole), ({ masked, isCut, ...content }) => {
      if (asksBefore(ctx, scope, { written, rest })) return null;
      const source = written.source ?? entry.source;
      const after: Knowledge = { ...entry, ...scope, ...content, source, changedAt: ctx.now };
      ctx.change({ type: 'knowledge-changed', entry: after });
      const rooms = written.post ? postTo(ctx, after, false) : null;
      const told = { ...NOTHING_TOLD, rooms, masked, isCut };
      ctx.reply({ code: 'knowledge-kept', entry: after, what: 'changed', told });
      return null;
    }),
  );
}

function post(
  ctx: CommandContext,
  entry: Knowledge,
  { wish, rest }: { wish: Written; rest: string },
): Outcome {
  if (wish.scope !== null) {
    const example = `通知 改 ${entry.number} 范围 ${wish.scope}`;
    return { code: 'bad-arguments', command: '通知', problem: POSTED_WHERE, example };
  }
  if (asksBefore(ctx, entry, { written: wish, rest })) return null;
  const rooms = postTo(ctx, entry, false);
  ctx.reply({ code: 'knowledge-kept', entry, what: 'posted', told: { ...NOTHING_TOLD, rooms } });
  return null;
}

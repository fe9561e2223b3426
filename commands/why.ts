import { z } from 'zod';
import { type CommandContext, defineCommand } from '../src/app/command.ts';
import type { Month } from '../src/engine/appraisal/month.ts';
import type { AppraisalPolicy } from '../src/engine/appraisal/policy.ts';
import type { ScoreLine, ScoreSheet } from '../src/engine/appraisal/sheet.ts';
import { tellAlone } from './support/alone.ts';
import { shownEntry } from './support/entries.ts';
import { MAYBE_TEXT, maybeText, on, STAFF, STAFF_ROOMS } from './support/kit.ts';
import { asked, policyOfMonth, sheetMeant, sheetNeeds } from './support/scores.ts';

export default defineCommand({
  name: '为什么',
  aliases: ['缘由', 'why'],
  summary: '问一项分是怎么来的:算式、工单和记分;不写项目说总分',
  roles: STAFF,
  rooms: STAFF_ROOMS,
  params: [MAYBE_TEXT],
  args: z.object({ text: maybeText }),
  examples: ['为什么 按时办结', '为什么 按时办结 9月', '为什么'],
  confirm: 'never',
  talkToo: true,
  needs: (rest, asking) => sheetNeeds(rest, asking, false),
  handle(ctx, { text = '' }) {
    const words = asked(text, ctx);
    if (words === null) return { code: 'no-appraisal' };
    return on(sheetMeant(ctx, words), ({ month, sheet }) => {
      const policy = policyOfMonth(ctx, month);
      if (policy === null) return { code: 'no-appraisal' };
      const about: About = { month, sheet, policy };
      if (words.rest === '' || words.rest === '总分') return explainTotal(ctx, about);
      const line = lineNamed(sheet, words.rest);
      const names = sheet.lines.map(({ name }) => name);
      return line ? explainLine(ctx, line, about) : { code: 'no-such-line', name: words.rest, names };
    });
  },
});

interface About {
  month: Month;
  sheet: ScoreSheet;
  policy: AppraisalPolicy;
}

function lineNamed({ lines }: ScoreSheet, name: string): ScoreLine | null {
  const exact = lines.find((line) => line.name === name || line.itemId === name);
  return exact ?? lines.find((line) => line.name.includes(name) || name.includes(line.name)) ?? null;
}

function explainLine(ctx: CommandContext, line: ScoreLine, { month, sheet, policy }: About): null {
  const entries = ctx.appraisal.entries.filter(
    ({ itemId, subjectId }) => itemId === line.itemId && subjectId === sheet.subject.id,
  );
  const undone = new Set(entries.flatMap(({ cancels }) => cancels ?? []));
  tellAlone(ctx, {
    code: 'line-explained',
    why: {
      monthKey: month.key,
      subjectName: sheet.subject.name,
      own: sheet.subject.id === ctx.person.id,
      line,
      dimensionName: policy.dimensions.find(({ id }) => id === line.dimensionId)?.name ?? '',
      item: policy.items.find(({ id }) => id === line.itemId) ?? null,
      entries: entries
        .filter(({ cancels }) => cancels === null)
        .toSorted((a, b) => b.number - a.number)
        .map((entry) => ({ ...shownEntry(ctx, entry, policy), cancelled: undone.has(entry.id) })),
    },
  });
  return null;
}

function explainTotal(ctx: CommandContext, { month, sheet, policy }: About): null {
  const { result, rounding } = policy;
  tellAlone(ctx, {
    code: 'total-explained',
    why: {
      monthKey: month.key,
      subjectName: sheet.subject.name,
      own: sheet.subject.id === ctx.person.id,
      sheet,
      result,
      rounding,
      policyVersion: month.policyVersion,
    },
  });
  return null;
}

/**
 * Writes the table of commands between the markers of the READMEs, from the declarations in commands/.
 * `--check` writes nothing and ends with 1 when a README's table is not that of the commands.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { COMMANDS } from '../../commands/index.ts';
import { groupOf, usageOf } from '../../commands/support/help-lines.ts';
import { ROOM_WORDS } from '../../commands/support/words.ts';
import type { Command } from '../app/command.ts';
import type { Role } from '../engine/glossary.ts';

const START = '<!-- commands -->';
const END = '<!-- /commands -->';

interface Language {
  file: string;
  heads: readonly string[];
  groups: Readonly<Record<Role, string>>;
}

export const LANGUAGES: readonly Language[] = [
  {
    file: 'README.md',
    heads: ['Who', 'Command', 'Also', 'What it does', 'Example', 'Where'],
    groups: {
      resident: 'everybody',
      worker: 'workers',
      secretary: 'secretaries',
      street: 'street',
      department: 'departments',
    },
  },
  {
    file: 'README.zh-CN.md',
    heads: ['谁', '写法', '也可以写', '做什么', '例子', '在哪里'],
    groups: { resident: '大家', worker: '网格员', secretary: '书记', street: '街道', department: '部门' },
  },
];

/** The table as markdown, a row a command. */
export function commandTable({ heads, groups }: Language, commands: readonly Command[] = COMMANDS): string {
  const rows = commands.map((command) => [
    groups[groupOf(command)],
    `\`${usageOf(command)}\``,
    command.aliases.join('、'),
    command.summary,
    `\`${command.examples[0] ?? command.name}\``,
    roomsOf(command),
  ]);
  return [heads, heads.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

const ALL_ROOMS = Object.keys(ROOM_WORDS).length;

function roomsOf({ rooms }: Command): string {
  return rooms.length === ALL_ROOMS ? '—' : rooms.map((room) => ROOM_WORDS[room]).join('、');
}

/** The text with the table between its markers; `null` when it has none. */
export function withTable(text: string, table: string): string | null {
  const start = text.indexOf(START);
  const end = text.indexOf(END, start);
  if (start < 0 || end < 0) return null;
  return `${text.slice(0, start + START.length)}\n${table}\n${text.slice(end)}`;
}

/** Files whose table is not that of the commands. One that is not there, or has no markers, is nobody's fault. */
export function staleReadmes(folder: string): readonly { file: string; fresh: string }[] {
  return LANGUAGES.flatMap((language) => {
    const file = `${folder}/${language.file}`;
    if (!existsSync(file)) return [];
    const text = readFileSync(file, 'utf8');
    const fresh = withTable(text, commandTable(language));
    return fresh === null || fresh === text ? [] : [{ file, fresh }];
  });
}

function main(isCheck: boolean): number {
  const stale = staleReadmes('.');
  for (const { file, fresh } of stale) {
    if (isCheck)
      console.error(`${file}: the table of commands is stale; run npx tsx src/setup/readme-commands.ts`);
    else writeFileSync(file, fresh);
  }
  return isCheck && stale.length > 0 ? 1 : 0;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  process.exitCode = main(process.argv.includes('--check'));
}

import { readdirSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { COMMANDS } from '../../commands/index.ts';
import { takeApart } from '../../src/app/incoming/params.ts';
import { buildRegistry, parseCommand } from '../../src/app/incoming/parse.ts';

const registry = buildRegistry(COMMANDS);
const examples = COMMANDS.flatMap((command) => command.examples.map((example) => ({ command, example })));

describe('every command', () => {
  test('is a file of commands/ named in its index, and no file is left out', async () => {
    const files = readdirSync('commands')
      .filter((file) => file.endsWith('.ts') && file !== 'index.ts')
      .map((file) => file.slice(0, -3));
    const found = await Promise.all(
      files.map(async (file) => (await import(`../../commands/${file}.ts`)).default),
    );
    expect(new Set(found)).toEqual(new Set(COMMANDS));
    expect(COMMANDS).toHaveLength(files.length);
  });

  test('has names and aliases that nobody else has', () => {
    const words = COMMANDS.flatMap((command) => [command.name, ...command.aliases]);
    expect(words.filter((word, index) => words.indexOf(word) !== index)).toEqual([]);
  });

  test.each(COMMANDS)('$name has a summary, a role, a room and an example', (command) => {
    expect(command.summary).toMatch(/\p{Script=Han}/u);
    expect(command.summary.length).toBeLessThanOrEqual(40);
    expect(command.roles.length * command.rooms.length * command.examples.length).toBeGreaterThan(0);
  });

  test('that writes points is for whomever a policy may name under `by`', () => {
    const entry = COMMANDS.find(({ name }) => name === '记分');
    expect(entry?.roles).toEqual(expect.arrayContaining(['secretary', 'street', 'department']));
  });

  test('that shows what would happen before it does it has something to show', () => {
    for (const command of COMMANDS) {
      expect(command.preview !== undefined, command.name).toBe(command.confirm === 'always');
    }
  });
});

describe('every example', () => {
  test.each(examples)(
    '「$example」 is read as $command.name and fits its arguments',
    ({ command, example }) => {
      const parsed = parseCommand(example, registry, true);
      expect(parsed).toMatchObject({ type: 'command', command: { name: command.name } });
      const rest = parsed.type === 'command' ? parsed.rest : '';
      const raw = takeApart(rest, command.params);
      expect(raw).not.toHaveProperty('surplus');
      expect(command.args.safeParse(raw)).toMatchObject({ success: true });
    },
  );

  test.each(COMMANDS.filter((one) => one.params.length > 0))(
    '$name: what it takes by example it takes by an alias',
    (command) => {
      const example = command.examples[0] ?? '';
      for (const alias of command.aliases) {
        const parsed = parseCommand(example.replace(command.name, alias), registry, true);
        expect(parsed, alias).toMatchObject({ type: 'command', command: { name: command.name } });
      }
    },
  );
});

import type { Verb } from './verb.ts';

const INDENT = '  ';

/** `linli --help`: every verb with one sentence. */
export function overview(verbs: readonly Verb[]): string {
  const width = Math.max(...verbs.map(({ name }) => name.length)) + 2;
  return [
    '邻里(linli):把群聊里的诉求变成工单的机器人。',
    '',
    '用法:npm run linli -- <动作> [参数]',
    '',
    '动作:',
    ...verbs.map(({ name, summary }) => `${INDENT}${name.padEnd(width)}${summary}`),
    '',
    '每个动作的说明:npm run linli -- <动作> --help',
    '退出码:0 成功;1 内容有误或被拒绝;2 用法不对。',
  ].join('\n');
}

/** `linli VERB --help`. */
export function verbHelp(verb: Verb): string {
  const usage = ['npm run linli --', verb.name, verb.usage].filter(Boolean).join(' ');
  return [verb.summary, '', `用法:${usage}`, ...section(verb.details), ...section(optionLines(verb))].join(
    '\n',
  );
}

function section(lines: readonly string[]): string[] {
  return lines.length > 0 ? ['', ...lines] : [];
}

function optionLines(verb: Verb): string[] {
  const options = Object.entries(verb.options).map(([name, option]) => ({
    label: `--${name}${option.value ? ` ${option.value}` : ''}`,
    help: option.help,
  }));
  const all = [...options, { label: '--help', help: '显示这段说明' }];
  const width = Math.max(...all.map(({ label }) => label.length)) + 2;
  return all.map(({ label, help }) => `${INDENT}${label.padEnd(width)}${help}`);
}

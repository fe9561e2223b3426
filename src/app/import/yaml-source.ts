import { isMap, isScalar, isSeq, LineCounter, type Node, parseDocument, type YAMLError } from 'yaml';
import type { Path, Source } from './source.ts';

const HINTS: Readonly<Record<string, string>> = {
  DUPLICATE_KEY: '同一个字段写了两次,只留一个',
  TAB_AS_INDENT: '缩进用了制表符,请改用空格',
  BAD_INDENT: '缩进不对,同一级要对齐',
  MISSING_CHAR: '少了一个符号(引号、括号或冒号)',
  UNEXPECTED_TOKEN: '这里多了或错了一个符号',
};

/** More can only be meant to swell: a few lines that unfold to gigabytes. */
const MOST_ALIASES = 100;

/** YAML with the line of everything in it. */
export function readYaml(text: string): Source {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const faults = document.errors.map((error) => ({
    where: lineText(lines.linePos(error.pos[0]).line),
    message: describe(error),
  }));
  const where = (path: Path) => lineText(lineOf(document.contents, path, lines));
  if (faults.length > 0) return { value: null, faults, where };
  try {
    return { value: document.toJS({ maxAliasCount: MOST_ALIASES }), faults, where };
  } catch {
    return {
      value: null,
      faults: [{ where: where([]), message: '引用(* 和 &)用得太多,请直接写出内容。' }],
      where,
    };
  }
}

function describe(error: YAMLError): string {
  return `YAML 写法有误:${HINTS[error.code] ?? error.message.split('\n')[0]}。`;
}

function lineText(line: number): string {
  return `第 ${line} 行`;
}

/** The line of the path's last part; of its nearest ancestor where that part is missing. */
function lineOf(root: Node | null, path: Path, lines: LineCounter): number {
  let node: unknown = root;
  let offset = 0;
  for (const part of path) {
    const next = stepInto(node, part);
    if (!next) break;
    offset = next.offset ?? offset;
    node = next.node;
  }
  return lines.linePos(offset).line;
}

function stepInto(
  node: unknown,
  part: string | number,
): { node: unknown; offset: number | undefined } | null {
  if (isSeq(node) && typeof part === 'number') {
    const item: unknown = node.items[part];
    return item === undefined ? null : { node: item, offset: offsetOf(item) };
  }
  if (!isMap(node)) return null;
  const pair = node.items.find(({ key }) => isScalar(key) && String(key.value) === String(part));
  return pair ? { node: pair.value, offset: offsetOf(pair.key) } : null;
}

function offsetOf(node: unknown): number | undefined {
  const ranged = isScalar(node) || isMap(node) || isSeq(node) ? node.range : null;
  return ranged?.[0];
}

/** WeChat has no field for replies: a quotation comes inside the text, in one of two shapes. */
export interface Quoted {
  /** What was answered, as far as the quotation goes; null: nothing was quoted. */
  original: string | null;
  /** The network's id of what was answered, from puppets that hand it on. */
  originalId: string | null;
  /** What the person said now. */
  text: string;
}

/** `「张阿姨：路灯不亮」`, a line of dashes, then the answer. */
const DASHED = /^「([^：:\n]{0,60})[：:]([\s\S]{0,4000}?)」\n(?:[-—－] ?){5,}\n?([\s\S]*)$/;

export function readQuote(text: string): Quoted {
  const dashed = DASHED.exec(text);
  if (dashed) {
    return { original: dashed[2]?.trim() ?? '', originalId: null, text: dashed[3]?.trim() ?? '' };
  }
  return text.includes('<refermsg>') ? readXml(text) : { original: null, originalId: null, text };
}

function readXml(xml: string): Quoted {
  const [before = '', after = ''] = xml.split('<refermsg>', 2);
  return {
    original: tag(after, 'content'),
    originalId: tag(after, 'svrid') || null,
    text: tag(before, 'title'),
  };
}

function tag(xml: string, name: string): string {
  const start = xml.indexOf(`<${name}>`);
  const end = xml.indexOf(`</${name}>`, start);
  if (start < 0 || end < 0) return '';
  return unescaped(xml.slice(start + name.length + 2, end)).trim();
}

const ENTITIES: Readonly<Record<string, string>> = { lt: '<', gt: '>', quot: '"', apos: "'", amp: '&' };

function unescaped(text: string): string {
  const plain = /^<!\[CDATA\[([\s\S]*)\]\]>$/.exec(text)?.[1] ?? text;
  return plain.replace(/&(lt|gt|quot|apos|amp);/g, (whole, name: string) => ENTITIES[name] ?? whole);
}

/** Cards, mini-programs and system notes come as XML: nobody said that. */
export function isMarkup(text: string): boolean {
  return /^\s*<(\?xml|msg|sysmsg|appmsg)[\s>]/.test(text);
}

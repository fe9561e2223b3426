/** What WeChat puts behind a name that was picked from the list; typed by hand it is a space or nothing. */
const AFTER_NAME = '\u2005';
const EVERYBODY = /[@＠](所有人|all\b)[\u2005\s]*/gi;

/** The text without `@所有人`, which is meant for nobody. */
export function withoutEverybody(text: string): string {
  return text.replace(EVERYBODY, '');
}

/** The text without the bot's own name, and whether it was there. Puppets that fill in no ids leave only the text to go by. */
export function takeOutName(text: string, names: readonly string[]): { text: string; found: boolean } {
  let rest = text;
  for (const name of [...names].filter(Boolean).sort((a, b) => b.length - a.length)) {
    rest = rest.replaceAll(`@${name}${AFTER_NAME}`, '').replace(plainMention(name), '$1');
  }
  return { text: rest.trim(), found: rest !== text };
}

/** `@邻里 报修`: the name has to end there, so that `@邻里中心` is somebody else. */
function plainMention(name: string): RegExp {
  const escaped = name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  return new RegExp(`(^|\\s)@${escaped}(?=[\\s,，。：:]|$)`, 'g');
}

/** A text for the people named, as WeChat writes it. */
export function mentioning(names: readonly string[], text: string): string {
  return `${names.map((name) => `@${name}${AFTER_NAME}`).join('')}${text}`;
}

/** The text without the names it was addressed to. */
export function withoutAddress(text: string): string {
  return text.replace(/^(@[^\u2005\n]{1,60}\u2005)+/, '');
}

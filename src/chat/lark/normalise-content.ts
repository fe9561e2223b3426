import { z } from 'zod';
import { fileMark, MARKS, placeMark } from '../../text/chat-marks.ts';

/** Who the bot is in Lark; null while that is not known. */
export interface BotSelf {
  openId: string | null;
}

/** Somebody called by name in a message. In its text stands the key: `@_user_1`. */
export interface Mention {
  key: string;
  openId: string;
  name: string;
  isBot: boolean;
}

export interface RawContent {
  messageId: string;
  /** `text`, `post`, `image`, … */
  type: string;
  /** JSON, whose shape is the type's. */
  content: string;
  mentions: readonly Mention[];
}

export interface ReadContent {
  text: string;
  images: readonly string[];
  mentionsBot: boolean;
  mentions: readonly string[];
}

/** A picture that somebody sent, as `images` of a message names it: `lark:om_1/img_1`. */
export function pictureReference(messageId: string, fileKey: string): string {
  return `lark:${messageId}/${fileKey}`;
}

/** Null: nothing that could be read or looked at (a sticker, a system notice), or content of another shape. */
export function readContent(raw: RawContent, bot: BotSelf): ReadContent | null {
  const read = READERS.get(raw.type);
  const found = read?.(parseJson(raw.content));
  if (!found) return null;
  const pictures = found.pictures.map((key) => pictureReference(raw.messageId, key));
  return { ...withNames(found.text, raw.mentions, bot), images: pictures };
}

interface Found {
  text: string;
  pictures: readonly string[];
}

const textContent = z.object({ text: z.string() });
const imageContent = z.object({ image_key: z.string().min(1).max(200) });
const named = z.object({ file_name: z.string().optional(), name: z.string().optional() });

const READERS: ReadonlyMap<string, (content: unknown) => Found | null> = new Map([
  ['text', readText],
  ['post', readPost],
  ['image', readImage],
  ['file', readFile],
  ['location', readLocation],
  ['audio', () => marked(MARKS.voice)],
  ['media', () => marked(MARKS.video)],
  ['merge_forward', () => marked(MARKS.history)],
  ['share_user', () => marked(MARKS.contact)],
  ['share_chat', () => marked(MARKS.group)],
  ['share_calendar_event', () => marked(MARKS.calendar)],
  ['calendar', () => marked(MARKS.calendar)],
]);

function marked(text: string): Found {
  return { text, pictures: [] };
}

function readText(content: unknown): Found | null {
  const parsed = textContent.safeParse(content);
  return parsed.success ? marked(parsed.data.text) : null;
}

function readImage(content: unknown): Found | null {
  const parsed = imageContent.safeParse(content);
  return parsed.success ? { text: '', pictures: [parsed.data.image_key] } : null;
}

function readFile(content: unknown): Found {
  const parsed = named.safeParse(content);
  return marked(fileMark(parsed.data?.file_name ?? ''));
}

function readLocation(content: unknown): Found {
  const parsed = named.safeParse(content);
  return marked(placeMark(parsed.data?.name ?? ''));
}

const postElement = z.object({
  tag: z.string(),
  text: z.string().optional(),
  user_id: z.string().optional(),
  user_name: z.string().optional(),
  image_key: z.string().max(200).optional(),
});
type PostElement = z.infer<typeof postElement>;

const post = z.object({
  title: z.string().default(''),
  content: z.array(z.array(postElement)),
});

/** Rich text, with or without the language around it. */
function readPost(content: unknown): Found | null {
  const parsed = post.safeParse(content);
  const inner = parsed.success ? parsed : post.safeParse(firstValue(content));
  if (!inner.success) return null;
  const paragraphs = inner.data.content.map((elements) => elements.map(textOf).join(''));
  const text = [inner.data.title, ...paragraphs].filter((line) => line !== '').join('\n');
  const pictures = inner.data.content
    .flat()
    .flatMap(({ tag, image_key }) => (tag === 'img' && image_key ? [image_key] : []));
  return { text, pictures };
}

function firstValue(content: unknown): unknown {
  return typeof content === 'object' && content !== null ? Object.values(content)[0] : null;
}

function textOf(element: PostElement): string {
  if (element.tag === 'at') return placeOfMention(element);
  if (element.tag === 'media') return MARKS.video;
  return element.text ?? '';
}

/** The key, or for older clients the id: whom it means is found in the mentions either way. */
function placeOfMention({ user_id, user_name }: PostElement): string {
  if (user_id === 'all' || user_id === '@_all') return '@_all';
  if (user_id?.startsWith('@_user_')) return user_id;
  return user_name ? `@${user_name} ` : '';
}

const KEYS = /@_user_\d{1,6}|@_all\b/g;

/** Names in place of keys; the bot's own goes, for what is left is what was said to it. */
function withNames(
  text: string,
  mentions: readonly Mention[],
  bot: BotSelf,
): Pick<ReadContent, 'text' | 'mentionsBot' | 'mentions'> {
  const byKey = new Map(mentions.map((mention) => [mention.key, mention]));
  const isSelf = (mention: Mention) => (bot.openId === null ? mention.isBot : mention.openId === bot.openId);
  const shown = text.replaceAll(KEYS, (key) => {
    if (key === '@_all') return MARKS.everybody;
    const mention = byKey.get(key);
    if (!mention) return key;
    return isSelf(mention) ? '' : `@${mention.name}`;
  });
  const others = mentions.filter((mention) => mention.openId && !isSelf(mention));
  return {
    text: shown.trim(),
    mentionsBot: mentions.some(isSelf),
    mentions: [...new Set(others.map(({ openId }) => openId))],
  };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

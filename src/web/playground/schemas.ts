import { z } from 'zod';
import { MAX_TEXT_CHARS } from '../../app/incoming/normalise.ts';

const id = (what: string) => z.string(`${what}应为文字`).min(1, `缺少${what}`).max(128, `${what}太长`);

const picture = z
  .string('图片应为上传后得到的编号')
  .regex(/^img:[0-9a-f]{64}\.(png|jpg|webp|gif)$/, '图片编号不对');

/** What the page's input line sends. */
export const MESSAGE = z.object({
  who: id('身份'),
  room: id('群'),
  text: z.string('消息应为文字').max(MAX_TEXT_CHARS, `一条消息最多 ${MAX_TEXT_CHARS} 字`).default(''),
  images: z.array(picture, '图片应为列表').max(9, '一次最多 9 张图片').default([]),
  replyTo: id('被回复的消息').nullable().default(null),
});
export type MessageBody = z.infer<typeof MESSAGE>;

const A_WEEK_OF_MINUTES = 7 * 24 * 60;

export const CLOCK_MOVE = z.union(
  [
    z.object({
      minutes: z.number().int().min(1).max(A_WEEK_OF_MINUTES),
    }),
    z.object({ to: z.literal('next-working-morning') }),
  ],
  '请给出要往前拨的分钟数(minutes:1 到 10080),或者 to: "next-working-morning"',
);
export type ClockMove = z.infer<typeof CLOCK_MOVE>;

export const STORY_ORDER = z.union(
  [
    z.object({ play: z.literal(true), speed: z.number().min(0.25).max(1000).default(1) }),
    z.object({ stop: z.literal(true) }),
  ],
  '请写 play: true(可带 speed:0.25 到 1000)或 stop: true',
);

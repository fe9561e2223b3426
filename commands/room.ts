import { z } from 'zod';
import { defineCommand } from '../src/app/command.ts';
import { ANY_ROOM, EVERYONE, MAYBE_TEXT, maybeText } from './support/kit.ts';
import { bindRoom, leadsSomewhere, setIntake, showRoom, unbindRoom } from './support/rooms.ts';

export default defineCommand({
  name: '本群',
  aliases: ['room'],
  summary: '看本群是谁的群;书记和街道可以绑定、改受理方式、解绑',
  roles: EVERYONE,
  rooms: ANY_ROOM,
  params: [MAYBE_TEXT],
  args: z.object({ text: maybeText }),
  examples: ['本群', '本群 阳光社区 居民群', '本群 方式 确认', '本群 解绑'],
  confirm: 'never',
  unbound: true,
  withChatNames: true,
  handle(ctx, { text = '' }) {
    const words = text.split(/[\s,，]+/).filter((word) => word !== '');
    if (ctx.room === null && !leadsSomewhere(ctx)) return null;
    if (words.length === 0) return showRoom(ctx);
    if (words[0] === '方式') return setIntake(ctx, words[1] ?? '');
    return words[0] === '解绑' ? unbindRoom(ctx) : bindRoom(ctx, words);
  },
});

import type { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import type { Chat } from '../app/ports.ts';
import { refuseWeb } from './guard.ts';

/** Larger than anything a network sends: pictures are fetched, not pushed. */
const BODY_MAX_BYTES = 1024 * 1024;

const small = bodyLimit({ maxSize: BODY_MAX_BYTES, onError: (c) => refuseWeb(c, 'too-big') });

/** Pages and webhooks of the edges, under `/chat/<network>/`: the open ones, which any host may call, or the guarded ones. */
export function mountChats(
  app: Hono,
  chats: readonly Pick<Chat, 'network' | 'routes'>[],
  open: boolean,
): void {
  for (const { network, routes = [] } of chats)
    for (const route of routes.filter((one) => one.open === open)) {
      const path = `/chat/${network}/${route.path.replace(/^\//, '')}`;
      app.on(route.method, path, small, (c) => route.handle(c.req.raw));
    }
}

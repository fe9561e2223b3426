import { type Context, Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { pictureType } from '../../chat/pictures.ts';
import type { LiveEvent } from '../../chat/playground/hub.ts';
import { refuseWeb } from '../guard.ts';
import { attachment } from './attachments.ts';
import { readBody } from './body.ts';
import { STORY } from './demo/story.ts';
import type { PlaygroundDeps } from './deps.ts';
import { historyOf, showLines } from './lines.ts';
import { streamLive } from './live.ts';
import { belongsTo, OBSERVER_ID } from './people.ts';
import { CLOCK_MOVE, MESSAGE, STORY_ORDER } from './schemas.ts';
import { sheetOf } from './sheet.ts';
import { createSpeaking, type Speaking } from './speaking.ts';
import { createStoryHands } from './story-hands.ts';
import { createStoryPlayer, type StoryPlayer } from './story-player.ts';
import { createPageClock, type PageClock, targetOf } from './time.ts';

const JSON_MAX_BYTES = 64 * 1024;
/** What a phone's photo comes to after a browser's own shrinking. */
const UPLOAD_MAX_BYTES = 5 * 1024 * 1024;

interface Page {
  deps: PlaygroundDeps;
  speaking: Speaking;
  pageClock: PageClock;
  player: StoryPlayer;
}

/** Everything the page asks of the server, under `/api`. */
export function createPlaygroundRoutes(deps: PlaygroundDeps): { routes: Hono; stop(): Promise<void> } {
  const { clock, hub, policy } = deps;
  const runTo = (instant: number) => deps.runTo(instant);
  const pageClock = createPageClock({ clock, hub, calendar: policy.calendar, runTo });
  const speaking = createSpeaking(deps);
  const player = createStoryPlayer(STORY, createStoryHands({ deps, pageClock, speaking }));
  const page: Page = { deps, speaking, pageClock, player };
  const routes = new Hono();
  routes.use('/api/pictures', limit(UPLOAD_MAX_BYTES));
  routes.use('/api/messages', limit(JSON_MAX_BYTES));
  routes.use('/api/clock', limit(JSON_MAX_BYTES));
  routes.use('/api/demo', limit(JSON_MAX_BYTES));
  routes.get('/api/rooms', (c) => rooms(c, page));
  routes.get('/api/history', (c) => history(c, page));
  routes.get('/api/live', (c) => live(c, page));
  routes.get('/api/tickets/:number', (c) => ticket(c, page));
  routes.get('/api/pictures/:name', (c) => picture(c, page));
  routes.get('/api/attachments', (c) => attachment(c, page));
  routes.post('/api/messages', (c) => message(c, page));
  routes.post('/api/pictures', (c) => upload(c, page));
  routes.post('/api/clock', (c) => moveClock(c, page));
  routes.post('/api/demo', (c) => demo(c, page));
  return { routes, stop: () => player.stop() };
}

function limit(maxSize: number) {
  return bodyLimit({ maxSize, onError: (c) => refuseWeb(c, 'too-big') });
}

async function rooms(c: Context, { speaking, pageClock, player, deps }: Page): Promise<Response> {
  const cast = await speaking.cast();
  const zone = deps.policy.calendar.zone;
  return c.json({ ...cast, zone, clock: pageClock.state(), story: player.progress() });
}

async function history(c: Context, { speaking, deps }: Page): Promise<Response> {
  const { people } = await speaking.cast();
  const person = people.find((one) => one.id === c.req.query('who'));
  const room = c.req.query('room') ?? '';
  if (!person) return refuseWeb(c, 'no-such-person');
  if (!belongsTo(person, room)) return refuseWeb(c, 'no-such-room');
  return c.json({ lines: await historyOf(room, { store: deps.store, people }) });
}

async function live(c: Context, { speaking, deps }: Page): Promise<Response> {
  const person = await speaking.person(c.req.query('who'));
  if (!person) return refuseWeb(c, 'no-such-person');
  return streamLive(c, { hub: deps.hub, person, show: (event) => shown(event, { speaking, deps }) });
}

/** Lines go out with their tickets as they stand when they go out. */
async function shown(event: LiveEvent, { speaking, deps }: Pick<Page, 'speaking' | 'deps'>): Promise<object> {
  if (event.type === 'story') return event.story;
  if (event.type !== 'message') return event;
  const { people } = await speaking.cast();
  const [line] = await showLines([event.entry], { store: deps.store, people });
  return { chatId: event.chatId, line };
}

async function ticket(c: Context, { deps, pageClock }: Page): Promise<Response> {
  const match = /^(疑)?(\d{1,9})$/.exec(c.req.param('number') ?? '');
  if (!match) return refuseWeb(c, 'no-such-ticket');
  const { now } = pageClock.state();
  const sheet = await sheetOf(deps.store, {
    number: Number(match[2]),
    draft: match[1] !== undefined,
    now,
    zone: deps.policy.calendar.zone,
  });
  return sheet ? c.json({ sheet, now }) : refuseWeb(c, 'no-such-ticket');
}

/** Uploaded files never run as pages: exact type, nosniff, sandbox. */
async function picture(c: Context, { deps }: Page): Promise<Response> {
  const reference = `img:${c.req.param('name') ?? ''}`;
  const type = pictureType(reference);
  const bytes = await deps.pictures.read(reference);
  if (!bytes || !type) return refuseWeb(c, 'no-such-picture');
  return c.body(new Uint8Array(bytes), 200, {
    'content-type': type,
    'content-security-policy': "default-src 'none'; sandbox",
    'cache-control': 'private, max-age=31536000, immutable',
  });
}

async function message(c: Context, { speaking, deps }: Page): Promise<Response> {
  const body = await readBody(c, MESSAGE);
  if (!body.ok) return body.response;
  const { who, room, text, images } = body.value;
  const person = await speaking.person(who);
  if (!person || person.id === OBSERVER_ID) return refuseWeb(c, 'no-such-person');
  if (!belongsTo(person, room)) return refuseWeb(c, 'no-such-room');
  if (text.trim() === '' && images.length === 0) return refuseWeb(c, 'empty-message');
  const kept = await Promise.all(images.map((ref) => deps.pictures.has(ref)));
  if (kept.includes(false)) return refuseWeb(c, 'no-such-picture');
  return c.json({ id: await speaking.say(person, body.value) });
}

async function upload(c: Context, { deps }: Page): Promise<Response> {
  // A form of another site can send `text/plain` without asking us first, but never an image type.
  if (!/^image\//.test(c.req.header('content-type') ?? '')) return refuseWeb(c, 'not-a-picture');
  const saved = await deps.pictures.save(new Uint8Array(await c.req.arrayBuffer()));
  return saved === null ? refuseWeb(c, 'not-a-picture') : c.json({ ref: saved });
}

async function moveClock(c: Context, { deps, pageClock }: Page): Promise<Response> {
  if (!deps.movable) return refuseWeb(c, 'clock-real');
  const body = await readBody(c, CLOCK_MOVE);
  if (!body.ok) return body.response;
  const target = targetOf(body.value, deps.policy.calendar, deps.clock.now());
  const moved = await pageClock.move(target);
  return moved ? c.json(pageClock.state()) : refuseWeb(c, 'clock-busy');
}

async function demo(c: Context, { player, deps }: Page): Promise<Response> {
  if (!deps.movable) return refuseWeb(c, 'clock-real');
  const body = await readBody(c, STORY_ORDER);
  if (!body.ok) return body.response;
  if ('stop' in body.value) await player.stop();
  else if (!player.play(body.value.speed)) return refuseWeb(c, 'story-running');
  return c.json(player.progress());
}

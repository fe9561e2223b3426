import { readFileSync } from 'node:fs';
import { type Context, Hono, type MiddlewareHandler } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import {
  type BallotPage,
  type Filled,
  openBallotPage,
  type PageParts,
  type Submitted,
  submitBallotPage,
} from '../../app/appraisal/ballot/ballot-page.ts';
import type { Log } from '../../app/ports.ts';
import { BALLOT_PAGE, type BallotNote } from '../../text/appraisal/ballot-page.ts';
import { hostOf, originHost } from '../guard.ts';
import { ballotHtml, noteHtml, type Shown } from './page.tsx';

/** Where ballots are filled in by whoever holds a link. */
export interface BallotDeps extends PageParts {
  log: Log;
  zone: string;
  /** The address people outside see; null: only what this process listens on. */
  publicUrl: string | null;
}

/** A link is all one needs, so nothing of it may be left behind on the way, in a cache or at the next page. */
const HEADERS = {
  'cache-control': 'no-store',
  'referrer-policy': 'no-referrer',
  'x-robots-tag': 'noindex',
  'content-security-policy': [
    "default-src 'none'",
    "style-src 'self'",
    'img-src data:',
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join('; '),
} as const;

/** Hundreds of people with every aspect. */
const BODY_MAX_BYTES = 256 * 1024;
const TOKEN = /^[\w-]{43}$/;
const STATUS = { unknown: 404, closed: 410, done: 200 } as const;

/** `GET` and `POST /ballot/<token>`: server-made pages, nothing of them needs a script. */
export function createBallotRoutes(deps: BallotDeps): Hono {
  const css = readFileSync(new URL('./public/ballot.css', import.meta.url), 'utf8');
  const routes = new Hono();
  const small = bodyLimit({ maxSize: BODY_MAX_BYTES, onError: (c) => note(c, 'too-big', { status: 413 }) });
  routes.get('/ballot.css', (c) => c.body(css, 200, { 'content-type': 'text/css; charset=utf-8' }));
  routes.get('/:token', async (c) => {
    const page = await openBallotPage(tokenOf(c), deps);
    return pageOr(c, page, (open) => form(c, { page: open, ...BLANK }, deps));
  });
  routes.post('/:token', fromOwnPage(deps.publicUrl), small, async (c) => {
    const filled = filledOf(await c.req.formData());
    return answer(c, { deps, filled, submitted: await submitBallotPage(tokenOf(c), filled, deps) });
  });
  // Its address is a secret: the path is in no log.
  routes.onError((error, c) => {
    deps.log.error({ err: error }, 'a page of a ballot failed');
    return note(c, 'broken', { status: 500 });
  });
  return routes;
}

/** What is no token of ours is looked up as none, at no cost. */
function tokenOf(c: Context): string {
  const token = c.req.param('token') ?? '';
  return TOKEN.test(token) ? token : '';
}

function filledOf(data: FormData): Filled {
  const texts = [...data].filter((entry): entry is [string, string] => typeof entry[1] === 'string');
  return Object.fromEntries(texts);
}

/** A foreign page does not know the address, so it could post nothing; if the browser says it is one, nothing is taken all the same. */
function fromOwnPage(publicUrl: string | null): MiddlewareHandler {
  const outside = publicUrl === null ? null : new URL(publicUrl).host;
  return async (c, next) => {
    const site = c.req.header('sec-fetch-site');
    const origin = c.req.header('origin');
    // `null` is what browsers send from a page that tells no referrer.
    const host = origin === undefined || origin === 'null' ? null : originHost(origin);
    const isForeign = host !== null && host !== hostOf(c) && host !== outside;
    return isForeign || (site !== undefined && site !== 'same-origin')
      ? note(c, 'foreign', { status: 403 })
      : next();
  };
}

interface Answering {
  deps: BallotDeps;
  filled: Filled;
  submitted: Submitted;
}

function answer(c: Context, { deps, filled, submitted }: Answering): Response | Promise<Response> {
  switch (submitted.state) {
    case 'taken': {
      const text = BALLOT_PAGE.taken(submitted.names);
      const { left } = submitted;
      if (left.state === 'open') return form(c, { page: left, ...BLANK, said: { text, bad: false } }, deps);
      return note(c, 'done', { status: 200, before: text });
    }
    case 'wrong': {
      const { names: wrong, page } = submitted;
      const said = { text: BALLOT_PAGE.wrong(wrong), bad: true };
      return pageOr(c, page, (open) => form(c, { page: open, filled, said, wrong }, deps));
    }
    case 'empty': {
      const said = { text: BALLOT_PAGE.empty, bad: true };
      return pageOr(c, submitted.page, (open) => form(c, { page: open, ...BLANK, said }, deps));
    }
    default:
      return pageOr(c, submitted, (open) => form(c, { page: open, ...BLANK }, deps));
  }
}

const BLANK = { filled: {}, said: null, wrong: [] } as const;

type Open = Shown['page'];

function pageOr(
  c: Context,
  page: BallotPage,
  show: (open: Open) => Response | Promise<Response>,
): Response | Promise<Response> {
  return page.state === 'open' ? show(page) : note(c, page.state, { status: STATUS[page.state] });
}

function form(c: Context, shown: Shown, { clock, zone }: BallotDeps): Response | Promise<Response> {
  const status = shown.said?.bad ? 422 : 200;
  return c.html(ballotHtml(shown, { now: clock.now(), zone }), status, HEADERS);
}

interface Said {
  status: 200 | 403 | 404 | 410 | 413 | 500;
  before?: string;
}

function note(c: Context, code: BallotNote, { status, before = '' }: Said): Response | Promise<Response> {
  return c.html(noteHtml(code, before), status, HEADERS);
}

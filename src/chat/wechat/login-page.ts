import { randomBytes, timingSafeEqual } from 'node:crypto';
import type { ChatRoute, LinkStatus } from '../../app/ports.ts';
import { loginPageText } from '../../text/wechat-login.ts';

export interface LoginPage {
  route: ChatRoute;
  /** Where it is, below `/chat/wechat/`, with the key that opens it. Whoever scans the code logs in an account. */
  path: string;
}

/** Of the code, in pixels: to be scanned from a screen. */
const WIDTH = 320;

/** A page that shows the code to be scanned; its key is made anew at each start. */
export function createLoginPage(status: () => LinkStatus): LoginPage {
  const key = randomBytes(18).toString('base64url');
  return {
    path: `login?key=${key}`,
    route: {
      method: 'GET',
      path: 'login',
      open: false,
      async handle(request) {
        const given = new URL(request.url).searchParams.get('key') ?? '';
        const { title, wrongKey } = loginPageText;
        if (!isKey(given, key)) return answer(403, page(title, `<p>${wrongKey}</p>`));
        return answer(200, page(title, await body(status())));
      },
    },
  };
}

async function body({ reason, qrcode }: LinkStatus): Promise<string> {
  const state = `<p>${loginPageText.state(reason)}</p>`;
  if (qrcode === undefined) return state;
  const { default: qrcodes } = await import('qrcode');
  return `${state}<div>${await qrcodes.toString(qrcode, { type: 'svg', width: WIDTH })}</div><p>${loginPageText.howTo}</p>`;
}

/** No style of its own: the web server's pages load none but theirs. */
function page(title: string, content: string): string {
  return `<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><meta http-equiv="refresh" content="5">
<meta name="viewport" content="width=device-width"><title>${title}</title></head>
<body><h1>${title}</h1>${content}</body></html>`;
}

function answer(status: number, html: string): Response {
  return new Response(html, {
    status,
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'no-store',
      'referrer-policy': 'no-referrer',
    },
  });
}

function isKey(given: string, key: string): boolean {
  const [one, other] = [Buffer.from(given), Buffer.from(key)];
  return one.length === other.length && timingSafeEqual(one, other);
}

import { addAbortSignal, type Readable } from 'node:stream';
import type { AxiosResponse, AxiosStatic } from 'axios';
import { z } from 'zod';
import { LarkRefusal } from './errors.ts';

const answer = z.object({ code: z.number(), msg: z.string().optional() });
const LONGEST_ERROR_BYTES = 64 * 1024;
/** Lark's limits are of a second or a minute: who asks for more silence than this is not Lark. */
const LONGEST_WAIT_MS = 10 * 60_000;

/**
 * HTTP for the SDK's client: a limit on every call, no proxy taken from the environment, and every failure, `code` not 0
 * under HTTP 200 included, thrown as one LarkRefusal that holds no request and so no secret.
 */
export function createLarkHttp(axios: AxiosStatic, timeoutMs: number) {
  const http = axios.create({ timeout: timeoutMs, proxy: false, maxContentLength: 32 * 1024 * 1024 });
  http.interceptors.response.use(
    async (response) => {
      await refuseBadCode(response);
      // The SDK asks for headers by a field of its own and expects the bare body otherwise.
      return '$return_headers' in response.config
        ? { ...response, data: response.data, headers: response.headers }
        : response.data;
    },
    async (error: unknown) => {
      if (!axios.isAxiosError(error) || !error.response) throw new LarkRefusal(namesOnly(error));
      await refuseBadCode(error.response);
      throw refusalOf(error.response, undefined);
    },
  );
  return http;
}

/** Why no server was named for the long connection. `code`: Lark's; null when it could not be asked. */
export interface EndpointTrouble {
  code: number | null;
  message: string;
}

/** HTTP for the long connection's one question: which server to connect to. The SDK tells nobody how that failed. */
export function createSocketHttp(axios: AxiosStatic, onTrouble: (trouble: EndpointTrouble) => void) {
  const http = axios.create({ proxy: false });
  const look = <Body>(body: Body): Body => {
    const parsed = answer.safeParse(body);
    if (!parsed.success) onTrouble({ code: null, message: 'an answer of another shape' });
    else if (parsed.data.code !== 0) onTrouble({ code: parsed.data.code, message: parsed.data.msg ?? '' });
    return body;
  };
  http.interceptors.response.use(
    (response) => look(response.data),
    (error: unknown) => {
      const message = namesOnly(error);
      onTrouble({ code: null, message });
      throw new LarkRefusal(message);
    },
  );
  return http;
}

async function refuseBadCode(response: AxiosResponse<unknown>): Promise<void> {
  const body = isStream(response.data) ? await jsonOf(response, response.data) : response.data;
  const parsed = answer.safeParse(body);
  if (parsed.success && parsed.data.code !== 0) throw refusalOf(response, parsed.data);
}

function refusalOf(response: AxiosResponse, body: z.infer<typeof answer> | undefined): LarkRefusal {
  const resetSeconds = Number(response.headers['x-ogw-ratelimit-reset'] ?? Number.NaN);
  return new LarkRefusal(body ? `${body.code} ${body.msg ?? ''}`.trim() : `HTTP ${response.status}`, {
    status: response.status,
    ...(body ? { code: body.code } : {}),
    ...(resetSeconds >= 0 ? { retryAfterMs: Math.min(resetSeconds * 1000, LONGEST_WAIT_MS) } : {}),
  });
}

/** `ECONNRESET`, `ECONNABORTED …`: an Axios error's config holds the request, so only its words are kept. */
function namesOnly(error: unknown): string {
  if (!(error instanceof Error)) return 'no answer';
  const code = 'code' in error && typeof error.code === 'string' ? `${error.code} ` : '';
  return `${code}${error.message}`;
}

function isStream(data: unknown): data is Readable {
  return typeof data === 'object' && data !== null && 'pipe' in data;
}

/** A download that failed comes as JSON in the stream; a real one is left untouched. */
async function jsonOf(response: AxiosResponse, stream: Readable): Promise<unknown> {
  const isJson = String(response.headers['content-type'] ?? '').includes('json');
  if (!isJson && response.status < 400) return null;
  const bytes = await readAll(stream, { maxBytes: LONGEST_ERROR_BYTES, timeoutMs: 5000 }).catch(() => null);
  try {
    return bytes ? JSON.parse(Buffer.from(bytes).toString('utf8')) : null;
  } catch {
    return null;
  }
}

/** Null: longer than allowed. Rejects when it breaks off or takes too long. */
export async function readAll(
  stream: Readable,
  { maxBytes, timeoutMs }: { maxBytes: number; timeoutMs: number },
): Promise<Uint8Array | null> {
  const parts: Uint8Array[] = [];
  let length = 0;
  for await (const part of addAbortSignal(AbortSignal.timeout(timeoutMs), stream)) {
    length += part.length;
    if (length > maxBytes) return null;
    parts.push(part);
  }
  return Buffer.concat(parts);
}

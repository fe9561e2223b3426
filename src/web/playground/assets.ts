import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { extname } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Context } from 'hono';
import { refuseWeb } from '../guard.ts';

const TYPES: Readonly<Record<string, string>> = {
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.webmanifest': 'application/manifest+json',
};

interface Asset {
  bytes: Uint8Array<ArrayBuffer>;
  type: string;
  etag: string;
}

/** The page's own files, read once: a name that is not among them does not exist, whatever it looks like. */
export function createAssets(): (c: Context, name: string) => Response {
  const folder = fileURLToPath(new URL('./public/', import.meta.url));
  const assets = new Map(readdirSync(folder).map((name) => [name, readAsset(folder + name)]));
  return (c, name) => {
    const asset = assets.get(name);
    if (!asset) return refuseWeb(c, 'not-found');
    const headers = { etag: asset.etag, 'cache-control': 'no-cache', 'content-type': asset.type };
    if (c.req.header('if-none-match') === asset.etag) return c.body(null, 304, headers);
    return c.body(asset.bytes, 200, headers);
  };
}

function readAsset(path: string): Asset {
  const bytes = new Uint8Array(readFileSync(path));
  const etag = `"${createHash('sha256').update(bytes).digest('base64url').slice(0, 22)}"`;
  return { bytes, type: TYPES[extname(path)] ?? 'application/octet-stream', etag };
}

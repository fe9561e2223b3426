import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';

const root = join(import.meta.dirname, '..');
const read = (file: string) => readFileSync(join(root, file), 'utf8');

/** How long the bot takes at most to stop, as `start` has it. */
const STOP_SECONDS = 10;

const COMPOSE = z.object({
  services: z.object({
    db: z.object({ image: z.string(), healthcheck: z.object({ test: z.array(z.string()) }) }),
    linli: z.object({
      depends_on: z.object({ db: z.object({ condition: z.literal('service_healthy') }) }),
      environment: z.record(z.string(), z.union([z.string(), z.number()])),
      ports: z.array(z.string()),
      volumes: z.array(z.string()),
      stop_grace_period: z.string(),
      read_only: z.literal(true),
      cap_drop: z.tuple([z.literal('ALL')]),
    }),
  }),
  volumes: z.record(z.string(), z.null()),
});

describe('compose.yaml', () => {
  const { services, volumes } = COMPOSE.parse(parse(read('compose.yaml')));
  const { linli } = services;

  test('its bot waits for the database, keeps its data, and is reached from this machine only', () => {
    expect(linli.environment['DATABASE_URL']).toMatch(
      /^postgresql:\/\/linli:\$\{POSTGRES_PASSWORD:\?[^}]+\}@db:5432\//,
    );
    expect(linli.ports).toEqual(['127.0.0.1:8787:8787']);
    expect(linli.volumes).toContain('data:/app/data');
    expect(Object.keys(volumes)).toEqual(['db', 'data']);
  });

  test('gives it longer to stop than it takes', () => {
    expect(Number.parseInt(linli.stop_grace_period, 10)).toBeGreaterThan(STOP_SECONDS);
  });
});

describe('Dockerfile', () => {
  const lines = read('Dockerfile')
    .replaceAll(/\\\n\s*/g, '')
    .split('\n')
    .filter((line) => /^[A-Z]+ /.test(line));
  const final = lines.slice(lines.findLastIndex((line) => line.startsWith('FROM ')));

  test('runs as nobody in particular, with a health check and its signals', () => {
    expect(final).toContain('USER node');
    expect(final.some((line) => /^HEALTHCHECK .*\/healthz/.test(line))).toBe(true);
    expect(final.at(-1)).toBe('CMD ["node", "src/setup/linli.mjs", "start"]');
    expect(read('src/cli/start.ts')).toContain(`STOP_WITHIN_MS = ${STOP_SECONDS} * SECOND_MS`);
  });

  test('copies what is there, and nothing that .dockerignore keeps out', () => {
    const allowed = read('.dockerignore')
      .split('\n')
      .flatMap((line) => (line.startsWith('!') ? [line.slice(1)] : []));
    const copied = lines
      .filter((line) => line.startsWith('COPY ') && !line.includes('--from'))
      .flatMap((line) => line.split(' ').slice(1, -1));
    expect(copied).toContain('src');
    expect(copied.filter((path) => !existsSync(join(root, path)) || !allowed.includes(path))).toEqual([]);
  });
});

describe('the systemd unit', () => {
  const unit = read('deploy/linli.service');

  test('restarts, drains, and holds no rights', () => {
    for (const line of ['Restart=always', 'KillMode=mixed', 'NoNewPrivileges=yes', 'ProtectSystem=strict'])
      expect(unit).toContain(`\n${line}\n`);
    expect(Number(/TimeoutStopSec=(\d+)/.exec(unit)?.[1])).toBeGreaterThan(STOP_SECONDS);
  });

  test.runIf(spawnSync('systemd-analyze', ['--version']).status === 0)('is one that systemd takes', () => {
    const { status, stderr } = spawnSync('systemd-analyze', ['verify', 'deploy/linli.service'], {
      cwd: root,
      encoding: 'utf8',
    });
    expect([status, stderr.includes('linli.service')]).toEqual([0, false]);
  });
});

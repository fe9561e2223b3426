import pino from 'pino';
import type { Log } from '../app/ports.ts';
import type { Config } from '../config.ts';
import { maskPrivate } from '../engine/intake/mask.ts';

const STDERR = 2;

/** One JSON object a line on stderr: stdout is the tool's own. */
export function createLog(level: Config['logLevel']): Log {
  return pino(
    {
      level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      serializers: { err: maskedError, error: maskedError },
    },
    pino.destination(STDERR),
  );
}

/** A database's complaint quotes the row it would not take, and with it what somebody wrote. */
export function maskedError(error: unknown): unknown {
  if (!(error instanceof Error)) return typeof error === 'string' ? maskPrivate(error) : error;
  const { type, message, stack } = pino.stdSerializers.err(error);
  const code = 'code' in error && typeof error.code === 'string' ? { code: error.code } : {};
  return { type, ...code, message: maskPrivate(message), stack: maskPrivate(stack) };
}

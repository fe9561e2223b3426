import pino from 'pino';
import type { Log } from '../app/ports.ts';
import type { Config } from '../config.ts';

const STDERR = 2;

/** One JSON object a line on stderr: stdout is the tool's own. */
export function createLog(level: Config['logLevel']): Log {
  return pino({ level, base: null, timestamp: pino.stdTimeFunctions.isoTime }, pino.destination(STDERR));
}

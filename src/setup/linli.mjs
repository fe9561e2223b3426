#!/usr/bin/env node
/** `npm start` and `npm run linli`: one process from here on, so that a signal reaches the bot itself. */
import { pathToFileURL } from 'node:url';
import { bundleEntry, prepare } from './setup.mjs';

const began = performance.now();
if (prepare()) {
  const setupMs = performance.now() - began;
  const { run } = await import(pathToFileURL(bundleEntry()).href);
  await run(process.argv.slice(2), setupMs);
} else {
  process.exitCode = 1;
}

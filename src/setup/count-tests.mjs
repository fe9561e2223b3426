/**
 * `node src/setup/count-tests.mjs REPORT STATUS`: one line from vitest's JSON report. A test file that could not be loaded
 * is one failure; so is a run whose lint, types or start failed (STATUS) though no test did.
 */
import { readFileSync } from 'node:fs';

const [path = '', status = '1'] = process.argv.slice(2);
const report = readReport(path);
const unloaded = report.testResults.filter(
  (file) => file.status === 'failed' && file.assertionResults.length === 0,
);
const failedTests = report.numFailedTests + unloaded.length;
const failed = failedTests === 0 && status !== '0' ? 1 : failedTests;
const skipped = report.numPendingTests + report.numTodoTests;
const parts = [`${report.numPassedTests} passed`, `${failed} failed`];
if (skipped > 0) parts.push(`${skipped} skipped`);
console.log(parts.join(', '));
process.exitCode = failed > 0 ? 1 : 0;

function readReport(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return { numPassedTests: 0, numFailedTests: 0, numPendingTests: 0, numTodoTests: 0, testResults: [] };
  }
}

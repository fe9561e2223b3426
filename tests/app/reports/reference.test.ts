import { describe, expect, test } from 'vitest';
import {
  isReportFile,
  parseReportReference,
  type ReportReference,
  reportReference,
} from '../../../src/app/reports/reference.ts';

const RANKING: ReportReference = {
  kind: 'ranking',
  streetId: 'kunlun',
  monthKey: '2026-10',
  version: 1,
  scope: 'grid-workers',
};

describe('a reference names a report of one version of a month', () => {
  test('as it stands in the outbox', () => {
    expect(reportReference(RANKING)).toBe('report:ranking/kunlun/2026-10/1/grid-workers.png');
    expect(reportReference({ ...RANKING, kind: 'scores', scope: 'all' })).toBe(
      'report:scores/kunlun/2026-10/1/all.xlsx',
    );
  });

  test.each(['昆仑路', 'a/b', '../x', '50%', 'yanguang:grid-workers'])('%s comes back as it was', (scope) => {
    const report = { ...RANKING, streetId: scope, scope };
    expect(parseReportReference(reportReference(report))).toEqual(report);
  });

  test.each([
    'img:abc.png',
    'report:ranking/kunlun/2026-10/1/all.exe',
    'report:ranking/kunlun/2026-10/1/all.docx',
    'report:secrets/kunlun/2026-10/1/all.png',
    'report:ranking/kunlun/2026-10/1/%.png',
    'report:ranking/a/b/2026-10/1/all.png',
    '',
  ])('%s is none', (text) => {
    expect(parseReportReference(text)).toBeNull();
  });

  test('a ranking is shown, sheets and words are handed over as files', () => {
    expect(isReportFile(reportReference(RANKING))).toBe(false);
    expect(isReportFile(reportReference({ ...RANKING, kind: 'month' }))).toBe(true);
    expect(isReportFile('img:abc.png')).toBe(false);
  });
});

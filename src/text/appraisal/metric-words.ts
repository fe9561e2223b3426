import type { MetricId } from '../../engine/appraisal/policy.ts';

/** What a rate counts: the good ones, and out of what; of a count the thing. */
export const METRIC_WORDS: Readonly<Record<MetricId, { name: string; good: string; of: string }>> = {
  'response-rate': { name: '响应率', good: '联系过', of: '答了的回访' },
  'solved-rate': { name: '解决率', good: '说解决了', of: '答了的回访' },
  'satisfied-rate': { name: '满意率', good: '满意(含折算的基本满意)', of: '答了的回访' },
  'total-rate': { name: '三率总分', good: '折算', of: '答了的回访' },
  'on-time-rate': { name: '按时率', good: '按时', of: '到期的单' },
  'first-response-rate': { name: '首响率', good: '按时接单', of: '该接的单' },
  'rework-rate': { name: '返工率', good: '返工', of: '办结的单' },
  'return-rate': { name: '退单率', good: '退单', of: '接过的单' },
  'repeat-rate': { name: '重复率', good: '同样的事又来', of: '办结的单' },
  'finished-count': { name: '办结数', good: '办结', of: '' },
  'late-count': { name: '超时数', good: '超时', of: '' },
  'patrol-count': { name: '巡查发现', good: '巡查发现', of: '' },
  'visit-count': { name: '走访发现', good: '走访发现', of: '' },
  'progress-count': { name: '进展', good: '写进展', of: '' },
  'leave-days': { name: '请假天数', good: '请假', of: '' },
};

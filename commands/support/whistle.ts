import type { Whistle } from '../../src/engine/ticket/ticket.ts';

export type WhistleStage = 'responded' | 'arrived' | 'resolved';

const NOT_YET = /预计|将|准备|马上|在路上|出发|未|还没/;
const ARRIVED = /到场|到了|已到|抵达/;
const RESOLVED = /解决|办完|处理完|修好|完成|恢复/;

/** How far a department is by what is told of it; 「预计16:00到场」 is only an answer. */
export function stageIn(text: string): WhistleStage {
  if (NOT_YET.test(text)) return 'responded';
  if (RESOLVED.test(text)) return 'resolved';
  return ARRIVED.test(text) ? 'arrived' : 'responded';
}

/** 区园林所 is also called 园林所. */
const LEVEL = /^(?:[省市区县]|街道)/;

export function isDepartment(whistle: Whistle, name: string): boolean {
  const short = whistle.department.replace(LEVEL, '');
  return whistle.department === name || short === name.replace(LEVEL, '');
}

/** The department still awaited that a text speaks of. */
export function departmentIn(whistles: readonly Whistle[], text: string): Whistle | undefined {
  return whistles.findLast(
    (one) => one.resolvedAt === null && text.includes(one.department.replace(LEVEL, '')),
  );
}

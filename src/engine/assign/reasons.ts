/** Why somebody was chosen, as staff read it beside the ticket (`because`). Data: phrases, no rules. */
export const REASONS = {
  gridWorker: (grid: string) => `${grid}的网格员`,
  gridStaff: (grid: string) => `${grid}的工作人员`,
  noGrid: '地点未定到网格',
  noGridWorker: (grid: string) => `${grid}没有网格员`,
  onLeave: (name: string) => `${name}请假,顺位`,
  tried: (name: string) => `${name}已派过,顺位`,
  fewestOpen: (count: number) => `在办最少(${count}件)`,
  open: (count: number) => `在办${count}件`,
  secretary: '没有其他可派人员,由书记处理',
  pauseEnded: '缓办到期',
  draftLapsed: '一直没有人确认',
} as const;

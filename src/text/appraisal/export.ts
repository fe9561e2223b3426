/** Why an export was not made; said by the tool. */
export const EXPORT_FAULTS = {
  'no-month': (monthKey: string) => `没有 ${monthKey} 的考核。请核对月份和街道。`,
  'not-computed': (monthKey: string) =>
    `${monthKey} 还没有算出分来。到时间会自动月结,也可以先用 close-month ${monthKey}。`,
  'no-community': (names: string) => `没有这个社区。可以写:${names}。`,
  'which-group': (names: string) => `请用 --group 写明哪个组:${names}。`,
  nothing: () => '没有可导出的:这里没有人参加考核。',
} as const;

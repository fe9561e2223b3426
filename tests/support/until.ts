/**
 * Looks until it is so, for what another process or socket does in its own time; rejects with what was waited for
 * when that takes too long.
 */
export async function until(
  what: string,
  isSo: () => boolean | Promise<boolean>,
  { withinMs = 15_000, everyMs = 5 }: { withinMs?: number; everyMs?: number } = {},
): Promise<void> {
  const deadline = performance.now() + withinMs;
  while (!(await isSo())) {
    if (performance.now() > deadline) throw new Error(`not within ${Math.round(withinMs)} ms: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, everyMs));
  }
}

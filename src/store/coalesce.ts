/** Runs `work` now; however often it is called for while that runs, it runs once more after it. */
export function coalesced(work: () => Promise<void>): { call(): void; idle(): Promise<void> } {
  let running: Promise<void> | null = null;
  let again = false;
  const run = async () => {
    do {
      again = false;
      await work();
    } while (again);
    running = null;
  };
  return {
    call: () => {
      if (running) again = true;
      else running = run();
    },
    idle: async () => {
      await running;
    },
  };
}

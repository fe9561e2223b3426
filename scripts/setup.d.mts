export type Step = 'packages' | 'clients' | 'bundle';

export interface SetupOptions {
  root?: string;
  dev?: boolean;
  bundle?: boolean;
}

export const ROOT: string;
export function prepare(options?: SetupOptions): boolean;
export function missingSteps(options?: SetupOptions): Step[];
export function bundleEntry(root?: string): string;

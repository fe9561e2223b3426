/** One thing wrong with a file: where (`第 12 行`, `人员!C5`) and what, with what is allowed. */
export interface Fault {
  where: string;
  message: string;
}

export type Path = readonly (string | number)[];

/** A file as plain data, with a way back from a path in the data to a line or cell of the file. */
export interface Source {
  value: unknown;
  where(path: Path): string;
  /** What was already wrong in reading it. */
  faults: readonly Fault[];
}

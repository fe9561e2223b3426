/** Reads one part after the other; while one is worked on, the database is at the next. */
export async function* readAhead<Part, Read>(
  parts: Iterable<Part>,
  read: (part: Part) => Promise<Read>,
): AsyncGenerator<Read> {
  let ahead: Promise<Read> | null = null;
  for (const part of parts) {
    const next = read(part);
    // Whoever stops early has no more interest in it; whoever goes on meets its error.
    next.catch(() => {});
    if (ahead !== null) yield await ahead;
    ahead = next;
  }
  if (ahead !== null) yield await ahead;
}

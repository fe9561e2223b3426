const LONGEST = 200;

/**
 * The first line of an error, for people: what follows is a stack trace of the gateway's machine. Gateways repeat the token in
 * their refusals, so the secrets given and whatever stands behind `TOKEN` are taken out.
 */
export function errorLine(error: unknown, secrets: readonly string[]): string {
  const text = error instanceof Error ? error.message : typeof error === 'string' ? error : jsonOf(error);
  let line = (messageIn(text) ?? text).split('\n', 1)[0] ?? '';
  for (const secret of secrets) if (secret !== '') line = line.replaceAll(secret, '***');
  return line.replace(/(token\s*[=:]*\s*)["']?[\w-]{6,}["']?/gi, '$1***').slice(0, LONGEST);
}

/** Puppets send errors as JSON of an error object. */
function messageIn(text: string): string | null {
  if (!text.startsWith('{')) return null;
  return (
    /"message"\s*:\s*"((?:[^"\\]|\\.)*)"/.exec(text)?.[1]?.replaceAll('\\"', '"').split('\\n')[0] ?? null
  );
}

function jsonOf(error: unknown): string {
  try {
    return JSON.stringify(error) ?? '';
  } catch {
    return '';
  }
}

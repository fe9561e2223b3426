import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

export const PROVIDERS = ['sqlite', 'postgresql'] as const;
export type Provider = (typeof PROVIDERS)[number];

export const ROOT = fileURLToPath(new URL('..', import.meta.url));
export const MODELS_FILE = `${ROOT}prisma/models.prisma`;

/** The whole Prisma schema of one database: its head, then the models both share. */
export function schemaFor(provider: Provider, models = readFileSync(MODELS_FILE, 'utf8')): string {
  return `generator client {
  provider            = "prisma-client"
  output              = "${ROOT}src/store/generated/${provider}"
  runtime             = "nodejs"
  moduleFormat        = "esm"
  importFileExtension = "ts"
  compilerBuild       = "small"
}

datasource db {
  provider = "${provider}"
}

${models}`;
}

import { generateClients } from '../../prisma/generate-client.ts';

/** The Prisma clients are not in git: made here when missing or out of date. */
export function setup(): void {
  generateClients();
}

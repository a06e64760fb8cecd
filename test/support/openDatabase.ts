import { createPostgresProvider } from '../../src/environments/providers/postgres/postgresProvider.ts';
import { defaultTimeouts } from '../../src/environments/provider.ts';
import { readCatalog } from '../../src/catalog/readCatalog.ts';
import type { Catalog } from '../../src/catalog/catalogObject.ts';
import type { Session } from '../../src/catalog/session.ts';

/** A read-only session of the project's own provider. */
export function openDatabase(connectionString: string): Promise<Session> {
  const provider = createPostgresProvider({ timeouts: defaultTimeouts, variables: {} });
  return provider.open({ type: 'postgres', name: 'test', connectionString, ssl: { mode: 'disable' } });
}

/** What a database contains, read through a session that is closed again. */
export async function catalogOf(connectionString: string, schemas?: readonly string[]): Promise<Catalog> {
  const session = await openDatabase(connectionString);
  try {
    return await readCatalog(session, { schemas });
  } finally {
    await session.close();
  }
}

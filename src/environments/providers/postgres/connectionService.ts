import { readFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import type { Variables } from './connectionTarget.ts';

/** A parameter of a connection service as the variable of libpq that says the same. */
const variableOf: Readonly<Record<string, string>> = {
  host: 'PGHOST',
  hostaddr: 'PGHOST',
  port: 'PGPORT',
  dbname: 'PGDATABASE',
  user: 'PGUSER',
  password: 'PGPASSWORD',
  options: 'PGOPTIONS',
  sslmode: 'PGSSLMODE',
  sslrootcert: 'PGSSLROOTCERT',
  sslcert: 'PGSSLCERT',
  sslkey: 'PGSSLKEY',
};

/**
 * What a connection service file says of a service, by the names of libpq's variables, over which it wins:
 * https://www.postgresql.org/docs/current/libpq-pgservice.html
 *
 * @returns undefined where none of the files has the service, with where it was looked for
 */
export async function readService(
  service: string,
  variables: Variables,
): Promise<{ readonly variables: Variables | undefined; readonly files: readonly string[] }> {
  const files = serviceFiles(variables);
  for (const file of files) {
    const text = await readFile(file, 'utf8').catch(() => undefined);
    const found = text === undefined ? undefined : sectionOf(text, service);
    if (found !== undefined) return { variables: found, files };
  }
  return { variables: undefined, files };
}

function serviceFiles({ PGSERVICEFILE: own, PGSYSCONFDIR: system }: Variables): readonly string[] {
  const user = own === undefined || own === '' ? path.join(os.homedir(), '.pg_service.conf') : own;
  return [user, ...(system === undefined || system === '' ? [] : [path.join(system, 'pg_service.conf')])];
}

/** The file's form is libpq's own: no quotes, and a `#` begins a comment only at the start of a line. */
function sectionOf(text: string, service: string): Variables | undefined {
  let found: Record<string, string> | undefined;
  let isMeant = false;
  for (const line of text.split(/\r?\n/).map((each) => each.trim())) {
    if (line === '' || line.startsWith('#')) continue;
    if (line.startsWith('[')) {
      if (found !== undefined) break;
      isMeant = line === `[${service}]`;
      if (isMeant) found = {};
      continue;
    }
    const [, name = '', value = ''] = /^([^=]*)=(.*)$/.exec(line) ?? [];
    const variable = variableOf[name.trim()];
    if (isMeant && found !== undefined && variable !== undefined) found[variable] = value.trim();
  }
  return found;
}

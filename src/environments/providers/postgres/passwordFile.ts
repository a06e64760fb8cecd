import { readFile, stat } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import type { ConnectionTarget, Variables } from './connectionTarget.ts';

/** What the password file says about a connection. */
export interface PasswordFileAnswer {
  readonly file: string;
  readonly password: string | undefined;
  /** The file is there but others can read it, so that it was left alone, as libpq does. */
  readonly isIgnored: boolean;
}

/**
 * Looks a password up in PGPASSFILE or ~/.pgpass (https://www.postgresql.org/docs/current/libpq-pgpass.html). A missing file
 * is an answer without a password.
 */
export async function readPasswordFile(target: ConnectionTarget, variables: Variables): Promise<PasswordFileAnswer> {
  const isWindows = process.platform === 'win32';
  const home = isWindows
    ? path.join(variables['APPDATA'] ?? os.homedir(), 'postgresql', 'pgpass.conf')
    : path.join(variables['HOME'] ?? os.homedir(), '.pgpass');
  const file = variables['PGPASSFILE'] ?? home;
  try {
    const { mode } = await stat(file);
    const isOpenToOthers = (mode & 0o077) !== 0;
    if (isOpenToOthers && !isWindows) return { file, password: undefined, isIgnored: true };
    return { file, password: findPassword(await readFile(file, 'utf8'), target), isIgnored: false };
  } catch {
    return { file, password: undefined, isIgnored: false };
  }
}

/** The password of the first line that fits; its fields may be `*`, and `\` protects `:` and `\`. */
export function findPassword(content: string, target: ConnectionTarget): string | undefined {
  const wanted = [
    target.host.startsWith('/') ? 'localhost' : target.host,
    String(target.port),
    target.database,
    target.user,
  ];
  for (const line of content.split(/\r?\n/)) {
    if (line.startsWith('#')) continue;
    const [fields, password] = splitLine(line);
    // Compared as written first, so that an escaped `\*` is not taken for the wildcard.
    if (
      password !== undefined &&
      wanted.every((value, index) => fields[index] === '*' || unescape(fields[index] ?? '') === value)
    ) {
      return unescape(password);
    }
  }
  return undefined;
}

/** The four fields and the password, which is all the rest of the line. */
function splitLine(line: string): [fields: string[], password: string | undefined] {
  const field = '((?:\\\\.|[^:\\\\])*)';
  const parts = new RegExp(`^${field}:${field}:${field}:${field}:(.+)$`, 'u').exec(line)?.slice(1) ?? [];
  return [parts.slice(0, 4), parts[4]];
}

function unescape(field: string): string {
  return field.replaceAll(/\\(.)/gu, '$1');
}

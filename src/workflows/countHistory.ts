import { createHash, randomBytes } from 'node:crypto';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Environment } from '../environments/environment.ts';
import { resolveTarget } from '../environments/providers/postgres/connectionTarget.ts';
import { growthOf } from '../rows/growth.ts';
import type { PastCount } from '../rows/growth.ts';
import type { ListedTable } from '../rows/rowCount.ts';
import type { CountedEnvironment } from './countSides.ts';

export interface CountHistoryOptions {
  /** Where the counts are kept, a file for each environment; absolute. */
  readonly folder: string;
  /** How many counts of an environment are kept; 0 keeps none. */
  readonly kept: number;
  readonly variables: Readonly<Record<string, string | undefined>>;
  /** Told what the log should say: a file that could not be read or written. */
  readonly onNote: (note: string) => void;
}

/**
 * Keeps a count that came to its end, and gives it with the growth since the earlier ones. One that was stopped or that
 * consists of estimates is given as it is. Never fails for what is kept: the count is what was asked for.
 */
export async function rememberCount(
  counted: CountedEnvironment,
  isVersionTable: (table: ListedTable) => boolean,
  { folder, kept, variables, onNote }: CountHistoryOptions,
): Promise<CountedEnvironment> {
  const now = pastCount(counted, isVersionTable);
  if (kept <= 0 || counted.stoppedBy !== undefined || Object.keys(now.rows).length === 0) return counted;
  try {
    const file = path.join(folder, `${await keyOf(counted, variables)}.json`);
    const history = await readHistory(file, onNote);
    // The last of a day stands for it, so that many of one day do not push out those of the days before.
    const otherDays = history.filter((count) => dayOf(count) !== dayOf(now));
    await writeHistory(file, [...otherDays, now].slice(-kept));
    const growth = growthOf(history, now);
    return growth === undefined ? counted : { ...counted, growth };
  } catch (error) {
    onNote(`The row counts of ${counted.environment.name} are not kept: ${(error as Error).message}`);
    return counted;
  }
}

function pastCount(
  { countedAt, tables, counts }: CountedEnvironment,
  isVersionTable: (table: ListedTable) => boolean,
): PastCount {
  const rows: Record<string, number> = {};
  const notCounted: string[] = [];
  for (const table of tables) {
    // A view's rows are those of tables, a foreign table is there by choice, and a partition is part of its table.
    if (table.parent !== null || table.kind === 'view' || table.kind === 'foreign table' || isVersionTable(table))
      continue;
    const count = counts.get(table.path);
    if (count?.exact === true) rows[table.path] = count.rows;
    else notCounted.push(table.path);
  }
  return { countedAt: countedAt.toISOString(), rows, notCounted };
}

function dayOf({ countedAt }: PastCount): string {
  return countedAt.slice(0, 10);
}

/** Of the name and where it leads, so that an environment that is pointed elsewhere begins anew; without any secret. */
async function keyOf(
  { environment, database }: CountedEnvironment,
  variables: CountHistoryOptions['variables'],
): Promise<string> {
  const { name, schemas = null } = environment;
  const key = JSON.stringify([name, await placeOf(environment, variables), database, schemas]);
  return createHash('sha256').update(key).digest('hex').slice(0, 32);
}

async function placeOf(environment: Environment, variables: CountHistoryOptions['variables']): Promise<unknown> {
  switch (environment.type) {
    case 'postgres': {
      const { host, port, others } = await resolveTarget(environment, variables);
      // What a command prints is a secret, and may differ each time.
      return [host, port, others, environment.connectionCommand];
    }
    case 'lambda': {
      const { functionName, region, profile, roleArn, endpoint } = environment;
      return [functionName, region, profile, roleArn, endpoint];
    }
    case 'sqlFiles':
      return environment.files;
    case 'migrations':
      return [environment.workspaceFolder, environment.folder, environment.command];
  }
}

const formatVersion = 1;

async function readHistory(file: string, onNote: (note: string) => void): Promise<readonly PastCount[]> {
  const text = await readFile(file, 'utf8').catch((error: unknown) => {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  });
  if (text === undefined) return [];
  try {
    const value: unknown = JSON.parse(text);
    if (isHistory(value)) return value.counts;
  } catch {
    // Said below.
  }
  onNote(`${file} does not hold row counts, so it is begun anew`);
  return [];
}

function isHistory(value: unknown): value is { readonly counts: readonly PastCount[] } {
  if (typeof value !== 'object' || value === null) return false;
  const { formatVersion: version, counts } = value as Readonly<Record<string, unknown>>;
  return version === formatVersion && Array.isArray(counts) && counts.every(isPastCount);
}

function isPastCount(value: unknown): value is PastCount {
  if (typeof value !== 'object' || value === null) return false;
  const { countedAt, rows, notCounted } = value as Readonly<Record<string, unknown>>;
  return (
    typeof countedAt === 'string' &&
    !Number.isNaN(Date.parse(countedAt)) &&
    typeof rows === 'object' &&
    rows !== null &&
    Object.values(rows).every((count) => typeof count === 'number' && count >= 0) &&
    Array.isArray(notCounted) &&
    notCounted.every((each) => typeof each === 'string')
  );
}

/** Whole or not at all: two windows may write at once. */
async function writeHistory(file: string, counts: readonly PastCount[]): Promise<void> {
  await mkdir(path.dirname(file), { recursive: true });
  const written = `${file}.${randomBytes(4).toString('hex')}`;
  try {
    await writeFile(written, `${JSON.stringify({ formatVersion, counts })}\n`, { mode: 0o600 });
    await rename(written, file);
  } catch (error) {
    await rm(written, { force: true });
    throw error;
  }
}

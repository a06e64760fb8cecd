import { excerptOf } from './sqlError.ts';
import type { ServerError } from './sqlError.ts';

/**
 * The statement that supplies what a statement lacks of the cluster around its database, so that it can be run again:
 * roles, and collations of the operating system or of ICU, which the embedded server does not have. A dump of a
 * database contains neither. Undefined when the error is about something else.
 *
 * The roles may do everything, for what a dump does as one of them is what it was allowed to do where it comes from.
 */
export function statementThatSupplies(error: ServerError): string | undefined {
  // SET ROLE and SET SESSION AUTHORIZATION report a missing role as an invalid value, all else as an undefined object.
  const role = /^role "(.*)" does not exist$/s.exec(error.message)?.[1];
  if (role !== undefined && (error.code === '42704' || error.code === '22023')) {
    return `CREATE ROLE ${quoteName(role)} NOLOGIN SUPERUSER`;
  }
  const collation = /^collation "(.*)" for encoding "\w+" does not exist$/s.exec(error.message)?.[1];
  if (collation !== undefined && error.code === '42704') {
    const name = collation.startsWith('pg_catalog.') ? collation.slice('pg_catalog.'.length) : collation;
    return `CREATE COLLATION pg_catalog.${quoteName(name)} (provider = libc, locale = 'C')`;
  }
  return undefined;
}

/** Statements about the cluster around the database, which the embedded server does not have. */
export function concernsCluster(statement: string): boolean {
  return /^(?:(?:create|alter|drop)\s+(?:database|tablespace)|alter\s+system)\b/i.test(statement);
}

/** Statements that create what a new cluster has anyway, as `pg_dumpall` and `pg_dump --schema` write them. */
export function createsWhatIsThere(error: ServerError, statement: string): boolean {
  if (error.code !== '42710' && error.code !== '42P06') return false;
  return /^create\s+(?:role|user|group|schema\s+(?:public|"public")\s*;|(?:\w+\s+)*language\s+plpgsql)/i.test(
    statement,
  );
}

/** Why a statement that failed can be left out without hiding a fault of the files. */
export function canBeSkipped(error: ServerError, statement: string, isDump: boolean): boolean {
  // Of another database, as in COMMENT ON DATABASE: the name of the embedded one is not the dumped one's.
  if (error.code === '3D000') return true;
  // A setting that this server does not have, or a tablespace: default_tablespace.
  if (/^set\s/i.test(statement) && (error.code === '42704' || error.code === '22023')) return true;
  // `pg_dump --clean` drops everything first and expects that most of it is not there.
  return isDump && undefinedObject.has(error.code) && /^(?:drop|alter\s+table\b.*\bdrop)\s/is.test(statement);
}

const undefinedObject: ReadonlySet<string> = new Set(['42704', '42883', '42P01', '42703', '3F000']);

/** Knows which failures follow from extensions that the embedded server does not have. */
export interface MissingExtensions {
  /** The extension's name when the error says that it is not available. */
  nameOf(error: ServerError, statement: string): string | undefined;
  /** Whether the failure follows from a missing extension; if so, what the statement would have created is missing too. */
  explain(error: ServerError, statement: string): boolean;
}

/**
 * A failure is taken to follow from a missing extension when what is undefined is of a kind that extensions bring
 * (types, functions, operators and the like), when it is what an earlier statement would have created that was
 * skipped for this reason, or when it is the data of a table that is not there: pg_dump writes the configuration
 * tables of extensions as data only.
 */
export function trackMissingExtensions(): MissingExtensions {
  let anyMissing = false;
  const lost = new Set<string>();
  return {
    nameOf(error, statement) {
      if (!/^create\s+extension\b/i.test(statement) || !['0A000', '58P01', '42704'].includes(error.code))
        return undefined;
      anyMissing = true;
      return /extension "(.*?)"/s.exec(error.message)?.[1] ?? excerptOf(statement);
    },
    explain(error, statement) {
      if (!anyMissing || !undefinedObject.has(error.code)) return false;
      const follows =
        /^(?:type|function|procedure|aggregate|operator|access method|language|foreign-data wrapper|extension|text search \w+|cast) /.test(
          error.message,
        ) ||
        (/^copy\b/i.test(statement) && error.code === '42P01') ||
        [...lost].some((name) => mentions(error.message, name));
      if (follows) for (const name of createdNames(statement)) lost.add(name);
      return follows;
    },
  };
}

const name = String.raw`(?:"(?:[^"]|"")+"|[\p{L}_][\p{L}\p{N}_$]*)`;
const kinds =
  'table|view|index|function|procedure|aggregate|type|domain|sequence|trigger|operator(?:\\s+(?:class|family))?|schema|server|collation|statistics|publication|policy|rule|cast';
const created = new RegExp(
  String.raw`^create\s+(?:or\s+replace\s+)?(?:\w+\s+){0,3}?(?:${kinds})\s+(?:concurrently\s+)?(?:if\s+not\s+exists\s+)?(?:${name}\s*\.\s*)*(${name})`,
  'iu',
);
const added = new RegExp(String.raw`\badd\s+(?:column\s+|constraint\s+)?(?:if\s+not\s+exists\s+)?(${name})`, 'giu');

/** The names of what a statement would have created: an object, or parts of a table. */
function createdNames(statement: string): string[] {
  const object = created.exec(statement)?.[1];
  if (object !== undefined) return [unquoteName(object)];
  if (!/^alter\s/i.test(statement)) return [];
  return [...statement.matchAll(added)].flatMap((match) => (match[1] === undefined ? [] : [unquoteName(match[1])]));
}

/** Whether a message of the server, which quotes names as a whole and never escapes them, contains the name. */
function mentions(message: string, wanted: string): boolean {
  for (let at = message.indexOf(wanted); at !== -1; at = message.indexOf(wanted, at + 1)) {
    const around = `${message[at - 1] ?? ' '}${message[at + wanted.length] ?? ' '}`;
    if (!/[\p{L}\p{N}_$]/u.test(around)) return true;
  }
  return false;
}

function unquoteName(quoted: string): string {
  return quoted.startsWith('"') ? quoted.slice(1, -1).replaceAll('""', '"') : quoted.toLowerCase();
}

function quoteName(bare: string): string {
  return `"${bare.replaceAll('"', '""')}"`;
}

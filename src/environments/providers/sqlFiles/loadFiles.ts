import path from 'node:path';
import type { PGlite } from '@electric-sql/pglite';
import type { CatalogNotice } from '../../../catalog/catalogObject.ts';
import { CompareError } from '../../../compareError.ts';
import { splitStatements } from '../../../sql/splitStatements.ts';
import type { SqlPiece } from '../../../sql/splitStatements.ts';
import {
  canBeSkipped,
  concernsCluster,
  createsWhatIsThere,
  statementThatSupplies,
  trackMissingExtensions,
} from './missingObjects.ts';
import type { MissingExtensions } from './missingObjects.ts';
import { excerptOf, isServerError, lineOfPosition } from './sqlError.ts';
import type { ServerError } from './sqlError.ts';

export interface SqlFile {
  readonly path: string;
  readonly text: string;
}

/** Statements that steer the transaction, which a savepoint around them would hinder. */
const steersTransaction =
  /^(?:begin|start|commit|end|rollback|abort|savepoint|release|prepare\s+transaction|set\s+(?:transaction|session\s+characteristics))\b/i;
const savepoint = 'database_compare_statement';
/** Each repair supplies another object, so this bounds only what no statement needs. */
const maximumRepairs = 1000;

interface LoadingFile extends SqlFile {
  /** Written by pg_dump or pg_dumpall, by the comment at its head. */
  readonly isDump: boolean;
}

/**
 * Runs the statements of the files, each file in a session state of its own.
 * @returns what had to be left out
 * @throws CompareError `sqlInvalid` with file, line, statement and PostgreSQL's message
 */
export async function loadFiles(
  pg: PGlite,
  files: readonly SqlFile[],
  onProgress: (phase: string) => void,
): Promise<CatalogNotice[]> {
  const notices: CatalogNotice[] = [];
  const extensions = trackMissingExtensions();
  for (const [index, file] of files.entries()) {
    onProgress(`loading ${path.basename(file.path)} (${index + 1} of ${files.length})`);
    const loading = { ...file, isDump: /^-- PostgreSQL database (?:cluster )?dump/m.test(file.text.slice(0, 10_000)) };
    await loadFile(pg, loading, extensions, notices);
    if (pg.isInTransaction()) {
      await pg.exec('ROLLBACK');
      notices.push({
        reason: 'statementSkipped',
        subject: 'BEGIN',
        detail: 'transaction not committed',
        file: file.path,
      });
    }
    // Settings, roles, prepared statements, temporary tables: psql's session ends with its file.
    await pg.exec('DISCARD ALL');
  }
  return notices;
}

async function loadFile(
  pg: PGlite,
  file: LoadingFile,
  extensions: MissingExtensions,
  notices: CatalogNotice[],
): Promise<void> {
  const pieces = splitStatements(file.text);
  for (const [index, piece] of pieces.entries()) {
    const skip = (reason: CatalogNotice['reason'], subject: string, detail?: string): void => {
      notices.push({ reason, subject, ...(detail === undefined ? {} : { detail }), file: file.path, line: piece.line });
    };
    if (piece.kind === 'metaCommand') {
      const command = /^\\\S*/.exec(piece.text)?.[0] ?? '\\';
      if (command !== '\\restrict' && command !== '\\unrestrict') skip('statementSkipped', command);
    } else if (piece.kind === 'statement') {
      if (concernsCluster(piece.text)) {
        skip('statementSkipped', excerptOf(piece.text));
        continue;
      }
      const data = piece.stdinOffset === undefined ? undefined : copyDataAfter(pieces, index);
      const error = await runStatement(pg, piece, data);
      if (error === undefined || (isServerError(error) && createsWhatIsThere(error, piece.text))) continue;
      if (!isServerError(error)) throw loadingError(error, file, piece, undefined);
      const extension = extensions.nameOf(error, piece.text);
      if (extension !== undefined) skip('extensionUnavailable', extension, error.message);
      else if (extensions.explain(error, piece.text) || canBeSkipped(error, piece.text, file.isDump)) {
        skip('statementSkipped', excerptOf(piece.text), error.message);
      } else throw loadingError(error, file, piece, data);
    }
  }
}

function copyDataAfter(pieces: readonly SqlPiece[], index: number): SqlPiece | undefined {
  return [pieces[index + 1], pieces[index + 2]].find((piece) => piece?.kind === 'copyData');
}

/**
 * Runs one statement, supplying what it lacks of the cluster, and leaves the transaction it is in usable.
 * @returns the error that remains
 */
async function runStatement(pg: PGlite, piece: SqlPiece, data: SqlPiece | undefined): Promise<unknown> {
  const guarded = pg.isInTransaction() && !steersTransaction.test(piece.text);
  const lines = data?.text.replace(/^\\\.\r?\n?$/m, '') ?? '';
  const [sql, options] =
    piece.stdinOffset === undefined
      ? [piece.text, {}]
      : [
          `${piece.text.slice(0, piece.stdinOffset)}'/dev/blob'${piece.text.slice(piece.stdinOffset + 'stdin'.length)}`,
          { blob: new Blob([lines]) },
        ];
  for (let repairs = 0; ; repairs++) {
    try {
      if (guarded) await pg.exec(`SAVEPOINT ${savepoint}`);
      await pg.exec(sql, options);
      if (guarded) await pg.exec(`RELEASE ${savepoint}`);
      return undefined;
    } catch (error) {
      if (guarded) await pg.exec(`ROLLBACK TO ${savepoint}; RELEASE ${savepoint}`);
      const supply = isServerError(error) && repairs < maximumRepairs ? statementThatSupplies(error) : undefined;
      if (supply === undefined) return error;
      try {
        await pg.exec(supply);
      } catch {
        return error;
      }
    }
  }
}

function loadingError(error: unknown, file: SqlFile, piece: SqlPiece, data: SqlPiece | undefined): CompareError {
  const place = {
    file: file.path,
    statement: excerptOf(piece.text),
    message: error instanceof Error ? error.message : String(error),
  };
  if (!isServerError(error)) return new CompareError('internal', { ...place, line: piece.line }, { cause: error });
  const details = {
    ...place,
    line: lineOf(error, piece, data),
    sqlState: error.code,
    detail: error.detail,
    hint: error.hint,
  };
  return new CompareError('sqlInvalid', details, { cause: error });
}

/** The file's line, from 1, that the server's error is about. */
function lineOf(error: ServerError, piece: SqlPiece, data: SqlPiece | undefined): number {
  const copied = data && /^COPY .*, line (\d+)/m.exec(error.where ?? '')?.[1];
  if (data && copied !== undefined) return data.line + Number(copied) - 1;
  return error.position === undefined
    ? piece.line
    : piece.line + lineOfPosition(piece.text, Number(error.position)) - 1;
}

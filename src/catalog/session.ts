import type { CatalogNotice } from './catalogObject.ts';

/** The server that a session speaks to. */
export interface ServerInfo {
  /** As a person says it: "15.4". */
  readonly version: string;
  /** `server_version_num`, for example 150004. */
  readonly versionNumber: number;
  readonly database: string;
  readonly user: string;
}

/**
 * How a connection to a server is protected: not encrypted; encrypted, whoever the server is; encrypted, and its
 * certificate is of a trusted authority; encrypted, and the certificate is for its host name too.
 */
export type Protection = 'none' | 'unverified' | 'authority' | 'verified';

/**
 * A read-only conversation with one database.
 *
 * Every statement travels by the extended protocol in a REPEATABLE READ READ ONLY transaction, the same for all of them
 * where the provider can, so that nothing can be written.
 */
export interface Session {
  readonly server: ServerInfo;
  /** What the provider had to leave out while it opened the database, such as an extension that is not there. */
  readonly notices: readonly CatalogNotice[];
  /** Of a connection over a network that is the tool's own. */
  readonly protection?: Protection | undefined;
  /**
   * Of a database that was made of the workspace's migrations: it has all of them, whatever its version table says.
   * `folder` is relative to the workspace, with `/`; undefined means all folders.
   */
  readonly builtFrom?: { readonly folder: string | undefined };
  /**
   * Runs one statement.
   * @throws CompareError with `cancelled` when the signal fires; the server stops working on the statement too.
   */
  query<Row>(sql: string, params?: readonly unknown[], options?: { signal?: AbortSignal | undefined }): Promise<Row[]>;
  close(): Promise<void>;
  /**
   * Known once it is closed: whether the server says that its transactions wrote nothing, for they have no id
   * (https://www.postgresql.org/docs/current/functions-info.html#FUNCTIONS-PG-SNAPSHOT). Undefined where it did not
   * say; absent where nothing could be written.
   */
  readonly nothingWritten?: () => boolean | undefined;
}

import type { CatalogNotice } from '../../../catalog/catalogObject.ts';
import type { ServerInfo } from '../../../catalog/session.ts';
import type { ErrorDetails, ErrorReason } from '../../../compareError.ts';

/** What the worker is started with. */
export interface WorkerInput {
  /** Absolute paths in loading order. */
  readonly files: readonly string[];
  /** What is loaded of each file, where that is not what it contains: a migration's part that applies it. */
  readonly texts?: readonly (string | undefined)[] | undefined;
  readonly cacheFolder: string | undefined;
}

/** From the session to the worker. */
export type WorkerRequest =
  { readonly type: 'query'; readonly sql: string; readonly params: readonly unknown[] } | { readonly type: 'rest' };

/** From the worker to the session. A CompareError does not survive the way between threads, so its facts travel. */
export type WorkerReply =
  | { readonly type: 'progress'; readonly phase: string }
  | { readonly type: 'ready'; readonly server: ServerInfo; readonly notices: readonly CatalogNotice[] }
  | { readonly type: 'rows'; readonly rows: readonly unknown[] }
  | { readonly type: 'failed'; readonly reason: ErrorReason; readonly details: ErrorDetails }
  | { readonly type: 'resting' };

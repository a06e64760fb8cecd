import type { Session } from '../catalog/session.ts';
import type { Environment } from './environment.ts';

export interface OpenOptions {
  readonly signal?: AbortSignal | undefined;
  /** Told what is under way, for a progress line: "connecting", "loading schema.sql (2 of 5)". */
  readonly onProgress?: ((phase: string) => void) | undefined;
  /** Told each stage of a connection as it is reached, for whoever wants to know how far it came. */
  readonly onStage?: ((stage: ConnectionStage) => void) | undefined;
}

/** A stage of a connection to a server, which a later attempt (another host, another encryption) may reach again. */
export type ConnectionStage =
  | { readonly name: 'tunneled'; readonly sshHost: string }
  | { readonly name: 'resolved'; readonly host: string; readonly address: string }
  | { readonly name: 'reached'; readonly host: string; readonly port: number }
  | { readonly name: 'encrypted'; readonly certificate: ServerCertificate };

/** What a server showed of itself when the connection was encrypted. */
export interface ServerCertificate {
  /** "TLSv1.3". */
  readonly protocol: string;
  /** Whom the certificate is for and who signed it, by their common names; empty where it does not say. */
  readonly subject: string;
  readonly issuer: string;
  /** Undefined where it does not say. */
  readonly validUntil: Date | undefined;
  /** Whether the mode asked for a trusted certificate; else nobody looked who the server is. */
  readonly isVerified: boolean;
}

/** Opens sessions for environments of one type. */
export interface Provider<E extends Environment = Environment> {
  readonly type: E['type'];
  /** @throws CompareError whose reason says why the database cannot be reached */
  open(environment: E, options?: OpenOptions): Promise<Session>;
}

/** Limits of a read-only session, in milliseconds. */
export interface SessionTimeouts {
  readonly connect: number;
  readonly statement: number;
  readonly lock: number;
  readonly idleInTransaction: number;
}

export const defaultTimeouts: SessionTimeouts = {
  connect: 10_000,
  statement: 60_000,
  lock: 5_000,
  idleInTransaction: 60_000,
};

/**
 * Where passwords live, by the environment's name: VS Code's SecretStorage, or nowhere for the command line tool. Another
 * one holds the passphrases of private keys, by their files.
 */
export interface SecretStore {
  get(name: string): Promise<string | undefined>;
  store(name: string, secret: string): Promise<void>;
  delete(name: string): Promise<void>;
}

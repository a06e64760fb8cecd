import type { CompareError } from '../compareError.ts';
import type { Environment } from '../environments/environment.ts';
import type { ServerCertificate } from '../environments/provider.ts';

/** What is found where a step goes well, or nearly. */
export interface DoctorFacts {
  /** Sentences about settings that work and yet should be looked at; none is best. */
  readonly settings: { readonly type: Environment['type']; readonly warnings: readonly string[] };
  /** Absolute paths. */
  readonly files: { readonly files: readonly string[] };
  readonly load: { readonly skipped: number };
  readonly tunnel: { readonly sshHost: string };
  /** Null where there was no name to resolve: an address, a socket. */
  readonly nameResolution: { readonly found: { readonly host: string; readonly address: string } | null };
  readonly port: { readonly reached: { readonly host: string; readonly port: number } | null };
  /** Null where the connection is not encrypted. */
  readonly tls: { readonly certificate: ServerCertificate | null; readonly serverIsOn: MachineOfServer };
  readonly credentials: { readonly by: 'password' | 'token' | 'aws' };
  readonly function: { readonly functionName: string };
  readonly reply: { readonly isOwn: boolean };
  readonly version: { readonly version: string; readonly database: string; readonly user: string };
  readonly privileges: {
    readonly tables: number;
    /** How many of them the role may not read, and the names of some. */
    readonly closed: number;
    readonly examples: readonly string[];
  };
  readonly migrations: {
    /** Relative to the workspace. `isFound` says whether the database has the project's version table. */
    readonly projects: readonly { readonly folder: string; readonly framework: string; readonly isFound: boolean }[];
  };
  /** The median of some round trips. */
  readonly latency: { readonly milliseconds: number; readonly roundTrips: number };
  readonly readOnly: {
    /** The transaction is read-only in the server's own eyes. */
    readonly isReadOnly: boolean;
    /** The transaction has no id, which it would have if it had written. */
    readonly nothingWritten: boolean;
  };
}

/** Whether bytes that are not encrypted leave a machine: through a tunnel, that of the SSH host. */
export type MachineOfServer = 'thisMachine' | 'sshHost' | 'another';

export type DoctorStepName = keyof DoctorFacts;

/** A step that worked, with what was found; `warning` where something should be done about it. */
export type FoundStep = {
  readonly [Name in DoctorStepName]: {
    readonly name: Name;
    readonly outcome: 'passed' | 'warning';
    readonly facts: DoctorFacts[Name];
  };
}[DoctorStepName];

export type DoctorStep =
  | FoundStep
  | { readonly name: DoctorStepName; readonly outcome: 'failed'; readonly error: CompareError }
  | { readonly name: DoctorStepName; readonly outcome: 'notReached' };

/** How an environment is, step by step, in their order. */
export interface DoctorReport {
  readonly environment: string;
  readonly examinedAt: Date;
  readonly steps: readonly DoctorStep[];
}

const onServer: readonly DoctorStepName[] = ['version', 'privileges', 'migrations', 'latency'];

/** The steps on the way to an environment. A tunnel's host resolves the name of the server itself. */
export function wayTo(environment: Environment): readonly DoctorStepName[] {
  return environment.type === 'postgres' && environment.ssh !== undefined ? throughTunnel : ways[environment.type];
}

const throughTunnel: readonly DoctorStepName[] = ['tunnel', 'port', 'tls', 'credentials'];

const ways: Readonly<Record<Environment['type'], readonly DoctorStepName[]>> = {
  postgres: ['nameResolution', 'port', 'tls', 'credentials'],
  lambda: ['credentials', 'function', 'reply'],
  sqlFiles: ['files', 'load'],
  migrations: ['files', 'load'],
};

/** The steps once it is open. What is embedded answers at once, and nobody else has anything written to it. */
export const stepsWithin: Readonly<Record<Environment['type'], readonly DoctorStepName[]>> = {
  postgres: [...onServer, 'readOnly'],
  lambda: [...onServer, 'readOnly'],
  sqlFiles: ['version', 'migrations'],
  migrations: ['version'],
};

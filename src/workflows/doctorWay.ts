import type { Session } from '../catalog/session.ts';
import type { CompareError, ErrorReason } from '../compareError.ts';
import type { Environment } from '../environments/environment.ts';
import type { ConnectionStage } from '../environments/provider.ts';
import { findSqlFiles } from '../environments/providers/sqlFiles/findSqlFiles.ts';
import { wayTo } from './doctorStep.ts';
import type { DoctorStepName, FoundStep, MachineOfServer } from './doctorStep.ts';

/** What is seen of the way to an environment while its provider opens it. */
export interface Way {
  readonly onStage: (stage: ConnectionStage) => void;
  /** The steps of the way, once it led to a session. */
  steps(session: Session): Promise<readonly FoundStep[]>;
  /** The step that an error of the provider belongs to. */
  failedStep(error: CompareError): DoctorStepName;
  /** The steps before this one that are known to have worked. */
  stepsBefore(failed: DoctorStepName): Promise<readonly FoundStep[]>;
}

export function createWay(environment: Environment): Way {
  const seen: Partial<{ [Name in ConnectionStage['name']]: Extract<ConnectionStage, { readonly name: Name }> }> = {};
  const all = async (skipped: number): Promise<readonly FoundStep[]> => {
    switch (environment.type) {
      case 'postgres': {
        const { tunneled, resolved, reached, encrypted } = seen;
        const serverIsOn = machineOf(reached?.host, tunneled !== undefined);
        const certificate = encrypted?.certificate ?? null;
        return [
          environment.ssh === undefined
            ? { name: 'nameResolution', outcome: 'passed', facts: { found: resolved ?? null } }
            : { name: 'tunnel', outcome: 'passed', facts: { sshHost: environment.ssh.host } },
          { name: 'port', outcome: 'passed', facts: { reached: reached ?? null } },
          {
            name: 'tls',
            outcome:
              serverIsOn !== 'another' || (certificate?.isVerified === true && !endsSoon(certificate.validUntil))
                ? 'passed'
                : 'warning',
            facts: { certificate, serverIsOn },
          },
          {
            name: 'credentials',
            outcome: 'passed',
            facts: { by: environment.auth === 'aws-iam' ? 'token' : 'password' },
          },
        ];
      }
      case 'lambda': {
        const isOwn = environment.request === undefined && environment.response === undefined;
        return [
          { name: 'credentials', outcome: 'passed', facts: { by: 'aws' } },
          { name: 'function', outcome: 'passed', facts: { functionName: environment.functionName } },
          { name: 'reply', outcome: 'passed', facts: { isOwn } },
        ];
      }
      case 'sqlFiles':
      case 'migrations': {
        const files = environment.type === 'sqlFiles' ? await findSqlFiles(environment.files) : [];
        return [
          { name: 'files', outcome: 'passed', facts: { files } },
          { name: 'load', outcome: skipped === 0 ? 'passed' : 'warning', facts: { skipped } },
        ];
      }
    }
  };
  return {
    onStage: (stage) => {
      Object.assign(seen, { [stage.name]: stage });
      // Another host, or the same one without encryption, begins anew.
      if (stage.name !== 'encrypted') delete seen.encrypted;
    },
    steps: async ({ notices }) => all(notices.length),
    failedStep: (error) => failedStep(environment, error.reason, seen),
    stepsBefore: async (failed) => {
      const names = wayTo(environment);
      const before = new Set(names.slice(0, Math.max(0, names.indexOf(failed))));
      // A token is made before anything is connected to.
      if (environment.type === 'postgres' && seen.reached === undefined) {
        before.delete('port');
        before.delete('tls');
        if (seen.tunneled === undefined) before.delete('tunnel');
        if (seen.resolved === undefined && failed !== 'port') before.delete('nameResolution');
      }
      return before.size === 0 ? [] : (await all(0)).filter(({ name }) => before.has(name));
    },
  };
}

function machineOf(host: string | undefined, isTunneled: boolean): MachineOfServer {
  if (host === undefined || !/^(?:\/|localhost$|127\.|::1$)/.test(host)) return 'another';
  return isTunneled ? 'sshHost' : 'thisMachine';
}

/** Time enough to have a certificate renewed, in milliseconds. */
const soon = 14 * 24 * 3_600_000;

function endsSoon(validUntil: Date | undefined): boolean {
  return validUntil !== undefined && validUntil.getTime() - Date.now() < soon;
}

/** Where the reason alone says it. */
const stepOfReason: Partial<Record<ErrorReason, DoctorStepName>> = {
  accessDenied: 'function',
  credentialsMissing: 'credentials',
  credentialsRefused: 'credentials',
  fileUnreadable: 'files',
  filesNotFound: 'files',
  functionUnknown: 'function',
  hostUnknown: 'nameResolution',
  migrationNotSql: 'files',
  settingsInvalid: 'settings',
  sqlInvalid: 'load',
  tlsFailed: 'tls',
  tokenExpired: 'credentials',
  variableUndefined: 'settings',
};

function failedStep(
  environment: Environment,
  reason: ErrorReason,
  seen: Partial<Record<ConnectionStage['name'], unknown>>,
): DoctorStepName {
  const { type } = environment;
  const isCommand = reason === 'commandFailed' || reason === 'commandTimeout';
  const known = stepOfReason[reason];
  if (known === 'settings' || (known !== undefined && wayTo(environment).includes(known))) return known;
  switch (type) {
    case 'postgres':
      if (isCommand) return 'settings';
      if (environment.ssh !== undefined && seen.tunneled === undefined && !isAboutCredentials.has(reason))
        return 'tunnel';
      // A file of certificates that cannot be read.
      if (reason === 'fileUnreadable') return 'tls';
      return seen.reached === undefined && !isAboutCredentials.has(reason) ? 'port' : 'credentials';
    case 'lambda':
      return reason === 'replyMalformed' || reason === 'serverTooOld' ? 'reply' : 'function';
    case 'sqlFiles':
    case 'migrations':
      return isCommand ? 'files' : 'load';
  }
}

/** What AWS says while a token is made. */
const isAboutCredentials: ReadonlySet<ErrorReason> = new Set(['accessDenied', 'passwordMissing', 'throttled']);

import type { CompareError, ErrorReason } from '../compareError.ts';
import type { DoctorReport, DoctorStep, DoctorStepName, FoundStep, MachineOfServer } from '../workflows/doctorStep.ts';
import { counted } from './counts.ts';
import { errorSentence } from './errorSentences.ts';

/** A step in words, for every form of the report. */
export interface DoctorLine {
  readonly step: DoctorStepName;
  readonly outcome: DoctorStep['outcome'];
  readonly title: string;
  /** What was found, or what went wrong; empty for a step that was not reached. */
  readonly finding: string;
  /** What to do; undefined where nothing is to be done. */
  readonly fix: string | undefined;
}

const titles: Readonly<Record<DoctorStepName, string>> = {
  settings: 'Settings',
  files: 'Files found',
  load: 'Loaded',
  tunnel: 'SSH tunnel',
  nameResolution: 'Name resolution',
  port: 'Port',
  tls: 'TLS',
  credentials: 'Credentials',
  function: 'Function',
  reply: 'Answer of the function',
  version: 'Version',
  privileges: 'Privileges',
  migrations: 'Migration version table',
  latency: 'Latency',
  readOnly: 'Read-only',
};

export function doctorLine(step: DoctorStep): DoctorLine {
  const { name, outcome } = step;
  const line = { step: name, outcome, title: titles[name] };
  switch (step.outcome) {
    case 'notReached':
      return { ...line, finding: '', fix: undefined };
    case 'failed':
      return { ...line, finding: errorSentence(step.error), fix: fixOf(step.error) };
    case 'passed':
      return { ...line, finding: finding(step), fix: undefined };
    case 'warning':
      return { ...line, finding: finding(step), fix: fixOfWarning(step) };
  }
}

/** "Everything is in order.", or what is first to be done. */
export function doctorVerdict({ steps }: DoctorReport): string {
  const lines = steps.map(doctorLine);
  const first = lines.find(({ outcome }) => outcome === 'failed') ?? lines.find(({ outcome }) => outcome === 'warning');
  if (first === undefined) return 'Everything is in order.';
  return first.outcome === 'failed'
    ? `To do first: ${first.fix ?? ''}`
    : `It can be compared. To do when there is time: ${first.fix ?? ''}`;
}

function finding(step: FoundStep): string {
  switch (step.name) {
    case 'settings':
      return step.facts.warnings.length === 0 ? 'They can be used.' : step.facts.warnings.map(sentence).join(' ');
    case 'files':
      return step.facts.files.length === 0 ? 'They are there.' : `${counted(step.facts.files.length, 'file')}.`;
    case 'load':
      return step.facts.skipped === 0
        ? 'All of it, into an embedded PostgreSQL.'
        : `Into an embedded PostgreSQL, with ${counted(step.facts.skipped, 'thing')} left out.`;
    case 'tunnel':
      return `Through "${step.facts.sshHost}".`;
    case 'nameResolution': {
      const { found } = step.facts;
      return found === null ? 'There is no name to resolve.' : `${found.host} is ${found.address}.`;
    }
    case 'port': {
      const { reached } = step.facts;
      if (reached === null) return 'The server is reached.';
      return reached.host.startsWith('/')
        ? `The socket in ${reached.host} is open.`
        : `${reached.host}:${String(reached.port)} is open.`;
    }
    case 'tls':
      return tlsFinding(step.facts);
    case 'credentials':
      return {
        password: 'The login is accepted.',
        token: 'The token of AWS IAM is accepted.',
        aws: 'AWS accepts them.',
      }[step.facts.by];
    case 'function':
      return `"${step.facts.functionName}" is there and can be invoked.`;
    case 'reply':
      return step.facts.isOwn
        ? 'It is the function of Database Compare.'
        : 'It is understood by the mapping in the settings.';
    case 'version': {
      const { version, database, user } = step.facts;
      return `PostgreSQL ${version}, database "${database}", as "${user}".`;
    }
    case 'privileges': {
      const { tables, closed, examples } = step.facts;
      if (closed === 0) return `All of ${counted(tables, 'table')} may be read.`;
      const more = closed > examples.length ? ' and others' : '';
      return `${String(closed)} of ${counted(tables, 'table')} may not be read: ${examples.join(', ')}${more}. Schemas can be compared; rows cannot be counted.`;
    }
    case 'migrations':
      return migrationsFinding(step.facts.projects);
    case 'latency':
      return `${step.facts.milliseconds.toFixed(1)} ms, the median of ${String(step.facts.roundTrips)} round trips.`;
    case 'readOnly': {
      const { isReadOnly, nothingWritten } = step.facts;
      const written = nothingWritten ? 'nothing written' : 'something else in the transaction has written';
      return isReadOnly
        ? `The transaction is read-only: ${written}, says the server.`
        : `The transaction may write; ${written}.`;
    }
  }
}

const unencrypted: Readonly<Record<MachineOfServer, string>> = {
  thisMachine: 'Not encrypted; the server is on this machine.',
  sshHost: 'Not encrypted beyond the SSH host; the server is on it.',
  another: 'The connection is not encrypted.',
};

function tlsFinding({ certificate, serverIsOn }: Extract<FoundStep, { name: 'tls' }>['facts']): string {
  if (certificate === null) return unencrypted[serverIsOn];
  const { protocol, subject, issuer, validUntil, isVerified } = certificate;
  const until = validUntil === undefined ? '' : `, valid until ${validUntil.toISOString().slice(0, 10)}`;
  const trust = isVerified ? 'verified' : 'not verified: nobody looked who the server is';
  return `${protocol}; the certificate of "${subject}", issued by "${issuer}"${until}, is ${trust}.`;
}

function migrationsFinding(projects: Extract<FoundStep, { name: 'migrations' }>['facts']['projects']): string {
  if (projects.length === 0) return 'The workspace has no migrations with one.';
  return projects
    .map(
      ({ folder, framework, isFound }) =>
        `${framework} in ${folder === '' ? 'the workspace' : folder}: ${isFound ? 'found' : 'not found'}.`,
    )
    .join(' ');
}

function fixOfWarning(step: FoundStep): string {
  switch (step.name) {
    case 'settings':
      return 'Mend the entry in databaseCompare.environments.';
    case 'load':
      return 'Look at the notices of a comparison: what is left out there is not compared.';
    case 'tls':
      return step.facts.certificate?.isVerified === true
        ? 'Have the certificate renewed.'
        : 'Set "ssl" to { "mode": "verify-full", "ca": "<file of root certificates>" }.';
    case 'privileges': {
      const schemas = [...new Set(step.facts.examples.map((path) => path.replace(/\.(?:"(?:[^"]|"")*"|[^."]*)$/, '')))];
      return `GRANT USAGE ON SCHEMA ${schemas.join(', ')} TO the role, and GRANT SELECT ON ALL TABLES IN SCHEMA ${schemas.join(', ')}.`;
    }
    case 'migrations':
      return 'Apply the migrations once, or let the role SELECT from the version table.';
    case 'readOnly':
      return 'Let the function begin a READ ONLY transaction, or give it a role that may only SELECT.';
    default:
      return 'Look at the log.';
  }
}

const fixes: Partial<Readonly<Record<ErrorReason, string>>> = {
  accessDenied: 'Have lambda:InvokeFunction, or sts:AssumeRole for "roleArn", allowed to this identity.',
  authenticationFailed: 'Set the right password (Set Password), or another "user".',
  commandFailed: 'Run the command in a terminal and mend what it says.',
  commandTimeout: 'Run the command in a terminal and see what it waits for.',
  connectionLost: 'Try again; where it stays so, look at the log of the server.',
  connectionRefused: 'Start PostgreSQL there, or mend "host" and "port".',
  connectionTimeout:
    'Open the way (VPN, firewall, security group), or raise "connectSeconds" in databaseCompare.timeouts.',
  credentialsMissing: 'Name a profile of ~/.aws/config that has credentials as "profile".',
  credentialsRefused: 'Sign in to AWS, or name another "profile".',
  databaseUnknown: 'Mend "database".',
  fileUnreadable: 'Mend the path, or who may read the file.',
  filesNotFound: 'Mend "files": a path, a folder or a glob, relative to the workspace folder.',
  functionFailed: 'Look at the log of the function in CloudWatch.',
  functionSilent:
    'Try again now that it has started; where it stays so, open the way from the function to the database (subnets, security groups).',
  functionTimeout: 'Raise the time limit of the function.',
  functionUnknown: 'Mend "functionName" and "region".',
  hostUnknown: 'Mend "host", or connect the VPN whose name server knows it.',
  migrationNotSql: 'Give the environment a "command" that prints its SQL.',
  passwordMissing: 'Set the password (Set Password), PGPASSWORD or ~/.pgpass.',
  permissionDenied: 'Grant the role what the server names.',
  replyMalformed: 'Mend "request" and "response" by the answer (Show Answer).',
  serverTooOld: 'Compare with PostgreSQL 12 or later.',
  settingsInvalid: 'Mend the entry in databaseCompare.environments.',
  sqlInvalid: 'Mend the SQL at that line.',
  sshAuthenticationFailed: 'Name the key that the SSH host knows as "identityFile", or add it to the agent.',
  sshForwardingRefused: 'Have the SSH host allow forwarding to the server.',
  sshHostKeyChanged: 'Ask whoever runs the SSH host; only if the key was changed on purpose, remove the old one.',
  sshHostKeyUnknown: 'Compare the fingerprint with what whoever runs the SSH host says, and accept it.',
  sshHostUnknown: 'Mend "host" of "ssh", or connect the VPN whose name server knows it.',
  sshKeyInvalid: 'Name the file of a private key as "identityFile".',
  sshPassphraseMissing: 'Connect once and enter the passphrase, or set DATABASE_COMPARE_SSH_PASSPHRASE.',
  sshPassphraseWrong: 'Enter the passphrase of the key again.',
  sshRefused: 'Mend "host" and "port" of "ssh".',
  sshTargetUnreachable: 'Mend "host" and "port": they are as the SSH host sees them.',
  sshTimeout: 'Open the way to the SSH host (VPN, firewall), or raise "connectSeconds" in databaseCompare.timeouts.',
  statementTimeout: 'Raise "statementSeconds" in databaseCompare.timeouts.',
  throttled: 'Try again in a while, or raise the concurrency of the function.',
  tokenExpired: 'Sign in to AWS: aws sso login.',
  tokenRefused: 'GRANT rds_iam TO the user, and have rds-db:connect allowed for it.',
  transactionRefused: 'Let the pooler pool by transaction or by session.',
};

function fixOf({ reason, details }: CompareError): string {
  if (reason === 'tlsFailed') return tlsFix(String(details['code'] ?? ''));
  return fixes[reason] ?? 'Look at the log, and try again.';
}

function tlsFix(code: string): string {
  if (code === 'SERVER_WITHOUT_TLS') return 'Turn on TLS on the server, or set "ssl" to "prefer".';
  if (code === 'ERR_TLS_CERT_ALTNAME_INVALID') return 'Use the host name that the certificate is for, or "verify-ca".';
  if (code === 'CERT_HAS_EXPIRED') return 'Have the certificate of the server renewed.';
  return 'Name the root certificate that signed the one of the server as "ssl": { "mode": "verify-full", "ca": "<file>" }.';
}

function sentence(text: string): string {
  return text.endsWith('.') ? text : `${text}.`;
}

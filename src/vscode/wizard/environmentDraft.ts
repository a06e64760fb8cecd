import type { EnvironmentRole, SslMode } from '../../environments/environment.ts';
import { regionOfHost } from '../../environments/providers/aws/rdsHost.ts';
import { extractPlainTextPassword } from '../../environments/plainTextPassword.ts';
import { parseSshDestination } from '../../environments/ssh/sshDestination.ts';
import type { SettingsLayer } from '../environments/settingsLayers.ts';

/** What was typed into "Add Environment" so far. Kept as typed, so that going back shows it again. */
export interface EnvironmentDraft {
  readonly type: 'postgres' | 'lambda' | 'sqlFiles' | 'migrations';
  readonly by: 'connectionString' | 'fields';
  readonly connectionString: string;
  readonly host: string;
  readonly port: string;
  readonly database: string;
  readonly user: string;
  readonly sslMode: SslMode;
  /** The file of root certificates that the server is verified by; empty for those that are there anyway. */
  readonly caFile: string;
  /** A token of AWS IAM is offered for hosts of Amazon RDS. */
  readonly auth: 'password' | 'aws-iam';
  readonly password: string;
  readonly tunnel: 'none' | 'ssh';
  /** `user@host:port`, or an alias of ~/.ssh/config. */
  readonly sshHost: string;
  /** Empty for what ssh itself would use. */
  readonly sshIdentityFile: string;
  /** Of an AWS Lambda function: name or ARN. */
  readonly functionName: string;
  /** Empty for what the AWS profile says. */
  readonly region: string;
  /** Empty for AWS's default. */
  readonly profile: string;
  /** Paths and globs, separated by commas. */
  readonly files: string;
  /** Prints the migrations as SQL; empty where they are SQL files. */
  readonly command: string;
  readonly name: string;
  readonly role: EnvironmentRole | 'none';
  /** Where it is saved. */
  readonly layer: SettingsLayer;
}

export const emptyDraft: Omit<EnvironmentDraft, 'layer'> = {
  type: 'postgres',
  by: 'connectionString',
  connectionString: '',
  host: 'localhost',
  port: '5432',
  database: '',
  user: '',
  sslMode: 'prefer',
  caFile: '',
  auth: 'password',
  password: '',
  tunnel: 'none',
  sshHost: '',
  sshIdentityFile: '',
  functionName: '',
  region: '',
  profile: '',
  files: '',
  command: '',
  name: '',
  role: 'none',
};

/** The draft as an entry of `databaseCompare.environments`; the password is never part of it. */
export function draftEntry(draft: EnvironmentDraft): Record<string, unknown> {
  const role = draft.role === 'none' ? {} : { role: draft.role };
  const common = { name: draft.name, ...role, type: draft.type };
  if (draft.type === 'sqlFiles') return { ...common, files: draftFiles(draft) };
  if (draft.type === 'lambda') {
    const { functionName, region, profile } = draft;
    return { ...common, functionName, ...(region === '' ? {} : { region }), ...(profile === '' ? {} : { profile }) };
  }
  if (draft.type === 'migrations') return { ...common, ...(draft.command === '' ? {} : { command: draft.command }) };
  const tokens = usesTokens(draft)
    ? { auth: 'aws-iam', ...(draft.profile === '' ? {} : { profile: draft.profile }) }
    : {};
  const way = { ...tokens, ...tunnelEntry(draft) };
  if (draft.by === 'connectionString') {
    // What the connection string says of TLS itself counts.
    const ssl = asksForTls(draft) && draft.sslMode !== 'prefer' ? { ssl: draftTls(draft) } : {};
    return { ...common, connectionString: draft.connectionString, ...ssl, ...way };
  }
  return {
    ...common,
    host: draft.host,
    port: Number(draft.port),
    database: draft.database,
    ...(draft.user === '' ? {} : { user: draft.user }),
    ssl: draftTls(draft),
    ...way,
  };
}

function tunnelEntry({ tunnel, sshHost, sshIdentityFile }: EnvironmentDraft): { readonly ssh?: unknown } {
  if (tunnel === 'none') return {};
  if (sshIdentityFile === '') return { ssh: sshHost };
  const { host, user, port } = parseSshDestination(sshHost) ?? { host: sshHost };
  return {
    ssh: {
      host,
      ...(port === undefined ? {} : { port }),
      ...(user === undefined ? {} : { user }),
      identityFile: sshIdentityFile,
    },
  };
}

function draftTls(draft: EnvironmentDraft): unknown {
  return verifiesServer(draft) && draft.caFile !== '' ? { mode: draft.sslMode, ca: draft.caFile } : draft.sslMode;
}

/** Whether encryption is a question: of a server whose connection string does not answer it. */
export function asksForTls({ type, by, connectionString }: EnvironmentDraft): boolean {
  return type === 'postgres' && (by === 'fields' || !/[?&]ssl(?:mode)?=|^\$\{/.test(connectionString));
}

/** Whether the server's certificate is verified, so that it matters who vouches for it. */
export function verifiesServer(draft: EnvironmentDraft): boolean {
  return asksForTls(draft) && (draft.sslMode === 'verify-ca' || draft.sslMode === 'verify-full');
}

/** Amazon RDS alone takes tokens; its hosts are known by their names, which a token is for. */
export function isOnRds(draft: EnvironmentDraft): boolean {
  if (draft.type !== 'postgres') return false;
  const host = draft.by === 'fields' ? draft.host : /^\w+:\/\/(?:[^@/]*@)?([^:/?,]+)/.exec(draft.connectionString)?.[1];
  return host !== undefined && regionOfHost(host) !== undefined;
}

export function usesTokens(draft: EnvironmentDraft): boolean {
  return draft.auth === 'aws-iam' && isOnRds(draft);
}

export function draftFiles(draft: EnvironmentDraft): string[] {
  return draft.files
    .split(',')
    .map((file) => file.trim())
    .filter((file) => file !== '');
}

/** Takes a connection string as pasted: a password in it becomes the draft's own. */
export function withConnectionString(draft: EnvironmentDraft, pasted: string): EnvironmentDraft {
  const extracted = extractPlainTextPassword({ connectionString: pasted });
  if (extracted === undefined) return { ...draft, connectionString: pasted };
  return { ...draft, connectionString: String(extracted.entry['connectionString']), password: extracted.password };
}

/** A name to start from: the database's, else the host's, else the file's; `code` for migrations. */
export function suggestedName(draft: EnvironmentDraft): string {
  if (draft.name !== '') return draft.name;
  if (draft.type === 'migrations') return 'code';
  if (draft.type === 'lambda') return 'production';
  if (draft.type === 'sqlFiles')
    return /([^/\\]+?)(?:\.sql)?$/i.exec(draftFiles(draft)[0] ?? '')?.[1]?.replace(/[*?]+/g, '') ?? '';
  if (draft.by === 'fields') return draft.database;
  return /\/([^/?#]+)(?:[?#]|$)/.exec(draft.connectionString.replace(/^[a-z]+:\/\//i, ''))?.[1] ?? '';
}

/** What is wrong with a connection string, or undefined. */
export function connectionStringProblem(text: string): string | undefined {
  if (text === '') return 'Enter a connection string, such as postgres://user@localhost:5432/app';
  if (text.startsWith('${')) return undefined;
  return /^postgres(ql)?:\/\/\S+$/i.test(text)
    ? undefined
    : 'A connection string starts with postgres:// or postgresql://';
}

/** https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html#API_Invoke_RequestSyntax */
export function functionNameProblem(text: string): string | undefined {
  return /^(?:arn:aws[\w-]*:lambda:[\w-]+:\d{12}:function:)?[\w-]{1,64}(?::(?:[\w-]+|\$LATEST))?$/.test(text) ||
    text.startsWith('${')
    ? undefined
    : 'Enter a function name such as database-compare, or its ARN';
}

export function sshHostProblem(text: string): string | undefined {
  return parseSshDestination(text) !== undefined || text.includes('${')
    ? undefined
    : 'Enter an SSH host such as ops@bastion.example.com, or an alias of ~/.ssh/config';
}

export function portProblem(text: string): string | undefined {
  const port = Number(text);
  return Number.isInteger(port) && port >= 1 && port <= 65_535 ? undefined : 'A port is a number from 1 to 65535';
}

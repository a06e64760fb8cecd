import { readFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import type {
  Environment,
  EnvironmentRole,
  LambdaEnvironment,
  MigrationsEnvironment,
  SettingsProblem,
  SshSettings,
  SslMode,
} from './environment.ts';
import { extractPlainTextPassword } from './plainTextPassword.ts';
import { resolveVariables } from './resolveVariables.ts';
import { passphraseVariable } from './ssh/sshQuestions.ts';

export interface SettingsContext {
  /** The folder that relative paths start from; undefined when none is open. */
  readonly workspaceFolder: string | undefined;
  /** The process's environment variables. */
  readonly variables: Readonly<Record<string, string | undefined>>;
}

export interface EnvironmentsReading {
  /** The entries that can be used, in their order. */
  readonly environments: readonly Environment[];
  readonly problems: readonly SettingsProblem[];
}

const setting = 'databaseCompare.environments';

interface WrittenSsh extends Omit<SshSettings, 'jump' | 'port'> {
  readonly port?: number | string;
  readonly jump?: string | readonly string[];
}

/** What the JSON schema in package.json lets through. */
type ValidEntry = {
  readonly name: string;
  readonly role?: EnvironmentRole;
  readonly schemas?: readonly string[];
  readonly envFile?: string;
} & (
  | {
      readonly type: 'postgres';
      readonly connectionString?: string;
      readonly service?: string;
      readonly connectionCommand?: string;
      readonly host?: string;
      readonly port?: number | string;
      readonly database?: string;
      readonly user?: string;
      readonly password?: string;
      readonly ssl?:
        SslMode | { readonly mode: SslMode; readonly ca?: string; readonly cert?: string; readonly key?: string };
      readonly ssh?: string | WrittenSsh;
      readonly auth?: 'aws-iam';
      readonly region?: string;
      readonly profile?: string;
      readonly roleArn?: string;
    }
  | { readonly type: 'sqlFiles'; readonly files: string | readonly string[] }
  | Omit<LambdaEnvironment, 'variables'>
  | Omit<MigrationsEnvironment, 'variables' | 'workspaceFolder'>
);

/**
 * Reads the setting `databaseCompare.environments`. An entry with an error is left out and reported; the others work.
 * Variables of an entry's `envFile` win over those of the process: whoever names a file for an environment means it.
 *
 * @param raw the setting's value, whatever it is
 */
export async function readEnvironments(raw: unknown, context: SettingsContext): Promise<EnvironmentsReading> {
  if (raw === undefined || raw === null) return { environments: [], problems: [] };
  if (!Array.isArray(raw)) {
    const message = `${setting}: expected a list of environments`;
    return {
      environments: [],
      problems: [
        { setting, entry: undefined, environmentName: undefined, severity: 'error', reason: 'invalid', message },
      ],
    };
  }
  const [{ createValidator }, { describeErrors }] = await Promise.all([
    import('./validateSetting.ts'),
    import('./settingsMessage.ts'),
  ]);
  const validate = await createValidator(setting, 'entry');
  const environments: Environment[] = [];
  const problems: SettingsProblem[] = [];
  const names = new Map<string, number>();

  for (const [index, written] of (raw as unknown[]).entries()) {
    const report = createReporter(index, written, problems);
    const envFile = await readEnvFile(written, context, report);
    const { value, unresolved } = resolveVariables(written, {
      workspaceFolder: context.workspaceFolder,
      env: [envFile.variables, context.variables],
      later: { request: ['sql', 'params'] },
    });
    for (const { variable, property } of unresolved) {
      report.error(
        'variableUndefined',
        property,
        `${JSON.stringify(property)} uses ${variable}, ${whyUndefined(variable, envFile.file)}`,
      );
    }
    for (const { property, text } of describeErrors(validate(withNumericPort(value)), written))
      report.error('invalid', property, text);

    const name = nameOf(written);
    const earlier = name === undefined ? undefined : names.get(name);
    if (earlier !== undefined)
      report.error(
        'duplicateName',
        'name',
        `the name is taken by ${setting}[${String(earlier)}]; expected another one`,
      );
    else if (name !== undefined) names.set(name, index);

    if (report.hasErrors()) continue;
    if (extractPlainTextPassword(written as Record<string, unknown>) !== undefined) {
      report.warning(
        'plainTextPassword',
        'password',
        'the password is in plain text; expected it in the secret storage or in a variable such as ${env:PGPASSWORD}',
      );
    }
    const absolute = (property: string, file: string): string =>
      toAbsolute(file, context, () => {
        report.error(
          'invalid',
          property,
          property === 'type'
            ? 'the migrations are those of a folder and none is open; expected an open folder'
            : `${JSON.stringify(property)} is a relative path and no folder is open; expected an absolute path`,
        );
      });
    const environment = toEnvironment(value as ValidEntry, envFile.variables, absolute);
    if (!report.hasErrors()) environments.push(environment);
  }
  return { environments, problems };
}

type Reason = SettingsProblem['reason'];

interface Reporter {
  error(reason: Reason, property: string, text: string): void;
  warning(reason: Reason, property: string, text: string): void;
  hasErrors(): boolean;
}

function createReporter(entry: number, written: unknown, problems: SettingsProblem[]): Reporter {
  const environmentName = nameOf(written);
  const place = `${setting}[${String(entry)}]`;
  const label = environmentName === undefined ? place : `${place} (${environmentName})`;
  const add = (severity: 'error' | 'warning', reason: Reason, property: string, text: string): void => {
    const full = property === '' ? place : `${place}.${property}`;
    problems.push({ setting: full, entry, environmentName, severity, reason, message: `${label}: ${text}` });
  };
  let count = 0;
  return {
    error(reason, property, text) {
      count += 1;
      add('error', reason, property, text);
    },
    warning(reason, property, text) {
      add('warning', reason, property, text);
    },
    hasErrors: () => count > 0,
  };
}

/** A port from a variable is a text; there is one for the server, and one for the SSH host. */
function withNumericPort(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  const { port, ssh } = value as Readonly<Record<string, unknown>>;
  return {
    ...value,
    ...(typeof port === 'string' && /^\d+$/.test(port) ? { port: Number(port) } : {}),
    ...(ssh === undefined ? {} : { ssh: withNumericPort(ssh) }),
  };
}

function nameOf(written: unknown): string | undefined {
  const name = typeof written === 'object' && written !== null && 'name' in written ? written.name : undefined;
  return typeof name === 'string' && name !== '' ? name : undefined;
}

interface EnvFile {
  /** Absolute; undefined when the entry names none. */
  readonly file: string | undefined;
  readonly variables: Readonly<Record<string, string>>;
}

/** A file that is not there is a warning: where it matters, a variable is undefined too; on a build server it is none. */
async function readEnvFile(written: unknown, context: SettingsContext, report: Reporter): Promise<EnvFile> {
  const named = typeof written === 'object' && written !== null && 'envFile' in written ? written.envFile : undefined;
  if (typeof named !== 'string' || named === '') return { file: undefined, variables: {} };
  const { value } = resolveVariables(named, { workspaceFolder: context.workspaceFolder, env: [context.variables] });
  const file = toAbsolute(String(value), context, () => undefined);
  try {
    const { default: dotenv } = await import('dotenv');
    return { file, variables: dotenv.parse(await readFile(file)) };
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? String(error);
    report.warning(
      'envFileUnreadable',
      'envFile',
      `"envFile" ${JSON.stringify(file)} cannot be read (${code}); expected a file of NAME=value lines`,
    );
    return { file, variables: {} };
  }
}

function whyUndefined(variable: string, envFile: string | undefined): string {
  if (variable === '${workspaceFolder}') return 'and no folder is open';
  if (!variable.startsWith('${env:'))
    return 'which is unknown; expected ${env:NAME}, ${workspaceFolder} or ${userHome}';
  const places =
    envFile === undefined
      ? 'the environment variables of this process'
      : `${envFile} or the environment variables of this process`;
  return `which is not set; looked for in ${places}`;
}

function toAbsolute(file: string, { workspaceFolder }: SettingsContext, onHomeless: () => void): string {
  const expanded = file.startsWith('~/') ? path.join(os.homedir(), file.slice(2)) : file;
  if (path.isAbsolute(expanded)) return expanded;
  if (workspaceFolder === undefined) onHomeless();
  return path.join(workspaceFolder ?? '', expanded);
}

function toEnvironment(
  entry: ValidEntry,
  envFile: Readonly<Record<string, string>>,
  absolute: (property: string, file: string) => string,
): Environment {
  if (entry.type === 'sqlFiles') {
    const { envFile: _, files, ...rest } = entry;
    const list = typeof files === 'string' ? [files] : files;
    return { ...rest, files: list.map((file) => absoluteGlob(file, absolute)) };
  }
  const variablesOf = (...prefixes: readonly string[]) => {
    const variables = Object.entries(envFile).filter(([name]) => prefixes.some((prefix) => name.startsWith(prefix)));
    return variables.length === 0 ? {} : { variables: Object.fromEntries(variables) };
  };
  if (entry.type === 'migrations') {
    const { envFile: _, folder, ...rest } = entry;
    const workspaceFolder = absolute('type', '.');
    const relative = folder === undefined ? '' : path.relative(workspaceFolder, absolute('folder', folder));
    return {
      ...rest,
      workspaceFolder,
      ...(relative === '' ? {} : { folder: relative.split(path.sep).join('/') }),
      ...variablesOf(''),
    };
  }
  if (entry.type === 'lambda') {
    const { envFile: _, ...rest } = entry;
    return { ...rest, ...variablesOf('AWS_') };
  }
  const { envFile: _, ssl, ssh, port, ...rest } = entry;
  return {
    ...rest,
    ...(entry.connectionCommand === undefined ? {} : { workspaceFolder: absolute('connectionCommand', '.') }),
    ...(port === undefined ? {} : { port: Number(port) }),
    ...(ssl === undefined ? {} : { ssl: toTls(typeof ssl === 'string' ? { mode: ssl } : ssl, absolute) }),
    ...(ssh === undefined ? {} : { ssh: toSsh(typeof ssh === 'string' ? { host: ssh } : ssh, absolute) }),
    ...variablesOf('PG', 'SSH_AUTH_SOCK', passphraseVariable, ...(entry.auth === undefined ? [] : ['AWS_'])),
  };
}

/** Globs are written with `/` everywhere, and one that begins with `!` takes files out. */
function absoluteGlob(glob: string, absolute: (property: string, file: string) => string): string {
  const isNegated = glob.startsWith('!');
  const whole = absolute('files', isNegated ? glob.slice(1) : glob);
  return `${isNegated ? '!' : ''}${path.sep === '\\' ? whole.replaceAll('\\', '/') : whole}`;
}

interface Tls {
  readonly mode: SslMode;
  readonly ca?: string;
  readonly cert?: string;
  readonly key?: string;
}

function toTls(ssl: Tls, absolute: (property: string, file: string) => string): Tls {
  return {
    ...ssl,
    ...(ssl.ca === undefined || ssl.ca === 'system' ? {} : { ca: absolute('ssl.ca', ssl.ca) }),
    ...(ssl.cert === undefined ? {} : { cert: absolute('ssl.cert', ssl.cert) }),
    ...(ssl.key === undefined ? {} : { key: absolute('ssl.key', ssl.key) }),
  };
}

/** Jump hosts are written as ssh takes them: a list, or a text with commas. */
function toSsh(ssh: WrittenSsh, absolute: (property: string, file: string) => string): SshSettings {
  const { identityFile, jump, port, ...rest } = ssh;
  const jumps = jump === undefined ? [] : [jump].flat().flatMap((host) => host.split(','));
  return {
    ...rest,
    ...(port === undefined ? {} : { port: Number(port) }),
    ...(identityFile === undefined ? {} : { identityFile: absolute('ssh.identityFile', identityFile) }),
    ...(jump === undefined ? {} : { jump: jumps.map((host) => host.trim()) }),
  };
}

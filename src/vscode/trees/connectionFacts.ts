import type { Environment, SshSettings } from '../../environments/environment.ts';
import { withoutPassword } from '../environments/connectionString.ts';

/** How an environment is reached, as names and values; without secrets, and only what the settings say. */
export function connectionFacts(
  environment: Exclude<Environment, { readonly type: 'sqlFiles' }>,
): readonly (readonly [label: string, value: string])[] {
  return namedFacts(environment).flatMap(([label, value]) => (value === undefined ? [] : [[label, value] as const]));
}

function namedFacts(
  environment: Exclude<Environment, { readonly type: 'sqlFiles' }>,
): readonly (readonly [string, string | undefined])[] {
  if (environment.type === 'lambda') {
    return [
      ['Function', environment.functionName],
      ['Region', environment.region],
      ['Profile', environment.profile],
      ['Role', environment.roleArn],
      ['Endpoint', environment.endpoint],
    ];
  }
  if (environment.type === 'migrations') {
    return [
      ['Folder', environment.folder],
      ['Command', environment.command],
    ];
  }
  const { connectionString, host, port, database, user, ssl, ssh } = environment;
  return [
    ['Connection string', connectionString === undefined ? undefined : withoutPassword(connectionString)],
    ['Host', host === undefined ? undefined : [host, port].filter((part) => part !== undefined).join(':')],
    ['Database', database],
    ['User', user],
    ['TLS', ssl?.mode],
    ['SSH tunnel', ssh === undefined ? undefined : tunnelText(ssh)],
  ];
}

/** The hosts on the way, in their order. */
function tunnelText({ host, port, user, jump = [] }: SshSettings): string {
  const last = `${user === undefined ? '' : `${user}@`}${host}${port === undefined ? '' : `:${String(port)}`}`;
  return [...jump, last].join(', ');
}

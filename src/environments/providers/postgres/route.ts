import type { Session } from '../../../catalog/session.ts';
import type { PostgresEnvironment } from '../../environment.ts';
import type { OpenOptions } from '../../provider.ts';
import type { SshQuestions, UnknownHostKey } from '../../ssh/sshQuestions.ts';
import type { TimeLimit } from '../../timeLimit.ts';
import type { Variables } from './connectionTarget.ts';
import { dialDirectly, socketPath } from './openSocket.ts';
import type { Dial } from './openSocket.ts';

/** How the connections of one session reach the server: over the network, or through an SSH tunnel of its own. */
export interface Route {
  readonly dial: Dial;
  close(): void;
}

/** @throws CompareError as `openTunnel` does */
export async function openRoute(
  environment: PostgresEnvironment,
  { variables, sshQuestions }: { readonly variables: Variables; readonly sshQuestions?: SshQuestions | undefined },
  limit: TimeLimit,
  { signal, onProgress, onStage }: OpenOptions & { readonly signal: AbortSignal },
): Promise<Route> {
  if (environment.ssh === undefined) return { dial: dialDirectly, close: () => undefined };
  const { openTunnel } = await import('../../ssh/openTunnel.ts');
  const context = {
    environmentName: environment.name,
    variables: { ...variables, ...environment.variables },
    questions: sshQuestions && untimed(sshQuestions, limit),
  };
  const tunnel = await openTunnel(environment.ssh, context, signal, onProgress);
  onStage?.({ name: 'tunneled', sshHost: environment.ssh.host });
  return {
    dial: async (address, dialSignal) =>
      tunnel.connect(address.host.startsWith('/') ? socketPath(address) : address, dialSignal),
    close: tunnel.close,
  };
}

/** The session, which closes its way to the server with itself. */
export function closingToo(session: Session, route: Route): Session {
  const close = async (): Promise<void> => {
    await session.close();
    route.close();
  };
  return { ...session, close };
}

/** A person may take their time. */
function untimed(questions: SshQuestions, limit: TimeLimit): SshQuestions {
  return {
    passphrase: async (file: string, isWrong: boolean) => limit.without(questions.passphrase(file, isWrong)),
    acceptHostKey: async (host: UnknownHostKey) => limit.without(questions.acceptHostKey(host)),
  };
}

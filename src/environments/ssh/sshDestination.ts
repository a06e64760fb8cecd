/** A place as ssh takes it on its command line and in ProxyJump. */
export interface SshDestination {
  /** A host name, an address, or an alias of ~/.ssh/config. */
  readonly host: string;
  readonly port?: number;
  readonly user?: string;
}

/**
 * Reads `[user@]host[:port]`, with or without `ssh://` in front; an IPv6 address with a port stands in brackets.
 *
 * @returns undefined for what is none
 */
export function parseSshDestination(text: string): SshDestination | undefined {
  const [, user, bracketed, bare, digits] =
    /^(?:ssh:\/\/)?(?:([^@\s]+)@)?(?:\[([^\]\s]+)\]|([^\s@:[\]/,]+|[\da-f]*:[\da-f:.]*:[\da-f:.]*))(?::(\d+))?\/?$/i.exec(
      text.trim(),
    ) ?? [];
  const host = bracketed ?? bare;
  const port = digits === undefined ? undefined : Number(digits);
  if (host === undefined || (port !== undefined && (port < 1 || port > 65_535))) return undefined;
  return { host, ...(port === undefined ? {} : { port }), ...(user === undefined ? {} : { user }) };
}

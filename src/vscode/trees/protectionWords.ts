import type { Protection } from '../../catalog/session.ts';

/** How a connection is protected, in words that hide nothing. */
export const protectionWords: Readonly<Record<Protection, string>> = {
  none: 'not encrypted',
  unverified: 'encrypted, server not verified',
  authority: 'encrypted, certificate verified, host name not',
  verified: 'encrypted and verified',
};

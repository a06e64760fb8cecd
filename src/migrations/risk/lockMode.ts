/** Modes of a lock on a table, weakest first, https://www.postgresql.org/docs/current/explicit-locking.html */
export const lockModes = [
  'ACCESS SHARE',
  'ROW SHARE',
  'ROW EXCLUSIVE',
  'SHARE UPDATE EXCLUSIVE',
  'SHARE',
  'SHARE ROW EXCLUSIVE',
  'EXCLUSIVE',
  'ACCESS EXCLUSIVE',
] as const;
export type LockMode = (typeof lockModes)[number];

/** What of an application's work on the table has to wait while the lock is held. */
export type Blocked = 'nothing' | 'writes' | 'reads and writes';

export function blockedBy(mode: LockMode): Blocked {
  if (mode === 'ACCESS EXCLUSIVE') return 'reads and writes';
  return mode === 'SHARE' || mode === 'SHARE ROW EXCLUSIVE' || mode === 'EXCLUSIVE' ? 'writes' : 'nothing';
}

export function strongerLock(a: LockMode, b: LockMode): LockMode {
  return lockModes.indexOf(a) >= lockModes.indexOf(b) ? a : b;
}

import type { Scalar } from '../catalog/catalogObject.ts';

/** What a setting says that nobody touched, where a release changed that. */
interface ChangedDefault {
  readonly attribute: string;
  /** The first `server_version_num` with the new default. */
  readonly since: number;
  readonly older: Scalar;
  /** What the same statement or the same effect gives on the newer version. */
  readonly newer: readonly Scalar[];
}

const changedDefaults: readonly ChangedDefault[] = [
  // A subscription that nobody told how to stream did not up to 17, and does in parallel from 18 on.
  { attribute: 'streaming', since: 180000, older: null, newer: ['parallel', 'off'] },
];

interface VersionedValue {
  readonly value: Scalar;
  readonly version: number;
}

/** Whether two values are what nobody chose on either version, or the same but for what nobody had to choose before. */
export function isChangedDefault(attribute: string, older: VersionedValue, newer: VersionedValue): boolean {
  return changedDefaults.some(
    (changed) =>
      changed.attribute === attribute &&
      older.version < changed.since &&
      changed.since <= newer.version &&
      older.value === changed.older &&
      changed.newer.includes(newer.value),
  );
}

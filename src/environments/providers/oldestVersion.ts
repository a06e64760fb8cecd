import { CompareError } from '../../compareError.ts';

const oldestVersion = 12;

/**
 * @param version as the server says it: "15.4 (Debian 15.4-1.pgdg120+1)"
 * @throws CompareError 'serverTooOld'
 */
export function refuseOldServer(version: string): void {
  if (Number.parseInt(version, 10) < oldestVersion) throw new CompareError('serverTooOld', { version, oldestVersion });
}

import type { PageCountSide } from '../../src/protocol/countModel.ts';
import type { PageSide } from '../../src/protocol/pageModel.ts';
import { clock, oneLine } from './text.ts';

/** What is known of a side that was read: "PostgreSQL 15.8 · 20260131_0000 · read 14:02:31 · from SQL files". */
export function readFacts(side: PageSide): string {
  return line([
    `PostgreSQL ${side.serverVersion}`,
    side.revision ?? 'no revision',
    `read ${clock(side.readAt)}`,
    side.reachedBy,
    side.nothingWritten === true ? 'read-only: nothing written' : '',
  ]);
}

/** The same of a side whose rows were counted; '' before. */
export function countedFacts(side: PageCountSide | undefined): string {
  if (side?.phase !== 'counted') return '';
  return line([`PostgreSQL ${side.serverVersion}`, `counted ${clock(side.countedAt)}`]);
}

function line(facts: readonly string[]): string {
  return facts
    .filter((fact) => fact !== '')
    .map(oneLine)
    .join(' · ');
}

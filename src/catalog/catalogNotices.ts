import type { CatalogNotice } from './catalogObject.ts';
import type { CatalogRow } from './catalogStatement.ts';
import { probeReader } from './completenessProbe.ts';
import { factLayout } from './factLayout.ts';
import type { FactValue } from './guardedSql.ts';
import { isUnreadable } from './guardedSql.ts';
import { outermostReaders } from './kinds.ts';

/** What the rows of the catalog statement say about facts that could not be read and objects that no reader knows. */
export function catalogNotices(rows: readonly CatalogRow[]): CatalogNotice[] {
  const notices: CatalogNotice[] = rows
    .filter((row) => row.reader === probeReader)
    .map((row) => ({ reason: 'notCompared', subject: row.owner, count: Number(row.facts) }));
  outermostReaders.forEach((reader, readerIndex) => {
    if (!reader.attributes.some((attribute) => attribute.guarded)) return;
    const objects = rows.filter((row) => row.reader === readerIndex).map((row) => JSON.parse(row.facts) as FactValue[]);
    factLayout(reader.attributes).common.forEach(({ name, guarded }, index) => {
      if (guarded !== true) return;
      // Before the attributes stand schema, name and signature.
      const count = objects.filter((values) => isUnreadable(values[index + 3] ?? null)).length;
      if (count > 0) notices.push({ reason: 'permissionDenied', subject: reader.kind, attribute: name, count });
    });
  });
  return notices;
}

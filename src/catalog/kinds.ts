import type { AttributeFacet, OutermostReader, PartReader } from './kindReader.ts';
import { columnReader } from './kinds/column.ts';
import { attributeReader, compositeTypeReader } from './kinds/compositeType.ts';
import { domainConstraintReader, tableConstraintReader } from './kinds/constraint.ts';
import { domainReader } from './kinds/domain.ts';
import { enumReader, enumValueReader } from './kinds/enum.ts';
import { extensionReader } from './kinds/extension.ts';
import { indexReader } from './kinds/index.ts';
import { functionReader, procedureReader } from './kinds/routine.ts';
import { schemaReader } from './kinds/schema.ts';
import { sequenceReader } from './kinds/sequence.ts';
import { tableReader } from './kinds/table.ts';
import { triggerReader } from './kinds/trigger.ts';
import { materializedViewReader, viewReader } from './kinds/view.ts';
import type { ObjectKind } from './objectKind.ts';

/** Every kind that is read. A new kind is a file under kinds/, a word in objectKind.ts and a line here. */
export const outermostReaders: readonly OutermostReader[] = [
  schemaReader,
  extensionReader,
  enumReader,
  domainReader,
  compositeTypeReader,
  sequenceReader,
  tableReader,
  viewReader,
  materializedViewReader,
  functionReader,
  procedureReader,
];

export const partReaders: readonly PartReader[] = [
  enumValueReader,
  attributeReader,
  columnReader,
  tableConstraintReader,
  domainConstraintReader,
  indexReader,
  triggerReader,
];

/** Whether the order among siblings of a kind is a fact about their owner; see PartReader. */
export function orderOf(kind: ObjectKind): PartReader['order'] {
  return partReaders.find((reader) => reader.kind === kind)?.order;
}

/** What names of a kind look like that a program made up; undefined where all are chosen by people. */
export function generatedNameOf(kind: ObjectKind): RegExp | undefined {
  return partReaders.find((reader) => reader.kind === kind)?.generatedName;
}

const facets: ReadonlyMap<string, AttributeFacet> = new Map(
  [...outermostReaders, ...partReaders].flatMap(({ kind, attributes }) =>
    attributes.flatMap(({ name, facet }) => (facet === undefined ? [] : [[`${kind} ${name}`, facet] as const])),
  ),
);

/** What an attribute of a kind is about, if a comparison may treat it in a way of its own. */
export function facetOf(kind: ObjectKind, attributeName: string): AttributeFacet | undefined {
  return facets.get(`${kind} ${attributeName}`);
}

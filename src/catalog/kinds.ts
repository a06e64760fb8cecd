import type { AttributeFacet, OutermostReader, PartReader } from './kindReader.ts';
import { accessMethodReader } from './kinds/accessMethod.ts';
import { aggregateReader } from './kinds/aggregate.ts';
import { baseTypeReader } from './kinds/baseType.ts';
import { castReader } from './kinds/cast.ts';
import { collationReader } from './kinds/collation.ts';
import { columnReader } from './kinds/column.ts';
import { attributeReader, compositeTypeReader } from './kinds/compositeType.ts';
import { domainConstraintReader, tableConstraintReader } from './kinds/constraint.ts';
import { conversionReader } from './kinds/conversion.ts';
import { defaultPrivilegesReader } from './kinds/defaultPrivileges.ts';
import { domainReader } from './kinds/domain.ts';
import { enumReader, enumValueReader } from './kinds/enum.ts';
import { eventTriggerReader } from './kinds/eventTrigger.ts';
import { extensionReader } from './kinds/extension.ts';
import { foreignDataWrapperReader } from './kinds/foreignDataWrapper.ts';
import { foreignTableReader } from './kinds/foreignTable.ts';
import { indexReader } from './kinds/index.ts';
import { languageReader } from './kinds/language.ts';
import { operatorReader } from './kinds/operator.ts';
import { operatorClassReader, operatorFamilyReader } from './kinds/operatorClass.ts';
import { policyReader } from './kinds/policy.ts';
import { publicationReader, publishedSchemaReader, publishedTableReader } from './kinds/publication.ts';
import { rangeTypeReader } from './kinds/rangeType.ts';
import { functionReader, procedureReader } from './kinds/routine.ts';
import { ruleReader } from './kinds/rule.ts';
import { schemaReader } from './kinds/schema.ts';
import { securityLabelReader } from './kinds/securityLabel.ts';
import { sequenceReader } from './kinds/sequence.ts';
import { serverReader } from './kinds/server.ts';
import { statisticsReader } from './kinds/statistics.ts';
import { subscriptionReader } from './kinds/subscription.ts';
import { tableReader } from './kinds/table.ts';
import { textSearchConfigurationReader, textSearchMappingReader } from './kinds/textSearchConfiguration.ts';
import { textSearchDictionaryReader } from './kinds/textSearchDictionary.ts';
import { textSearchParserReader } from './kinds/textSearchParser.ts';
import { textSearchTemplateReader } from './kinds/textSearchTemplate.ts';
import { transformReader } from './kinds/transform.ts';
import { triggerReader } from './kinds/trigger.ts';
import { userMappingReader } from './kinds/userMapping.ts';
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
  accessMethodReader,
  aggregateReader,
  baseTypeReader,
  castReader,
  collationReader,
  conversionReader,
  defaultPrivilegesReader,
  eventTriggerReader,
  foreignDataWrapperReader,
  foreignTableReader,
  languageReader,
  operatorReader,
  operatorClassReader,
  operatorFamilyReader,
  publicationReader,
  rangeTypeReader,
  securityLabelReader,
  serverReader,
  subscriptionReader,
  textSearchConfigurationReader,
  textSearchDictionaryReader,
  textSearchParserReader,
  textSearchTemplateReader,
  transformReader,
  userMappingReader,
];

export const partReaders: readonly PartReader[] = [
  enumValueReader,
  attributeReader,
  columnReader,
  tableConstraintReader,
  domainConstraintReader,
  indexReader,
  triggerReader,
  policyReader,
  publishedSchemaReader,
  publishedTableReader,
  ruleReader,
  statisticsReader,
  textSearchMappingReader,
];

/** Whether the order among siblings of a kind is a fact about their owner; see PartReader. */
export function orderOf(kind: ObjectKind): PartReader['order'] {
  return partReaders.find((reader) => reader.kind === kind)?.order;
}

/** What names of a kind look like that a program made up; undefined where all are chosen by people. */
export function generatedNameOf(kind: ObjectKind): RegExp | undefined {
  return partReaders.find((reader) => reader.kind === kind)?.generatedName;
}

const kindFacets: ReadonlyMap<ObjectKind, AttributeFacet> = new Map(
  outermostReaders.flatMap(({ kind, facet }) => (facet === undefined ? [] : [[kind, facet] as const])),
);

/** What a kind as a whole is about, if a comparison may leave it out. */
export function kindFacetOf(kind: ObjectKind): AttributeFacet | undefined {
  return kindFacets.get(kind);
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

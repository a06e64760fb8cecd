import type { DifferenceStatus } from '../../../src/comparison/difference.ts';
import { aggregatesMutations } from './mutations/aggregates.ts';
import { columnsMutations } from './mutations/columns.ts';
import { constraintsMutations } from './mutations/constraints.ts';
import { databaseWideMutations } from './mutations/databaseWide.ts';
import { foreignDataMutations } from './mutations/foreignData.ts';
import { indexesMutations } from './mutations/indexes.ts';
import { operatorsMutations } from './mutations/operators.ts';
import { rareTypesMutations } from './mutations/rareTypes.ts';
import { replicationMutations } from './mutations/replication.ts';
import { routinesMutations } from './mutations/routines.ts';
import { schemasMutations } from './mutations/schemas.ts';
import { sequencesMutations } from './mutations/sequences.ts';
import { tablePartsMutations } from './mutations/tableParts.ts';
import { tablesMutations } from './mutations/tables.ts';
import { textSearchMutations } from './mutations/textSearch.ts';
import { triggersMutations } from './mutations/triggers.ts';
import { typesMutations } from './mutations/types.ts';
import { viewsMutations } from './mutations/views.ts';
import type { Mutation } from './mutations/mutation.ts';

export const statusMarks: Readonly<Record<DifferenceStatus, string>> = { leftOnly: '-', rightOnly: '+', changed: '~' };

/** Single changes, by area; a new attribute is one line in the file of its area. */
export const mutations: readonly Mutation[] = [
  ...schemasMutations,
  ...typesMutations,
  ...sequencesMutations,
  ...tablesMutations,
  ...columnsMutations,
  ...constraintsMutations,
  ...indexesMutations,
  ...triggersMutations,
  ...viewsMutations,
  ...routinesMutations,
  ...aggregatesMutations,
  ...databaseWideMutations,
  ...foreignDataMutations,
  ...operatorsMutations,
  ...rareTypesMutations,
  ...replicationMutations,
  ...tablePartsMutations,
  ...textSearchMutations,
];

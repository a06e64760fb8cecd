import type { CreateSchemaStmt, Node } from 'libpg-query';
import type { Operation } from '../migrationProject.ts';
import { alterTable } from './alterTable.ts';
import * as databaseWide from './databaseWide.ts';
import { alterType, createRange, define } from './definitions.ts';
import * as existing from './existingObjects.ts';
import * as foreign from './foreignData.ts';
import { createIndex } from './indexes.ts';
import { create, databaseWide as named } from '../operationBuilders.ts';
import * as operators from './operators.ts';
import { changeDefaultPrivileges, changePrivileges } from './privileges.ts';
import * as replication from './replication.ts';
import { roleValue } from './roles.ts';
import { alterRoutine, createRoutine } from './routines.ts';
import { alterSequence, createSequence } from './sequences.ts';
import type { StatementScope } from './statementScope.ts';
import * as parts from './tableParts.ts';
import { createTable, createTableAs } from './tables.ts';
import { alterConfiguration, alterDictionary } from './textSearch.ts';
import { alterDomain, alterEnum, createCompositeType, createDomain, createEnum } from './types.ts';
import { createView, refresh } from './views.ts';

/** A parsed statement is an object with one property, named after its type. */
type StatementName<Each = Node> = Each extends unknown ? keyof Each : never;
type Statement<Name extends StatementName, Each = Node> =
  Each extends Readonly<Record<Name, infer Body>> ? Body : never;
type Reader<Body> = (statement: Body, scope: StatementScope) => readonly Operation[];
type Readers = { readonly [Name in StatementName]?: Reader<Statement<Name>> };

const readers: Readers = {
  AlterDefaultPrivilegesStmt: changeDefaultPrivileges,
  AlterDomainStmt: alterDomain,
  AlterEnumStmt: alterEnum,
  AlterEventTrigStmt: databaseWide.alterEventTrigger,
  AlterExtensionStmt: databaseWide.updateExtension,
  AlterFdwStmt: foreign.alterForeignDataWrapper,
  AlterForeignServerStmt: foreign.alterServer,
  AlterFunctionStmt: alterRoutine,
  AlterObjectSchemaStmt: existing.setSchema,
  AlterOpFamilyStmt: operators.alterOperatorFamily,
  AlterOperatorStmt: operators.alterOperator,
  AlterOwnerStmt: existing.changeOwner,
  AlterPolicyStmt: parts.alterPolicy,
  AlterPublicationStmt: replication.alterPublication,
  AlterSeqStmt: alterSequence,
  AlterStatsStmt: parts.alterStatistics,
  AlterSubscriptionStmt: replication.alterSubscription,
  AlterTSConfigurationStmt: alterConfiguration,
  AlterTSDictionaryStmt: alterDictionary,
  AlterTableStmt: alterTable,
  AlterTypeStmt: alterType,
  AlterUserMappingStmt: foreign.alterUserMapping,
  CommentStmt: existing.commentOn,
  CompositeTypeStmt: createCompositeType,
  CreateAmStmt: databaseWide.createAccessMethod,
  CreateCastStmt: operators.createCast,
  CreateConversionStmt: operators.createConversion,
  CreateDomainStmt: createDomain,
  CreateEnumStmt: createEnum,
  CreateEventTrigStmt: databaseWide.createEventTrigger,
  CreateExtensionStmt: databaseWide.createExtension,
  CreateFdwStmt: foreign.createForeignDataWrapper,
  CreateForeignServerStmt: foreign.createServer,
  CreateForeignTableStmt: foreign.createForeignTable,
  CreateFunctionStmt: createRoutine,
  CreateOpClassStmt: operators.createOperatorClass,
  CreateOpFamilyStmt: operators.createOperatorFamily,
  CreatePLangStmt: databaseWide.createLanguage,
  CreatePolicyStmt: parts.createPolicy,
  CreatePublicationStmt: replication.createPublication,
  CreateRangeStmt: createRange,
  CreateSchemaStmt: createSchema,
  CreateSeqStmt: createSequence,
  CreateStatsStmt: parts.createStatistics,
  CreateStmt: (statement, scope) => createTable(statement, scope),
  CreateSubscriptionStmt: replication.createSubscription,
  CreateTableAsStmt: createTableAs,
  CreateTransformStmt: operators.createTransform,
  CreateTrigStmt: parts.createTrigger,
  CreateUserMappingStmt: foreign.createUserMapping,
  DefineStmt: define,
  DropStmt: existing.dropObjects,
  DropSubscriptionStmt: replication.dropSubscription,
  DropUserMappingStmt: foreign.dropUserMapping,
  GrantStmt: changePrivileges,
  IndexStmt: createIndex,
  RefreshMatViewStmt: refresh,
  RenameStmt: existing.renameObject,
  RuleStmt: parts.createRule,
  SecLabelStmt: existing.securityLabel,
  SelectStmt: ({ intoClause }, scope) =>
    intoClause === undefined ? [] : createTableAs({ into: intoClause, objtype: 'OBJECT_TABLE' }, scope),
  ViewStmt: createView,
};

/** What one statement does; nothing for statements that change no object of a kind that a catalog lists. */
export function statementOperations(node: Node, scope: StatementScope): readonly Operation[] {
  return Object.entries(node).flatMap(([name, statement]: [string, unknown]) => {
    const read = (readers as Readonly<Record<string, Reader<never> | undefined>>)[name];
    return read?.(statement as never, scope) ?? [];
  });
}

function createSchema(statement: CreateSchemaStmt, scope: StatementScope): readonly Operation[] {
  const { authrole, if_not_exists } = statement;
  const name = statement.schemaname ?? authrole?.rolename;
  const attributes = authrole === undefined ? {} : { owner: roleValue(authrole) };
  const inside = { ...scope, defaultSchema: name };
  return [
    create(named('schema', name), scope, { attributes, modifiers: { 'if not exists': if_not_exists } }),
    ...(statement.schemaElts ?? []).flatMap((element) => statementOperations(element, inside)),
  ];
}

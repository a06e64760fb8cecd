import type { AlterSeqStmt, CreateSeqStmt, DefElem, Node } from 'libpg-query';
import { quoteIdentifier } from '../../catalog/identifiers.ts';
import type { Operation } from '../migrationProject.ts';
import { definitionElements, elementText, elementType } from './definitionElements.ts';
import { relationName, stringValues } from './names.ts';
import { alter, create, inSchema } from '../operationBuilders.ts';
import type { StatementScope } from './statementScope.ts';

/** What the catalog calls the options of ALTER SEQUENCE. RESTART sets no attribute, it moves the counter. */
const attributes: Readonly<Record<string, string>> = {
  as: 'type',
  cache: 'cache',
  cycle: 'cycle',
  increment: 'increment',
  maxvalue: 'maximum',
  minvalue: 'minimum',
  owned_by: 'owned by',
  start: 'start',
};

export function createSequence(statement: CreateSeqStmt, scope: StatementScope): readonly Operation[] {
  const { sequence, options, if_not_exists } = statement;
  if (sequence?.relpersistence === 't') return [];
  const settled = definitionElements(options).flatMap((element) => {
    const attribute = attributes[element.defname ?? ''];
    return attribute === undefined ? [] : [[attribute, sequenceValue(element, scope)] as const];
  });
  return [
    create(inSchema('sequence', relationName(sequence, scope)), scope, {
      attributes: Object.fromEntries(settled),
      modifiers: { 'if not exists': if_not_exists },
    }),
  ];
}

export function alterSequence(statement: AlterSeqStmt, scope: StatementScope): readonly Operation[] {
  const target = inSchema('sequence', relationName(statement.sequence, scope));
  return definitionElements(statement.options).flatMap((element) => {
    const attribute = attributes[element.defname ?? ''];
    return attribute === undefined ? [] : [alter(target, attribute, sequenceValue(element, scope), scope.line)];
  });
}

/** undefined where the statement asks for what goes by itself (NO MAXVALUE), which depends on the type. */
function sequenceValue(element: DefElem, scope: StatementScope): string | undefined {
  if (element.defname === 'as') return elementType(element, scope);
  if (element.defname === 'owned_by') return ownerPath(element.arg, scope);
  return element.arg === undefined ? undefined : elementText(element);
}

/** `app.users.id`; empty for NONE. */
function ownerPath(node: Node | undefined, scope: StatementScope): string {
  const path = stringValues(node);
  if (path.length === 1) return '';
  return (path.length === 2 ? [scope.defaultSchema ?? 'public', ...path] : path.slice(-3))
    .map(quoteIdentifier)
    .join('.');
}

import type { CreateFunctionStmt, Node, ObjectWithArgs } from 'libpg-query';
import type { Operation } from '../migrationProject.ts';
import { qualifiedName, stringValues } from './names.ts';
import type { QualifiedName } from './names.ts';
import type { StatementScope } from './statementScope.ts';
import { typeText } from './typeText.ts';

export function createRoutine(statement: CreateFunctionStmt, scope: StatementScope): readonly Operation[] {
  const { schema, name } = qualifiedName(stringValues(statement.funcname), scope);
  const kind = statement.is_procedure === true ? 'procedure' : 'function';
  const identity = `${name}(${inputTypes(statement.parameters ?? [], scope).join(', ')})`;
  return [{ action: 'create', target: { kind, schema, owner: undefined, name: identity }, line: scope.line }];
}

/** A routine as DROP, ALTER and COMMENT name it: with its argument types where the statement gives them. */
export function routineName(
  routine: ObjectWithArgs,
  scope: StatementScope,
): QualifiedName & { readonly arguments: string } {
  const { schema, name } = qualifiedName(stringValues(routine.objname), scope);
  if (routine.args_unspecified === true) return { schema, name, arguments: '' };
  const types = (routine.objargs ?? []).map((node) => argumentType('TypeName' in node ? node : undefined, scope));
  return { schema, name, arguments: `(${types.join(', ')})` };
}

/** What identifies a routine: its arguments without those that only go out, and without their modifiers. */
function inputTypes(parameters: readonly Node[], scope: StatementScope): readonly string[] {
  const inputs = parameters
    .flatMap((node) => ('FunctionParameter' in node ? [node.FunctionParameter] : []))
    .filter(({ mode }) => mode !== 'FUNC_PARAM_OUT' && mode !== 'FUNC_PARAM_TABLE');
  return inputs.map(({ argType }) => typeText(argType, scope, false) ?? 'unknown');
}

function argumentType(node: Extract<Node, { TypeName: unknown }> | undefined, scope: StatementScope): string {
  return typeText(node?.TypeName, scope, false) ?? 'unknown';
}

import type { Node, ObjectWithArgs } from 'libpg-query';
import { qualifiedName, stringValues } from './names.ts';
import type { QualifiedName } from './names.ts';
import type { StatementScope } from './statementScope.ts';
import { typeText } from './typeText.ts';

/** A routine as DROP, ALTER and COMMENT name it: with its argument types where the statement gives them. */
export function routineName(
  routine: ObjectWithArgs,
  scope: StatementScope,
): QualifiedName & { readonly arguments: string } {
  const { schema, name } = qualifiedName(stringValues(routine.objname), scope);
  if (routine.args_unspecified === true) return { schema, name, arguments: '' };
  const types = (routine.objargs ?? []).map((node) =>
    'TypeName' in node ? (typeText(node.TypeName, scope, false) ?? 'unknown') : 'unknown',
  );
  return { schema, name, arguments: `(${types.join(', ')})` };
}

/** What identifies a routine: its arguments without those that only go out, and without their modifiers. */
export function inputTypes(parameters: readonly Node[], scope: StatementScope): readonly string[] {
  const inputs = parameters
    .flatMap((node) => ('FunctionParameter' in node ? [node.FunctionParameter] : []))
    .filter(({ mode }) => mode !== 'FUNC_PARAM_OUT' && mode !== 'FUNC_PARAM_TABLE');
  return inputs.map(({ argType }) => typeText(argType, scope, false) ?? 'unknown');
}

import type { Node } from 'libpg-query';

/**
 * The schema that unqualified names mean after a statement: `current` unless it sets the search path, by SET or by
 * set_config(). undefined is the connection's own default.
 */
export function defaultSchemaAfter(node: Node, current: string | undefined): string | undefined {
  if ('VariableSetStmt' in node && node.VariableSetStmt.name === 'search_path') {
    return firstSchema((node.VariableSetStmt.args ?? []).map(literal));
  }
  if ('VariableSetStmt' in node && node.VariableSetStmt.kind === 'VAR_RESET_ALL') return undefined;
  const path = setConfigPath(node);
  return path === undefined ? current : firstSchema(path.split(',').map((part) => part.trim().replaceAll('"', '')));
}

function firstSchema(schemas: readonly (string | undefined)[]): string | undefined {
  return schemas.find(
    (schema) => schema !== undefined && schema !== '' && schema !== '$user' && schema !== 'pg_catalog',
  );
}

function literal(node: Node | undefined): string | undefined {
  return node !== undefined && 'A_Const' in node ? node.A_Const.sval?.sval : undefined;
}

/** The path in `SELECT set_config('search_path', '...', ...)`. */
function setConfigPath(node: Node): string | undefined {
  const target = 'SelectStmt' in node ? node.SelectStmt.targetList?.[0] : undefined;
  const call = target !== undefined && 'ResTarget' in target ? target.ResTarget.val : undefined;
  if (call === undefined || !('FuncCall' in call)) return undefined;
  const name = call.FuncCall.funcname?.at(-1);
  const args = call.FuncCall.args ?? [];
  const isSetConfig = name !== undefined && 'String' in name && name.String.sval === 'set_config';
  return isSetConfig && literal(args[0]) === 'search_path' ? (literal(args[1]) ?? '') : undefined;
}

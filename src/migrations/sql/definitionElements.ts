import type { DefElem, Node } from 'libpg-query';
import { quoteIdentifier, quoteLiteral } from '../../catalog/identifiers.ts';
import { stringValues } from './names.ts';
import type { StatementScope } from './statementScope.ts';
import { typeText } from './typeText.ts';

/** The `name = value` elements of a definition or of WITH (...). */
export function definitionElements(nodes: readonly Node[] | Node | undefined): readonly DefElem[] {
  const list: readonly Node[] = nodes === undefined ? [] : 'length' in nodes ? nodes : listItems(nodes);
  return list.flatMap((node) => ('DefElem' in node ? [node.DefElem] : []));
}

function listItems(node: Node): readonly Node[] {
  return 'List' in node ? (node.List.items ?? []) : [];
}

/** An element's value as written: a word, a number, a text; `true` where the name alone stands for it. */
export function elementText({ arg }: DefElem): string | undefined {
  if (arg === undefined) return 'true';
  if ('String' in arg) return arg.String.sval ?? '';
  if ('Integer' in arg) return String(arg.Integer.ival ?? 0);
  if ('Float' in arg) return arg.Float.fval;
  if ('Boolean' in arg) return String(arg.Boolean.boolval ?? false);
  if ('TypeName' in arg) return stringValues(arg.TypeName.names).at(-1);
  return 'List' in arg ? stringValues(arg).at(-1) : undefined;
}

/** An element that names something: `app.handler` as `app.handler`, an unqualified name as it stands. */
export function elementName({ arg }: DefElem): string | undefined {
  const names = arg === undefined ? [] : 'TypeName' in arg ? stringValues(arg.TypeName.names) : stringValues(arg);
  return names.length === 0 ? undefined : names.map(quoteIdentifier).join('.');
}

export function elementType({ arg }: DefElem, scope: StatementScope): string | undefined {
  return arg !== undefined && 'TypeName' in arg ? typeText(arg.TypeName, scope, false) : undefined;
}

export function findElement(elements: readonly DefElem[], ...names: string[]): DefElem | undefined {
  return elements.find(({ defname }) => names.includes(defname ?? ''));
}

/**
 * Storage parameters and options of views as their attribute lists them: `autovacuum_enabled=false, fillfactor=70`.
 * undefined where there are none.
 */
export function parameterList(nodes: readonly Node[] | Node | undefined): string | undefined {
  const parameters = definitionElements(nodes).map(
    (element) =>
      `${element.defnamespace === undefined ? '' : `${element.defnamespace}.`}${element.defname ?? ''}=${elementText(element) ?? ''}`,
  );
  return parameters.length === 0 ? undefined : parameters.sort().join(', ');
}

/** OPTIONS (...) of foreign data as its attribute lists it: `host 'db', port '5432'`. */
export function optionList(nodes: readonly Node[] | undefined): string | undefined {
  const options = definitionElements(nodes).map(
    (element) => `${quoteIdentifier(element.defname ?? '')} ${quoteLiteral(elementText(element) ?? '')}`,
  );
  return options.length === 0 ? undefined : options.sort().join(', ');
}

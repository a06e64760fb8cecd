import { truncateSqlAlchemyName } from '../../defaultNames.ts';

/** SQLAlchemy's `MetaData(naming_convention={...})`: templates such as `fk_%(table_name)s_%(column_0_name)s` by kind. */
export type NamingConvention = Readonly<Partial<Record<ConventionKey, string>>>;
export type ConventionKey = 'pk' | 'uq' | 'ck' | 'fk' | 'ix';

export const conventionKeys: readonly ConventionKey[] = ['pk', 'uq', 'ck', 'fk', 'ix'];

interface ConventionFacts {
  readonly schema: string | undefined;
  readonly table: string;
  readonly columns: readonly string[];
  readonly referencedTable?: string | undefined;
  readonly referencedColumns?: readonly string[];
  /** The name that the file gives, for templates that mention it. */
  readonly constraintName?: string | undefined;
}

/**
 * The name by a template, or undefined where the template needs what is not known (SQLAlchemy's
 * sqlalchemy/sql/naming.py lists the tokens).
 */
export function conventionName(template: string, facts: ConventionFacts): string | undefined {
  const tokens = [...template.matchAll(/%\((\w+)\)s/g)].map(([, token = '']) => token);
  const values = new Map(tokens.map((token) => [token, tokenValue(token, facts)]));
  if ([...values.values()].includes(undefined)) return undefined;
  return truncateSqlAlchemyName(template.replaceAll(/%\((\w+)\)s/g, (_, token: string) => values.get(token) ?? ''));
}

function tokenValue(token: string, facts: ConventionFacts): string | undefined {
  switch (token) {
    case 'table_name':
      return facts.table;
    case 'referred_table_name':
      return facts.referencedTable;
    case 'constraint_name':
      return facts.constraintName;
    default: {
      const match = /^(referred_)?column_(\d+)(_?N)?_?(name|key|label)$/.exec(token);
      const columns = match?.[1] === undefined ? facts.columns : (facts.referencedColumns ?? []);
      return match === null ? undefined : columnToken(columns, match, facts);
    }
  }
}

/** `column_0_name` is one column, `column_0N_name` all in a row, `column_0_N_name` all with underscores between. */
function columnToken(columns: readonly string[], match: RegExpExecArray, facts: ConventionFacts): string | undefined {
  const [, , place, all, form] = match;
  const label = facts.schema === undefined ? facts.table : `${facts.schema.replaceAll('.', '_')}_${facts.table}`;
  const words = columns.map((column) => (form === 'label' ? `${label}_${column}` : column));
  if (all !== undefined) {
    return words.length === 0 ? undefined : words.slice(Number(place)).join(all === 'N' ? '' : '_');
  }
  return words[Number(place)];
}

import type { ExplainedRow, MatrixExplanation, SchemaMatrix } from '../workflows/compareMatrix.ts';
import { counted } from './counts.ts';
import { markdownCode, markdownTable, markdownText } from './markdownText.ts';
import { explanationText, printable } from './textReport.ts';

/** The matrix as JSON: a contract, whose changes change `formatVersion`. */
export interface JsonMatrix {
  readonly formatVersion: 1;
  readonly environments: readonly {
    readonly name: string;
    readonly serverVersion: string;
    readonly revision: string | null;
  }[];
  readonly rows: readonly JsonMatrixRow[];
}

export interface JsonMatrixRow {
  readonly kind: string;
  readonly path: string;
  /** For each environment "A", "B" ...: equal letters are equal objects; null where it is not there. */
  readonly variants: readonly (string | null)[];
  /** `environment` is the one at fault. */
  readonly explanations: readonly (Omit<MatrixExplanation, 'side'> & { readonly environment: string | null })[];
}

/** "A" for the first form of an object, null where it is not there. */
export function variantLetter(variant: number | null): string | null {
  return variant === null ? null : String.fromCharCode(65 + variant);
}

export function toJsonMatrix({ sides, rows }: SchemaMatrix): JsonMatrix {
  return {
    formatVersion: 1,
    environments: sides.map(({ environment, catalog, revision }) => ({
      name: environment.name,
      serverVersion: catalog.server.version,
      revision,
    })),
    rows: rows.map(({ kind, path, variants, explanations }) => ({
      kind,
      path,
      variants: variants.map(variantLetter),
      explanations: explanations.map(({ cause, side, revision, file, line }) => ({
        cause,
        environment: side === null ? null : (sides[side]?.environment.name ?? null),
        revision,
        file,
        line,
      })),
    })),
  };
}

/** For a terminal: a line for each object, a column for each environment. `-`: not there; equal letters are equal. */
export function toTextMatrix(matrix: SchemaMatrix): string {
  const { sides, rows } = matrix;
  const heads = sides.map(({ environment }) => printable(environment.name));
  const names = rows.map(({ kind, path }) => `${kind} ${printable(path)}`);
  const width = Math.min(72, Math.max(0, ...names.map(({ length }) => length)));
  const cells = (texts: readonly string[]): string =>
    texts.map((text, index) => text.padEnd(heads[index]?.length ?? 0)).join('  ');
  return `${[
    headline(matrix),
    '',
    ...(rows.length === 0 ? [] : [`${' '.repeat(width)}  ${cells(heads)}`]),
    ...rows.map((row, index) =>
      [
        (names[index] ?? '').padEnd(width),
        cells(row.variants.map((variant) => variantLetter(variant) ?? '-')),
        reasons(row, sides),
      ].join('  '),
    ),
  ].join('\n')}\n`;
}

export function toMarkdownMatrix(matrix: SchemaMatrix): string {
  const { sides, rows } = matrix;
  const names = sides.map(({ environment }) => markdownText(environment.name));
  const lines = rows.map((row) => [
    `${row.kind} ${markdownCode(row.path)}`,
    ...row.variants.map((variant) => variantLetter(variant) ?? 'not there'),
    markdownText(reasons(row, sides)),
  ]);
  const table = rows.length === 0 ? [] : ['', ...markdownTable(['Object', ...names, 'Explained by'], lines)];
  return `${[`**${markdownText(headline(matrix))}**`, ...table].join('\n')}\n`;
}

/** https://www.rfc-editor.org/rfc/rfc4180; what a spreadsheet would take for a formula is text. */
export function toCsvMatrix({ sides, rows }: SchemaMatrix): string {
  const field = (text: string): string => {
    const safe = /^[=+\-@\t\r]/.test(text) && text !== '-' ? `'${text}` : text;
    return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
  };
  const lines = rows.map((row) => [
    row.kind,
    row.path,
    ...row.variants.map((variant) => variantLetter(variant) ?? 'not there'),
    reasons(row, sides),
  ]);
  const head = ['kind', 'path', ...sides.map(({ environment }) => environment.name), 'explained by'];
  return [head, ...lines].map((line) => `${line.map(field).join(',')}\r\n`).join('');
}

function headline({ sides, rows }: SchemaMatrix): string {
  const names = sides.map(({ environment }) => printable(environment.name)).join(', ');
  return rows.length === 0
    ? `${names} have the same schema`
    : `${counted(rows.length, 'object')} ${rows.length === 1 ? 'differs' : 'differ'} among ${names}`;
}

/** "pending on production: migrations/1.sql:3; in no migration". */
function reasons({ explanations }: ExplainedRow, sides: SchemaMatrix['sides']): string {
  return explanations
    .map((explanation) => {
      const [cause = '', ...place] = explanationText(explanation).split(': ');
      const name = explanation.side === null ? undefined : sides[explanation.side]?.environment.name;
      return [name === undefined ? cause : `${cause} on ${printable(name)}`, ...place].join(': ');
    })
    .join('; ');
}

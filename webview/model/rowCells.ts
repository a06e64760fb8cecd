import type { PageDifference, PageResemblance } from '../../src/protocol/pageModel.ts';
import { groupBy } from './collections.ts';
import { differenceOf } from './tree.ts';
import type { NodeContent } from './tree.ts';
import { counted, oneLine, scalarText } from './text.ts';
import type { Kind } from './filter.ts';

export interface SideNames {
  readonly left: string;
  readonly right: string;
  /** What tables hold on each side, "holds 4 rows", by path, once their rows are counted. */
  readonly held?: ReadonlyMap<string, { readonly left: string | null; readonly right: string | null }>;
}

/** What stands in one of the two side columns of a row. */
export interface SideCell {
  readonly tone: 'plain' | 'heading' | 'absent' | 'added' | 'removed';
  /** Dim words in front: a schema, an attribute's name. */
  readonly prefix: string;
  readonly name: string;
  /** The name is an identifier or a value of SQL and gets the editor's font. */
  readonly code: boolean;
  /** Dim words behind the name. */
  readonly note: string;
}

export interface Mark {
  readonly glyph: '+' | '−' | '~' | '→';
  readonly token: 'added' | 'removed' | 'changed' | 'renamed';
  /** For those who do not see the glyph. */
  readonly label: string;
}

export interface RowCells {
  readonly left: SideCell;
  readonly mark: Mark | null;
  readonly right: SideCell;
}

const nothing: SideCell = { tone: 'plain', prefix: '', name: '', code: false, note: '' };
const absent: SideCell = { ...nothing, tone: 'absent', name: 'not there' };

/** The words of a row's two side columns and the mark between them. */
export function rowCells(content: NodeContent, names: SideNames): RowCells {
  switch (content.type) {
    case 'group': {
      const left: SideCell = { ...nothing, tone: 'heading', name: content.label, note: String(content.count) };
      return { left, mark: null, right: { ...nothing, tone: 'heading' } };
    }
    case 'owner':
      return ownerCells(content);
    case 'difference':
      return differenceCells(content.difference, content.prefix, content.isPart, names);
    case 'rename':
      return renameCells(content, names);
    case 'attribute':
      return {
        left: attributeCell(content.attribute.name, content.attribute.left),
        mark: { glyph: '~', token: 'changed', label: 'differs' },
        right: attributeCell(content.attribute.name, content.attribute.right),
      };
  }
}

function ownerCells(content: Extract<NodeContent, { type: 'owner' }>): RowCells {
  const { owner, own, parts, prefix } = content;
  const cell = { ...nothing, prefix, name: oneLine(owner.name) };
  const newName = own?.attributes.find(({ name }) => name === 'name')?.right;
  return {
    left: { ...cell, note: joined([owner.kind, ...partCounts(parts, 'leftOnly', 'more')]) },
    mark: { glyph: '~', token: 'changed', label: own === null ? 'differs in its parts' : 'changed' },
    right: {
      ...cell,
      name: typeof newName === 'string' ? oneLine(newName) : cell.name,
      note: joined([
        own === null ? '' : changedAttributes(own),
        ...partCounts(parts, 'rightOnly', 'more'),
        ...partCounts(parts, 'changed', 'changed'),
      ]),
    },
  };
}

function partCounts(parts: readonly PageDifference[], status: PageDifference['status'], word: string): string[] {
  const byKind = groupBy(
    parts.filter((part) => part.status === status && !part.isIgnored),
    (part) => part.kind,
  );
  return [...byKind].map(([kind, members]) => `${counted(members.length, shortKind(kind))} ${word}`);
}

/** "value" says enough where the row above says that it is an enum. */
function shortKind(kind: Kind): string {
  return kind === 'enum value' ? 'value' : kind;
}

function differenceCells(difference: PageDifference, prefix: string, isPart: boolean, names: SideNames): RowCells {
  const cell: SideCell = {
    ...nothing,
    prefix,
    name: displayName(difference),
    code: isPart,
    note: joined([kindNote(difference.kind, isPart), oneLine(difference.summary), heldNote(difference, names)]),
  };
  const missing = { ...absent, note: hint(difference) };
  const newName = difference.attributes.find(({ name }) => name === 'name')?.right;
  switch (difference.status) {
    case 'leftOnly':
      return { left: { ...cell, tone: 'removed' }, mark: markOf(difference, names), right: missing };
    case 'rightOnly':
      return { left: missing, mark: markOf(difference, names), right: { ...cell, tone: 'added' } };
    case 'changed':
      return {
        left: { ...cell, note: changedNote(difference, 'left', isPart) },
        mark: markOf(difference, names),
        right: {
          ...cell,
          name: typeof newName === 'string' ? oneLine(newName) : cell.name,
          note: changedNote(difference, 'right', isPart),
        },
      };
  }
}

/** What a table would take with it, which is perhaps another one's, once its rows are counted. */
function heldNote({ kind, path, status, rename, supersededBy }: PageDifference, { held }: SideNames): string {
  if (kind !== 'table' || (rename === null && supersededBy === null)) return '';
  return held?.get(path)?.[status === 'rightOnly' ? 'right' : 'left'] ?? '';
}

/** What an object on one side only perhaps is instead. */
function hint({ rename, supersededBy }: PageDifference): string {
  if (rename !== null) return `perhaps renamed, see ${oneLine(rename.name)}`;
  if (supersededBy === null) return '';
  return `perhaps superseded by ${oneLine(supersededBy.name)}, ${alikeText(supersededBy, 'table')}`;
}

/** "7 of 8 columns alike": what speaks for two objects being one. */
export function alikeText({ matching, of }: PageResemblance, kind: Kind): string {
  return `${matching.length} of ${counted(of, kind === 'column' ? 'attribute' : 'column')} alike`;
}

/** All the evidence, for a tooltip. */
export function evidenceText(resemblance: PageResemblance, kind: Kind): string {
  const alike = resemblance.matching.map(oneLine).join(', ');
  return `${alikeText(resemblance, kind)}: ${alike}\nLikeness in structure and name: ${Math.round(resemblance.score * 100)} %`;
}

function renameCells(
  { left, right, prefix, isPart }: Extract<NodeContent, { type: 'rename' }>,
  names: SideNames,
): RowCells {
  const cell = { ...nothing, prefix, code: isPart };
  const { rename } = left;
  const evidence = rename === null ? '' : alikeText(rename, left.kind);
  const confirmed = rename !== null && rename.migration !== null;
  return {
    left: {
      ...cell,
      tone: 'removed',
      name: displayName(left),
      note: joined([kindNote(left.kind, isPart), oneLine(left.summary), heldNote(left, names)]),
    },
    mark: { glyph: '→', token: 'renamed', label: confirmed ? 'renamed by a migration' : 'perhaps renamed' },
    right: {
      ...cell,
      name: confirmed ? displayName(right) : `${displayName(right)}?`,
      note: joined([
        ...(confirmed ? ['renamed by a migration', evidence] : [`renamed? ${evidence}`]),
        heldNote(right, names),
      ]),
    },
  };
}

/** A single changed attribute shows both its values at once; of several the right side says which. */
function changedNote(difference: PageDifference, side: 'left' | 'right', isPart: boolean): string {
  const kind = kindNote(difference.kind, isPart);
  const [attribute, ...others] = difference.attributes;
  if (attribute === undefined) return kind;
  if (others.length === 0) return joined([kind, `${oneLine(attribute.name)}: ${valueText(attribute[side])}`]);
  return side === 'left' ? kind : changedAttributes(difference);
}

function changedAttributes({ attributes }: PageDifference): string {
  return `${attributes.map((attribute) => oneLine(attribute.name)).join(', ')} changed`;
}

function attributeCell(name: string, value: PageDifference['attributes'][number]['left']): SideCell {
  return { ...nothing, prefix: `${oneLine(name)}: `, name: valueText(value), code: value !== null };
}

/** Long enough for every tooltip, short enough not to burden the page with a function's body. */
const longestValue = 2_000;

function valueText(value: PageDifference['attributes'][number]['left']): string {
  const text = scalarText(value);
  if (text === null) return 'none';
  return text === '' ? "''" : oneLine(text.slice(0, longestValue));
}

/** The bare name on one line; an enum value in quotes, as SQL writes it. */
export function displayName(object: { readonly kind: Kind; readonly name: string }): string {
  const name = oneLine(object.name);
  return object.kind === 'enum value' ? `'${name.replaceAll("'", "''")}'` : name;
}

/** The kind, but for parts whose kind is obvious from where they stand and how they look. */
function kindNote(kind: Kind, isPart: boolean): string {
  return isPart && (kind === 'column' || kind === 'enum value' || kind === 'attribute') ? '' : kind;
}

function markOf(difference: PageDifference, names: SideNames): Mark {
  const label = statusText(difference.status, names);
  switch (difference.status) {
    case 'leftOnly':
      return { glyph: '−', token: 'removed', label };
    case 'rightOnly':
      return { glyph: '+', token: 'added', label };
    case 'changed':
      return { glyph: '~', token: 'changed', label };
  }
}

/** "only in production", "changed". */
export function statusText(status: PageDifference['status'], names: SideNames): string {
  return status === 'changed' ? 'changed' : `only in ${oneLine(status === 'leftOnly' ? names.left : names.right)}`;
}

/** What an owner's row says about the migrations behind its parts: "1 migration · 2 in no migration". */
export function migrationsText(content: Extract<NodeContent, { type: 'owner' }>): string {
  const differences = content.own === null ? content.parts : [content.own, ...content.parts];
  const files = new Set<string>();
  let unmanaged = 0;
  for (const { explanation, isIgnored } of differences) {
    if (isIgnored) continue;
    if (explanation.file === null) unmanaged += 1;
    else files.add(explanation.file);
  }
  return joined([
    files.size === 0 ? '' : counted(files.size, 'migration'),
    unmanaged === 0 ? '' : `${unmanaged} in no migration`,
  ]);
}

/** The path to copy or to show for a row; a heading has none. */
export function rowPath(content: NodeContent): string | null {
  return content.type === 'owner' ? content.owner.path : (differenceOf(content)?.path ?? null);
}

function joined(parts: readonly string[]): string {
  return parts.filter((part) => part !== '').join(' · ');
}

/** What a row is, behind its path in the detail pane: "column, only in local". */
export function rowSentence(content: NodeContent, names: SideNames): string {
  if (content.type === 'owner') {
    const { left, right } = ownerCells(content);
    return left.note === content.owner.kind ? `${content.owner.kind}, ${right.note}` : `${left.note} · ${right.note}`;
  }
  if (content.type === 'rename') {
    const renamed = content.left.rename?.migration ? 'renamed' : 'perhaps renamed';
    return [`${content.left.kind}, ${renamed} to ${oneLine(content.right.path)}`, heldNote(content.left, names)]
      .filter((part) => part !== '')
      .join(', ');
  }
  const difference = differenceOf(content);
  if (difference === null) return '';
  return [difference.kind, statusText(difference.status, names), hint(difference), heldNote(difference, names)]
    .filter((part) => part !== '')
    .join(', ');
}

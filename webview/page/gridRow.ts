import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import type { PageDifference, PageExplanation } from '../../src/protocol/pageModel.ts';
import { causeTag, causeToken, explanationSentence, migrationLink } from '../model/explanations.ts';
import { decisionTitles, decisionsFor } from '../model/rowActions.ts';
import type { Decision } from '../model/rowActions.ts';
import { evidenceText, migrationsText, rowCells } from '../model/rowCells.ts';
import type { SideCell, SideNames } from '../model/rowCells.ts';
import { oneLine } from '../model/text.ts';
import type { GridRow } from '../model/visibleRows.ts';

interface Answers {
  readonly act: (action: 'toggle' | 'jump') => void;
  readonly decide: (decision: Decision) => void;
}

/** The four cells of one row. */
export function renderRowCells(row: GridRow, names: SideNames, answers: Answers): TemplateResult {
  const { act } = answers;
  const { left, mark, right } = rowCells(row.node.content, names);
  const twist = renderTwist(row, act);
  const twistOnRight = left.tone === 'absent';
  return html`<span role="gridcell" class="side left ${toneClass(left)}" title=${cellText(left)}
      >${twistOnRight ? indent(row) : twist}${renderSide(left)}</span
    ><span
      role="gridcell"
      class="mark ${mark?.token ?? ''}"
      aria-label=${mark?.label ?? nothing}
      title=${mark?.label ?? nothing}
      >${mark?.glyph ?? nothing}</span
    ><span role="gridcell" class="side right ${toneClass(right)}" title=${cellText(right)}
      >${twistOnRight ? twist : nothing}${renderSide(right)}</span
    ><span role="gridcell" class="explanation">${renderExplanation(row, names, answers)}</span>`;
}

function toneClass({ tone }: SideCell): string {
  return tone === 'absent' ? 'absent hatched' : tone;
}

/** In the outermost rows names stand in one line, whether there is something to open or not. */
function indent(row: GridRow): TemplateResult | typeof nothing {
  return row.level === 1 ? html`<span class="twist"></span>` : nothing;
}

function renderTwist(row: GridRow, act: Answers['act']): TemplateResult | typeof nothing {
  if (row.expanded === undefined) return indent(row);
  return html`<span
    class="twist"
    aria-hidden="true"
    @mousedown=${(event: MouseEvent) => {
      if (event.button === 0) act('toggle');
    }}
    @dblclick=${(event: MouseEvent) => {
      event.stopPropagation();
    }}
    >${row.expanded ? '▾' : '▸'}</span
  >`;
}

function renderSide(cell: SideCell): TemplateResult | typeof nothing {
  if (cell.name === '') return nothing;
  const prefix = cell.prefix === '' ? nothing : html`<span class="dim">${cell.prefix}</span>`;
  const note = cell.note === '' ? nothing : html` <span class="note">${cell.note}</span>`;
  return html`<span class="name ${cell.code ? 'code' : ''}">${prefix}${cell.name}</span>${note}`;
}

function cellText(cell: SideCell): string | typeof nothing {
  const text = [cell.prefix + cell.name, cell.note].filter((part) => part !== '').join('  ');
  return text === '' ? nothing : text;
}

function renderExplanation(row: GridRow, names: SideNames, answers: Answers): TemplateResult | typeof nothing {
  const { content } = row.node;
  switch (content.type) {
    case 'group':
    case 'attribute':
      return nothing;
    case 'owner':
      return html`<span class="dim">${migrationsText(content)}</span>`;
    case 'difference':
      return content.difference.isIgnored && decisionsFor(content).length > 0
        ? html`<span class="tag ignored">ignored</span>${renderDecision('stopIgnoring', 'stop ignoring', answers)}`
        : renderLink(content.difference.explanation, names, answers.act);
    case 'rename':
      return renderRename(content.left, names, answers);
  }
}

/** What a reader can say of a suspected rename; where a migration says it already, that comes first. */
function renderRename(left: PageDifference, names: SideNames, answers: Answers): TemplateResult {
  const { explanation, rename } = left;
  const migration = rename?.migration ?? null;
  const evidence = rename === null ? '' : evidenceText(rename, left.kind);
  return html`${
      migration === null
        ? renderTag(explanation, names)
        : html`<span class="tag pending" title=${evidence}>renamed</span>${renderMigration(
              { ...explanation, ...migration, candidateCount: 0 },
              names,
              answers.act,
              `Renamed by ${oneLine(migration.revision)}\n${oneLine(migration.file)}:${migration.line}`,
            )}`
    }${renderDecision('accept', 'accept', answers, evidence)}<span class="dim" aria-hidden="true">·</span
    >${renderDecision('reject', 'not a rename', answers, evidence)}`;
}

function renderDecision(
  decision: Decision,
  text: string,
  { decide }: Answers,
  tooltip = decisionTitles[decision],
): TemplateResult {
  return html`<button
    class="link"
    tabindex="-1"
    title=${tooltip}
    @click=${() => {
      decide(decision);
    }}
  >
    ${text}
  </button>`;
}

function renderTag(explanation: PageExplanation, names: SideNames): TemplateResult {
  const sentence = explanationSentence(explanation, names);
  return html`<span class="tag ${causeToken(explanation.cause)}" title=${sentence}
    >${causeTag(explanation.cause)}</span
  >`;
}

function renderLink(explanation: PageExplanation, names: SideNames, act: Answers['act']): TemplateResult {
  return html`${renderTag(explanation, names)}${renderMigration(explanation, names, act)}`;
}

function renderMigration(
  explanation: PageExplanation,
  names: SideNames,
  act: Answers['act'],
  sentence = explanationSentence(explanation, names),
): TemplateResult {
  const link = migrationLink(explanation);
  const jump = (): void => {
    act('jump');
  };
  return html`${
    link === null
      ? nothing
      : html`<button
          class="link migration"
          tabindex="-1"
          aria-label=${link.head + link.tail}
          title=${sentence}
          @click=${jump}
        >
          <span class="head-part">${link.head}</span><span class="tail-part">${link.tail}</span>
        </button>`
  }${
    explanation.candidateCount > 1
      ? html`<button class="link" tabindex="-1" title="Choose the place to go to" @click=${jump}>
          ${explanation.candidateCount} places
        </button>`
      : nothing
  }`;
}

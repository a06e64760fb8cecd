import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { button } from '../controls/button.ts';
import { hasRows } from '../model/arrangement.ts';
import type { Arrangement } from '../model/arrangement.ts';
import { noFilters } from '../model/filter.ts';
import type { Decision } from '../model/rowActions.ts';
import type { SideNames } from '../model/rowCells.ts';
import type { RowAction } from '../model/rowEffect.ts';
import { definedBy } from '../model/tree.ts';
import type { ViewSettings } from '../model/viewSettings.ts';
import './detailPane.ts';
import type { Definitions } from './detailPane.ts';
import './differenceGrid.ts';
import { renderEqual } from './equalMessage.ts';
import { tell } from './events.ts';
import './notices.ts';
import './splitter.ts';
import { styleProperties } from './styleProperties.ts';
import './tools.ts';
import './verdict.ts';

/** Whom the grid tells what the reader does to its rows, each by its index. */
export interface RowListeners {
  readonly onActive: (index: number) => void;
  readonly onAction: (action: RowAction, index: number) => void;
  readonly onDecision: (decision: Decision, index: number) => void;
  readonly onMenu: (index: number) => void;
  readonly onLeaveSearch: () => void;
}

interface Shown {
  /** It is the result of before: the sides are read again. */
  readonly busy: boolean;
  readonly settings: Pick<ViewSettings, 'detailOpen' | 'detailHeight'>;
  readonly definitions: ReadonlyMap<number, Definitions>;
  readonly held: SideNames['held'];
  /** How high the definitions may be, in CSS pixels. */
  readonly tallest: number;
  readonly listeners: RowListeners;
}

/** The tab of schema differences, once there is a comparison. */
export function renderSchemaResult(arrangement: Arrangement, shown: Shown): TemplateResult {
  const { comparison, counts } = arrangement.prepared;
  const { busy } = shown;
  return html`<div class="result ${busy ? 'before' : ''}" ?inert=${busy} aria-busy=${busy}>
    <comparison-verdict
      .comparison=${comparison}
      .counts=${counts}
      .chosen=${arrangement.filters.causes}
      .showsIgnored=${arrangement.filters.ignored}
      .showsRemaining=${arrangement.filters.remaining}
    ></comparison-verdict>
    ${
      comparison.notices.length === 0 && comparison.normalForm === null
        ? nothing
        : html`<comparison-notices
            .notices=${comparison.notices}
            .normalForm=${comparison.normalForm}
          ></comparison-notices>`
    }
    ${hasRows(arrangement) ? renderDifferences(arrangement, shown) : renderEqual(comparison)}
  </div>`;
}

function renderDifferences(arrangement: Arrangement, shown: Shown): TemplateResult {
  const { comparison, counts } = arrangement.prepared;
  const { held, listeners } = shown;
  const sides = { left: comparison.left.name, right: comparison.right.name };
  const names: SideNames = held === undefined ? sides : { ...sides, held };
  return html`<grid-tools
      .counts=${counts}
      .filters=${arrangement.filters}
      .grouping=${arrangement.grouping}
      .names=${names}
      .total=${comparison.differences.length}
      .shown=${arrangement.shown}
      @leave-search=${listeners.onLeaveSearch}
    ></grid-tools>
    ${
      arrangement.rows.length === 0
        ? html`<div class="message">
            <p>No difference matches</p>
            ${button({
              text: 'Clear Filters',
              appearance: 'secondary',
              onClick: ({ currentTarget }) => {
                if (currentTarget !== null) tell(currentTarget, 'page-filters', noFilters);
              },
            })}
          </div>`
        : html`<difference-grid
              .rows=${arrangement.rows}
              .active=${arrangement.active}
              .names=${names}
              @row-active=${({ detail }: CustomEvent<number>) => {
                listeners.onActive(detail);
              }}
              @row-action=${({ detail }: CustomEvent<{ readonly action: RowAction; readonly index: number }>) => {
                listeners.onAction(detail.action, detail.index);
              }}
              @row-decision=${({ detail }: CustomEvent<{ readonly decision: Decision; readonly index: number }>) => {
                listeners.onDecision(detail.decision, detail.index);
              }}
              @row-menu=${({ detail }: CustomEvent<number>) => {
                listeners.onMenu(detail);
              }}
            ></difference-grid>
            ${shown.settings.detailOpen ? renderDetail(arrangement, names, shown) : nothing}`
    }`;
}

function renderDetail(
  arrangement: Arrangement,
  names: SideNames,
  { settings, definitions, tallest }: Shown,
): TemplateResult {
  const content = arrangement.rows[arrangement.active]?.node.content ?? null;
  const difference = content === null ? null : definedBy(content);
  const height = Math.min(settings.detailHeight, tallest);
  return html`<detail-splitter
      .height=${height}
      .limit=${tallest}
      @pane-height=${({ currentTarget, detail }: CustomEvent<number>) => {
        if (currentTarget !== null) tell(currentTarget, 'page-view', { detailHeight: detail });
      }}
    ></detail-splitter>
    <detail-pane
      role="region"
      aria-label="Definitions"
      ${styleProperties({ height: `${height}px` })}
      .content=${content}
      .names=${names}
      .definitions=${difference === null ? null : (definitions.get(difference.id) ?? null)}
    ></detail-pane>`;
}

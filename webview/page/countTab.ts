import { html } from 'lit';
import type { TemplateResult } from 'lit';
import type { CountsMessage } from '../../src/protocol/countMessages.ts';
import { isCounting, isUncounted, mergeCounts } from '../model/countData.ts';
import type { CountData } from '../model/countData.ts';
import type { CountSettings } from '../model/countSettings.ts';
import { countsNote, heldRows } from '../model/countsOnSchema.ts';
import type { SideNames } from '../model/rowCells.ts';
import { countedFacts } from '../model/sideFacts.ts';
import '../rows/rowCounts.ts';

/** What the page knows of the row counts of its pair, and what its frame shows of them. */
export interface CountTab {
  readonly data: CountData | null;
  /** What tables hold, for the schema's rows; undefined before they are counted. */
  readonly held: SideNames['held'];
}

export const noCounts: CountTab = { data: null, held: undefined };

export function countTabAfter(before: CountTab, message: CountsMessage): CountTab {
  const data = mergeCounts(before.data, message);
  return { data, held: heldRows(data) };
}

/** What the frame of the page shows while the tab is in front. */
export function countFrame({ data }: CountTab) {
  return {
    facts: { left: countedFacts(data?.run.left), right: countedFacts(data?.run.right) },
    busy: data !== null && isCounting(data),
    canExport: data !== null && data.tables.size > 0,
    /** For the tab itself. */
    note: countsNote(data),
    /** Nothing was counted: what is chosen waits until it is. */
    isWaiting: data === null || isUncounted(data),
  };
}

export function renderCounts(
  { data }: CountTab,
  shown: {
    readonly settings: CountSettings;
    readonly chosen: { readonly left: string | null; readonly right: string | null };
    readonly differing: ReadonlySet<string>;
  },
): TemplateResult {
  return html`<row-counts
    role="tabpanel"
    aria-label="Row Counts"
    .data=${data}
    .settings=${shown.settings}
    .chosen=${shown.chosen}
    .differing=${shown.differing}
  ></row-counts>`;
}

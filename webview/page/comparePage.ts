import { LitElement, html, nothing } from 'lit';
import type { PropertyValues, TemplateResult } from 'lit';
import { customElement, query, state } from 'lit/decorators.js';
import type { ToPage } from '../../src/protocol/messages.ts';
import type { PageState } from '../../src/protocol/pageModel.ts';
import type { Host } from '../host.ts';
import { arrange, atNextDifference, placeOf, prepare, rearranged, revealed } from '../model/arrangement.ts';
import type { Arrangement } from '../model/arrangement.ts';
import { countMenuContext, decisionMessage, menuContext } from '../model/rowActions.ts';
import { rowEffect } from '../model/rowEffect.ts';
import type { RowAction } from '../model/rowEffect.ts';
import { readFacts } from '../model/sideFacts.ts';
import { definedBy, differenceOf } from '../model/tree.ts';
import { defaultViewSettings, readViewSettings } from '../model/viewSettings.ts';
import type { ViewSettings } from '../model/viewSettings.ts';
import { countFrame, countTabAfter, noCounts, renderCounts } from './countTab.ts';
import type { CountTab } from './countTab.ts';
import type { Definitions } from './detailPane.ts';
import type { DifferenceGrid } from './differenceGrid.ts';
import type { PageEvent } from './events.ts';
import './pageHeader.ts';
import type { PageHeader } from './pageHeader.ts';
import { listenToPageKeys } from './pageKeys.ts';
import type { PageKey } from './pageKeys.ts';
import { messageStyles, pageStyles } from './pageStyles.ts';
import './pageTabs.ts';
import './runStatus.ts';
import { renderSchemaResult } from './schemaResult.ts';
import type { RowListeners } from './schemaResult.ts';
import { baseStyles, themeStyles } from './styles.ts';
import type { GridTools } from './tools.ts';
import type { RowCounts } from '../rows/rowCounts.ts';

/** Long enough that a held arrow key does not ask for the definition of every row it passes. */
const definitionDelay = 80;

const nowhere: ReadonlySet<string> = new Set();

/** The comparison page: it holds the state, its parts draw it and tell what the reader wants. */
@customElement('database-compare-page')
export class ComparePage extends LitElement {
  static override readonly styles = [themeStyles, baseStyles, messageStyles, pageStyles];

  @state() private page: PageState | null = null;
  @state() private progress: { readonly left: string; readonly right: string } | null = null;
  /** The last result, which stays while the same pair is read again. */
  @state() private arrangement: Arrangement | null = null;
  @state() private settings: ViewSettings = defaultViewSettings;
  /** What was chosen before a first comparison. */
  @state() private picked: { readonly left: string | null; readonly right: string | null } | null = null;
  @state() private definitions: ReadonlyMap<number, Definitions> = new Map();

  @state() private counts: CountTab = noCounts;

  @query('row-counts') private readonly rowCounts!: RowCounts | null;
  @query('difference-grid') private readonly grid!: DifferenceGrid | null;
  @query('grid-tools') private readonly tools!: GridTools | null;
  @query('page-header') private readonly header!: PageHeader;

  private host: Host | undefined;
  private definitionTimer: ReturnType<typeof setTimeout> | undefined;
  private readonly rowListeners: RowListeners = {
    onActive: (index) => {
      this.rearrange({ active: index });
      this.revealActive();
    },
    onAction: (action, index) => {
      this.onRowAction(action, index);
    },
    onDecision: (decision, index) => {
      const content = this.arrangement?.rows[index]?.node.content;
      const difference = content === undefined ? null : differenceOf(content);
      if (difference !== null) this.host?.post(decisionMessage(decision, difference.id));
    },
    // VS Code looks for what its context menu is about from the outermost element on, which no shadow root hides.
    onMenu: (index) => {
      const content = this.arrangement?.rows[index]?.node.content ?? null;
      this.dataset['vscodeContext'] = JSON.stringify(menuContext(content));
    },
    onLeaveSearch: () => {
      this.grid?.focus();
    },
  };

  constructor() {
    super();
    listenToPageKeys(this, (key) => this.onPageKey(key));
  }

  /** Begins to speak with the extension. */
  connect(host: Host): void {
    this.host = host;
    this.settings = readViewSettings(host.recall());
    host.listen((message) => {
      this.receive(message);
    });
    host.post({ type: 'ready' });
  }

  private receive(message: ToPage): void {
    switch (message.type) {
      case 'state':
        this.receiveState(message.state);
        break;
      case 'progress':
        this.progress = { left: message.left, right: message.right };
        break;
      case 'counts':
        this.counts = countTabAfter(this.counts, message);
        break;
      case 'showTab':
        this.changeSettings({ tab: message.tab });
        break;
      case 'reveal':
        if (this.arrangement === null) break;
        this.changeSettings({ tab: 'schema' });
        this.arrangement = revealed(this.arrangement, message);
        this.revealActive();
        break;
      case 'definition':
        this.definitions = new Map(this.definitions).set(message.id, { left: message.left, right: message.right });
        break;
    }
  }

  private receiveState(page: PageState): void {
    this.page = page;
    this.picked = null;
    this.progress = null;
    this.changeSettings({ left: page.left, right: page.right });
    if (page.run.phase !== 'ready') return;
    const prepared = prepare(page.run.comparison);
    this.definitions = new Map();
    this.arrangement =
      this.arrangement === null
        ? arrange(prepared, this.settings.grouping, this.settings.place)
        : rearranged(this.arrangement, { prepared });
  }

  private changeSettings(change: Partial<ViewSettings>): void {
    this.settings = { ...this.settings, ...change };
  }

  /** The result to show: that of this run, or of before while the same pair is read again or swapped. */
  private get visible(): Arrangement | null {
    if (this.page === null || this.arrangement === null) return null;
    const { run, left, right } = this.page;
    if (run.phase === 'ready') return this.arrangement;
    const { comparison } = this.arrangement.prepared;
    const names = [comparison.left.name, comparison.right.name];
    const samePair = left !== null && right !== null && names.includes(left) && names.includes(right);
    return run.phase === 'loading' && samePair ? this.arrangement : null;
  }

  override updated(changed: PropertyValues): void {
    if (changed.has('arrangement') || changed.has('settings') || changed.has('definitions')) this.askForDefinition();
    if ((changed.has('arrangement') || changed.has('settings')) && this.page !== null) {
      const place = this.arrangement === null ? this.settings.place : placeOf(this.arrangement);
      this.host?.remember({ ...this.settings, place });
    }
    if (changed.has('arrangement') && changed.get('arrangement') === null) {
      if (document.activeElement === document.body) this.grid?.focus();
      this.revealActive();
    }
  }

  private askForDefinition(): void {
    clearTimeout(this.definitionTimer);
    const row = this.arrangement?.rows[this.arrangement.active];
    const difference = row === undefined ? null : definedBy(row.node.content);
    if (difference === null || !this.settings.detailOpen || this.definitions.has(difference.id)) return;
    this.definitionTimer = setTimeout(() => {
      this.host?.post({ type: 'requestDefinition', id: difference.id });
    }, definitionDelay);
  }

  override render(): TemplateResult | typeof nothing {
    const { page, visible } = this;
    if (page === null) return nothing;
    const shown = this.picked === null ? page : { ...page, ...this.picked };
    const { tab } = this.settings;
    const isRows = tab === 'rows';
    const read = visible?.prepared.comparison;
    const counts = countFrame(this.counts);
    const schema = {
      facts: {
        left: read === undefined ? '' : readFacts(read.left),
        right: read === undefined ? '' : readFacts(read.right),
      },
      busy: page.run.phase === 'loading',
      canExport: page.run.phase === 'ready',
      note: read === undefined ? '' : read.differences.length.toLocaleString('en-US'),
    };
    const frame = isRows ? counts : schema;
    return html`<page-header
        role="banner"
        .environments=${page.environments}
        .left=${shown.left}
        .right=${shown.right}
        .facts=${frame.facts}
        .tab=${tab}
        .busy=${frame.busy}
        .canExport=${frame.canExport}
        .options=${page.options}
        @page-request=${this.onRequest}
        @page-pick=${this.onPick}
      ></page-header>
      <page-tabs
        role="navigation"
        aria-label="Tabs"
        .tab=${tab}
        .notes=${{ schema: schema.note, rows: counts.note }}
        @page-tab=${this.onTab}
      ></page-tabs>
      <main
        @contextmenu=${this.onContextMenu}
        @page-request=${this.onRequest}
        @page-view=${this.onView}
        @page-filters=${this.onFilters}
        @count-settings=${this.onCountSettings}
        @count-menu=${this.onCountMenu}
      >
        ${
          isRows
            ? renderCounts(this.counts, { settings: this.settings.counts, chosen: shown, differing: this.differing })
            : this.renderSchema(shown, page.run.phase, visible)
        }
      </main>`;
  }

  /** The tables that are among the differences, or parts of which are. */
  private get differing(): ReadonlySet<string> {
    return this.page?.run.phase === 'ready' ? (this.arrangement?.prepared.differing ?? nowhere) : nowhere;
  }

  private renderSchema(
    shown: PageState,
    phase: PageState['run']['phase'],
    visible: Arrangement | null,
  ): TemplateResult {
    const busy = phase === 'loading';
    return html`<div class="result" role="tabpanel" aria-label="Schema">
      ${
        phase === 'ready'
          ? nothing
          : html`<run-status ?strip=${busy && visible !== null} .page=${shown} .progress=${this.progress}></run-status>`
      }
      ${
        visible === null
          ? nothing
          : renderSchemaResult(visible, {
              busy,
              settings: this.settings,
              definitions: this.definitions,
              held: this.counts.held,
              tallest: Math.round(this.clientHeight * 0.7),
              listeners: this.rowListeners,
            })
      }
    </div>`;
  }

  private rearrange(change: Parameters<typeof rearranged>[1]): void {
    if (this.arrangement !== null) this.arrangement = rearranged(this.arrangement, change);
  }

  private onRequest(event: PageEvent<'page-request'>): void {
    this.host?.post(event.detail);
  }

  private onView(event: PageEvent<'page-view'>): void {
    this.changeSettings(event.detail);
    if (event.detail.grouping !== undefined) this.rearrange({ grouping: event.detail.grouping });
  }

  private onFilters(event: PageEvent<'page-filters'>): void {
    if (this.arrangement !== null) this.rearrange({ filters: { ...this.arrangement.filters, ...event.detail } });
  }

  /** Choosing the other side's environment exchanges both. Before the first comparison a choice reads nothing yet. */
  private onPick({ detail: { side, name } }: PageEvent<'page-pick'>): void {
    if (this.page === null) return;
    const now = this.picked ?? { left: this.page.left, right: this.page.right };
    const other = side === 'left' ? 'right' : 'left';
    if (now[side] === name) return;
    const next = { ...now, [side]: name, [other]: now[other] === name ? now[side] : now[other] };
    const { phase } = this.page.run;
    if (this.settings.tab === 'rows') {
      if (next.left === null || next.right === null || countFrame(this.counts).isWaiting) this.picked = next;
      else if (now[other] === name) this.host?.post({ type: 'swap' });
      else this.host?.post({ type: 'countPair', left: next.left, right: next.right });
    } else if (phase === 'idle' || next.left === null || next.right === null) this.picked = next;
    else if (phase === 'ready' && now[other] === name) this.host?.post({ type: 'swap' });
    else this.host?.post({ type: 'compare', left: next.left, right: next.right });
  }

  private onTab({ detail: tab }: PageEvent<'page-tab'>): void {
    this.changeSettings({ tab });
    if (tab === 'rows') this.host?.post({ type: 'openCounts' });
  }

  private onCountSettings({ detail }: PageEvent<'count-settings'>): void {
    this.changeSettings({ counts: { ...this.settings.counts, ...detail } });
  }

  private onCountMenu({ detail: path }: PageEvent<'count-menu'>): void {
    const differs = path !== null && this.differing.has(path);
    this.dataset['vscodeContext'] = JSON.stringify(countMenuContext(path, differs));
  }

  private revealActive(): void {
    void this.updateComplete.then(() => this.grid?.updateComplete).then(() => this.grid?.revealActive());
  }

  private onRowAction(action: RowAction, index: number): void {
    const { arrangement } = this;
    const row = arrangement?.rows[index];
    if (arrangement === null || row === undefined) return;
    const effect = rowEffect(action, row, arrangement.rows, arrangement.flipped);
    if (effect?.type === 'flip') this.rearrange({ flipped: effect.flipped });
    else if (effect?.type === 'post') this.host?.post(effect.message);
    else if (effect !== undefined) {
      this.changeSettings({ detailOpen: effect.open === 'toggle' ? !this.settings.detailOpen : effect.open });
    }
  }

  /** What was said of a row holds for no other place. */
  private onContextMenu(event: Event): void {
    const [inside] = event.composedPath();
    if (inside instanceof Element && inside.closest('[role=treegrid]') === null) delete this.dataset['vscodeContext'];
  }

  /** Whether the key is used up by that. */
  private onPageKey(key: PageKey): boolean {
    const isRows = this.settings.tab === 'rows';
    switch (key) {
      case 'nextDifference':
      case 'previousDifference': {
        const { arrangement } = this;
        if (isRows || arrangement === null || this.page?.run.phase !== 'ready') return false;
        this.goToDifference(arrangement, key === 'nextDifference' ? 1 : -1);
        return true;
      }
      case 'search': {
        const searched = isRows ? this.rowCounts : this.tools;
        searched?.focusSearch();
        return searched !== null;
      }
      case 'help':
        this.header.toggleHelp();
        return true;
      case 'close':
        if (isRows) {
          this.changeSettings({ counts: { ...this.settings.counts, paneOpen: false } });
          this.rowCounts?.focus();
        } else if (this.settings.detailOpen) {
          this.changeSettings({ detailOpen: false });
          this.grid?.focus();
        }
        return false;
    }
  }

  private goToDifference(arrangement: Arrangement, step: 1 | -1): void {
    const there = atNextDifference(arrangement, step);
    if (there === undefined) return;
    this.arrangement = there;
    this.grid?.focus();
    this.revealActive();
  }
}

import { LitElement, html, nothing } from 'lit';
import type { PropertyValues, TemplateResult } from 'lit';
import { customElement, query, state } from 'lit/decorators.js';
import type { ToPage } from '../../src/protocol/messages.ts';
import type { PageState } from '../../src/protocol/pageModel.ts';
import { button } from '../controls/button.ts';
import type { Host } from '../host.ts';
import { arrange, placeOf, prepare, rearranged, revealed, withActiveKey } from '../model/arrangement.ts';
import type { Arrangement } from '../model/arrangement.ts';
import { noFilters } from '../model/filter.ts';
import { decisionMessage, menuContext } from '../model/rowActions.ts';
import type { Decision } from '../model/rowActions.ts';
import { rowEffect } from '../model/rowEffect.ts';
import type { RowAction } from '../model/rowEffect.ts';
import { definedBy, differenceOf } from '../model/tree.ts';
import { defaultViewSettings, readViewSettings } from '../model/viewSettings.ts';
import type { ViewSettings } from '../model/viewSettings.ts';
import { nextStop, withOpen } from '../model/visibleRows.ts';
import './detailPane.ts';
import type { Definitions } from './detailPane.ts';
import './differenceGrid.ts';
import type { DifferenceGrid } from './differenceGrid.ts';
import { renderEqual } from './equalMessage.ts';
import { isTyping } from './events.ts';
import type { PageEvent } from './events.ts';
import './notices.ts';
import './pageHeader.ts';
import type { PageHeader } from './pageHeader.ts';
import { pageStyles } from './pageStyles.ts';
import './runStatus.ts';
import './splitter.ts';
import { styleProperties } from './styleProperties.ts';
import { baseStyles, themeStyles } from './styles.ts';
import './tools.ts';
import type { GridTools } from './tools.ts';
import './verdict.ts';

/** Long enough that a held arrow key does not ask for the definition of every row it passes. */
const definitionDelay = 80;

/** The comparison page: it holds the state, its parts draw it and tell what the reader wants. */
@customElement('database-compare-page')
export class ComparePage extends LitElement {
  static override readonly styles = [themeStyles, baseStyles, pageStyles];

  @state() private page: PageState | null = null;
  @state() private progress: { readonly left: string; readonly right: string } | null = null;
  /** The last result, which stays while the same pair is read again. */
  @state() private arrangement: Arrangement | null = null;
  @state() private settings: ViewSettings = defaultViewSettings;
  /** What was chosen before a first comparison. */
  @state() private picked: { readonly left: string | null; readonly right: string | null } | null = null;
  @state() private definitions: ReadonlyMap<number, Definitions> = new Map();

  @query('difference-grid') private readonly grid!: DifferenceGrid | null;
  @query('grid-tools') private readonly tools!: GridTools | null;
  @query('page-header') private readonly header!: PageHeader;

  private host: Host | undefined;
  private definitionTimer: ReturnType<typeof setTimeout> | undefined;
  private readonly onKeyDown = (event: KeyboardEvent): void => {
    this.onPageKey(event);
  };

  /** Begins to speak with the extension. */
  connect(host: Host): void {
    this.host = host;
    this.settings = readViewSettings(host.recall());
    host.listen((message) => {
      this.receive(message);
    });
    host.post({ type: 'ready' });
  }

  override connectedCallback(): void {
    super.connectedCallback();
    window.addEventListener('keydown', this.onKeyDown);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    window.removeEventListener('keydown', this.onKeyDown);
  }

  private receive(message: ToPage): void {
    switch (message.type) {
      case 'state':
        this.receiveState(message.state);
        break;
      case 'progress':
        this.progress = { left: message.left, right: message.right };
        break;
      case 'reveal':
        if (this.arrangement === null) break;
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
    const busy = page.run.phase === 'loading';
    return html`<page-header
        role="banner"
        .environments=${page.environments}
        .left=${shown.left}
        .right=${shown.right}
        .read=${visible?.prepared.comparison ?? null}
        .busy=${busy}
        .canExport=${page.run.phase === 'ready'}
        .options=${page.options}
        @page-request=${this.onRequest}
        @page-pick=${this.onPick}
      ></page-header>
      <main
        @contextmenu=${this.onContextMenu}
        @page-request=${this.onRequest}
        @page-view=${this.onView}
        @page-filters=${this.onFilters}
      >
        ${
          page.run.phase === 'ready'
            ? nothing
            : html`<run-status
                ?strip=${busy && visible !== null}
                .page=${shown}
                .progress=${this.progress}
              ></run-status>`
        }
        ${visible === null ? nothing : this.renderResult(visible, busy)}
      </main>`;
  }

  private renderResult(arrangement: Arrangement, busy: boolean): TemplateResult {
    const { comparison, counts } = arrangement.prepared;
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
      ${hasRows(arrangement) ? this.renderDifferences(arrangement) : renderEqual(comparison)}
    </div>`;
  }

  private renderDifferences(arrangement: Arrangement): TemplateResult {
    const { comparison, counts } = arrangement.prepared;
    const names = { left: comparison.left.name, right: comparison.right.name };
    const noMatch = arrangement.rows.length === 0;
    return html`<grid-tools
        .counts=${counts}
        .filters=${arrangement.filters}
        .grouping=${arrangement.grouping}
        .names=${names}
        .total=${comparison.differences.length}
        .shown=${arrangement.shown}
        @leave-search=${() => {
          this.grid?.focus();
        }}
      ></grid-tools>
      ${
        noMatch
          ? html`<div class="message">
              <p>No difference matches</p>
              ${button({
                text: 'Clear Filters',
                appearance: 'secondary',
                onClick: () => {
                  this.rearrange({ filters: noFilters });
                },
              })}
            </div>`
          : html`<difference-grid
                .rows=${arrangement.rows}
                .active=${arrangement.active}
                .names=${names}
                @row-active=${this.onRowActive}
                @row-action=${this.onRowAction}
                @row-decision=${this.onRowDecision}
                @row-menu=${this.onRowMenu}
              ></difference-grid>
              ${this.settings.detailOpen ? this.renderDetail(arrangement, names) : nothing}`
      }`;
  }

  private renderDetail(arrangement: Arrangement, names: { left: string; right: string }): TemplateResult {
    const content = arrangement.rows[arrangement.active]?.node.content ?? null;
    const difference = content === null ? null : definedBy(content);
    const limit = Math.round(this.clientHeight * 0.7);
    const height = Math.min(this.settings.detailHeight, limit);
    return html`<detail-splitter .height=${height} .limit=${limit}></detail-splitter>
      <detail-pane
        role="region"
        aria-label="Definitions"
        ${styleProperties({ height: `${height}px` })}
        .content=${content}
        .names=${names}
        .definitions=${difference === null ? null : (this.definitions.get(difference.id) ?? null)}
      ></detail-pane>`;
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
    if (phase === 'idle' || next.left === null || next.right === null) this.picked = next;
    else if (phase === 'ready' && now[other] === name) this.host?.post({ type: 'swap' });
    else this.host?.post({ type: 'compare', left: next.left, right: next.right });
  }

  private onRowActive(event: CustomEvent<number>): void {
    this.rearrange({ active: event.detail });
    this.revealActive();
  }

  private revealActive(): void {
    void this.updateComplete.then(() => this.grid?.updateComplete).then(() => this.grid?.revealActive());
  }

  private onRowAction({ detail }: CustomEvent<{ readonly action: RowAction; readonly index: number }>): void {
    const { arrangement } = this;
    const row = arrangement?.rows[detail.index];
    if (arrangement === null || row === undefined) return;
    const effect = rowEffect(detail.action, row, arrangement.rows, arrangement.flipped);
    if (effect?.type === 'flip') this.rearrange({ flipped: effect.flipped });
    else if (effect?.type === 'post') this.host?.post(effect.message);
    else if (effect !== undefined) {
      this.changeSettings({ detailOpen: effect.open === 'toggle' ? !this.settings.detailOpen : effect.open });
    }
  }

  private onRowDecision({
    detail: { index, decision },
  }: CustomEvent<{ readonly index: number; readonly decision: Decision }>): void {
    const content = this.arrangement?.rows[index]?.node.content;
    const difference = content === undefined ? null : differenceOf(content);
    if (difference !== null) this.host?.post(decisionMessage(decision, difference.id));
  }

  /** VS Code looks for what its context menu is about from the outermost element on, which no shadow root hides. */
  private onRowMenu({ detail: index }: CustomEvent<number>): void {
    const content = this.arrangement?.rows[index]?.node.content ?? null;
    this.dataset['vscodeContext'] = JSON.stringify(menuContext(content));
  }

  /** What was said of a row holds for no other place. */
  private onContextMenu(event: Event): void {
    const [inside] = event.composedPath();
    if (inside instanceof Element && inside.closest('[role=treegrid]') === null) delete this.dataset['vscodeContext'];
  }

  private onPageKey(event: KeyboardEvent): void {
    const { arrangement } = this;
    if (event.key === 'F7' && arrangement !== null && this.page?.run.phase === 'ready') {
      event.preventDefault();
      this.goToDifference(arrangement, event.shiftKey ? -1 : 1);
    } else if (
      event.key.toLowerCase() === 'f' &&
      (event.ctrlKey || event.metaKey) &&
      !event.shiftKey &&
      !event.altKey
    ) {
      if (this.tools === null) return;
      event.preventDefault();
      this.tools.focusSearch();
    } else if (event.key === '?' && !isTyping(event)) {
      event.preventDefault();
      this.header.toggleHelp();
    } else if (event.key === 'Escape' && !event.defaultPrevented && this.settings.detailOpen) {
      this.changeSettings({ detailOpen: false });
      this.grid?.focus();
    }
  }

  private goToDifference(arrangement: Arrangement, step: 1 | -1): void {
    const stop = nextStop(arrangement.tree, arrangement.rows, arrangement.active, step);
    if (stop === undefined) return;
    const opened = rearranged(arrangement, { flipped: withOpen(arrangement.flipped, stop.ancestors, true) });
    this.arrangement = withActiveKey(opened, stop.node.key);
    this.grid?.focus();
    this.revealActive();
  }
}

/** Whether there is anything to show, some filters aside. */
function hasRows({ prepared: { comparison, remaining }, filters }: Arrangement): boolean {
  return (
    comparison.differences.length > 0 ||
    (filters.ignored && comparison.ignored.length > 0) ||
    (filters.remaining && remaining !== null && remaining.length > 0)
  );
}

import { LitElement, html, nothing } from 'lit';
import type { PropertyValues, TemplateResult } from 'lit';
import { customElement, property, query, queryAll } from 'lit/decorators.js';
import { button } from '../controls/button.ts';
import { copyIcon } from '../controls/icons.ts';
import '../controls/menuButton.ts';
import { progressRing } from '../controls/progressRing.ts';
import { alignDefinitions, subjectLine } from '../model/definitionDiff.ts';
import type { AlignedDefinitions, DefinitionLine } from '../model/definitionDiff.ts';
import { causeTag, causeToken, explanationSentence } from '../model/explanations.ts';
import { decisionMessage, decisionTitles, decisionsFor, jumpMessage } from '../model/rowActions.ts';
import type { Decision } from '../model/rowActions.ts';
import { rowPath, rowSentence } from '../model/rowCells.ts';
import type { SideNames } from '../model/rowCells.ts';
import { oneLine } from '../model/text.ts';
import { definedBy, differenceOf } from '../model/tree.ts';
import type { NodeContent } from '../model/tree.ts';
import { detailStyles } from './detailStyles.ts';
import { tell } from './events.ts';
import { baseStyles } from './styles.ts';

/** The SQL of both sides; null where a side has no such object. */
export interface Definitions {
  readonly left: string | null;
  readonly right: string | null;
}

/** What the active row is, and its definitions side by side. */
@customElement('detail-pane')
export class DetailPane extends LitElement {
  static override readonly styles = [baseStyles, detailStyles];

  @property({ attribute: false }) content: NodeContent | null = null;
  /** null while they are on their way. */
  @property({ attribute: false }) definitions: Definitions | null = null;
  @property({ attribute: false }) names: SideNames = { left: '', right: '' };

  private aligned: AlignedDefinitions | null = null;
  /** The line that the active row is about. */
  private subject: number | undefined;
  @query('.bodies') private readonly bodies!: HTMLElement | null;
  @queryAll('.body') private readonly panes!: NodeListOf<HTMLElement>;

  override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has('definitions') && !changed.has('content')) return;
    const { left, right } = this.definitions ?? { left: null, right: null };
    if (changed.has('definitions'))
      this.aligned = left === null || right === null ? null : alignDefinitions(left, right);
    const name = this.content === null ? '' : (differenceOf(this.content)?.name ?? '');
    this.subject = this.aligned === null ? undefined : subjectLine(this.aligned, name);
  }

  override updated(changed: PropertyValues<this>): void {
    if (changed.has('definitions') || changed.has('content')) this.revealSubject();
  }

  override render(): TemplateResult {
    const { content } = this;
    const path = content === null ? null : rowPath(content);
    if (content === null || path === null)
      return html`<p class="empty dim">Select a difference to see both definitions.</p>`;
    const difference = differenceOf(content);
    return html`<div class="title">
        <b class="path" title=${oneLine(path)}>${oneLine(path)}</b>
        ${button({
          icon: copyIcon,
          label: 'Copy the path',
          tooltip: 'Copy the path',
          appearance: 'quiet',
          onClick: () => {
            tell(this, 'page-request', { type: 'copy', text: path });
          },
        })}
        <span class="dim what">${rowSentence(content, this.names)}</span>
        ${
          difference === null
            ? nothing
            : html`<span
                class="tag ${causeToken(difference.explanation.cause)}"
                title=${explanationSentence(difference.explanation, this.names)}
                >${causeTag(difference.explanation.cause)}</span
              >`
        }
        ${
          difference?.isInNormalForm === true
            ? html`<span class="dim" title="PostgreSQL writes some of it differently by its version or after a restore"
                >compared in a normal form</span
              >`
            : nothing
        }
        <span class="actions">${this.renderActions(content)}</span>
      </div>
      ${this.renderDefinitions()}`;
  }

  private renderActions(content: NodeContent): TemplateResult | typeof nothing {
    const difference = differenceOf(content);
    const explanation = difference?.explanation;
    const jump = jumpMessage(content);
    const id = definedBy(content)?.id;
    if (id === undefined) return nothing;
    return html`${
      jump === null || explanation === undefined
        ? nothing
        : button({
            text: 'Go to Migration',
            appearance: 'primary',
            tooltip: explanationSentence(explanation, this.names),
            onClick: () => {
              tell(this, 'page-request', jump);
            },
          })
    }
    ${this.renderDecisions(content)}
    ${button({
      text: 'Open in Diff Editor',
      appearance: 'quiet',
      onClick: () => {
        tell(this, 'page-request', { type: 'openDiff', id });
      },
    })}`;
  }

  private renderDecisions(content: NodeContent): TemplateResult | typeof nothing {
    const id = differenceOf(content)?.id;
    if (id === undefined) return nothing;
    const decisions = decisionsFor(content);
    const decide = (decision: Decision): void => {
      tell(this, 'page-request', decisionMessage(decision, id));
    };
    const ignoring: readonly Decision[] = decisions.filter(
      (decision) => decision === 'ignore' || decision === 'ignoreAllLikeThis',
    );
    return html`${decisions
      .filter((decision) => !ignoring.includes(decision))
      .map((decision) =>
        button({
          text: decisionTitles[decision],
          appearance: 'quiet',
          onClick: () => {
            decide(decision);
          },
        }),
      )}${
      ignoring.length === 0
        ? nothing
        : html`<menu-button
            commands
            .text=${'Ignore'}
            .items=${ignoring.map((value) => ({ value, label: decisionTitles[value], checked: false }))}
            @choose=${(event: CustomEvent<Decision>) => {
              decide(event.detail);
            }}
          ></menu-button>`
    }`;
  }

  private renderDefinitions(): TemplateResult {
    const { definitions, aligned } = this;
    if (definitions === null) return html`<div class="empty waiting">${progressRing('Loading both definitions')}</div>`;
    return html`<div class="bodies">
      ${this.renderBody('left', definitions.left, aligned?.left)}${this.renderBody('right', definitions.right, aligned?.right)}
    </div>`;
  }

  private renderBody(
    side: 'left' | 'right',
    definition: string | null,
    lines: readonly DefinitionLine[] | undefined,
  ): TemplateResult {
    const name = oneLine(this.names[side]);
    if (definition === null) {
      return html`<div class="half">
        <div class="body hatched absent"><span class="dim">not there</span></div>
      </div>`;
    }
    const shown = lines ?? definition.split(/\r\n|\n|\r/).map((text): DefinitionLine => ({ type: 'same', text }));
    const sign = side === 'left' ? '−' : '+';
    const { subject } = this;
    return html`<div class="half">
      <div class="body code" tabindex="0" role="region" aria-label="Definition in ${name}" @scroll=${this.onScroll}>
        <div class="lines">
          ${shown.map(
            (line, index) =>
              html`<div
                class="line ${line.type} ${side} ${line.type === 'gap' ? 'hatched' : ''} ${index === subject ? 'subject' : ''}"
              >
                <span class="sign" aria-hidden="true">${line.type === 'changed' ? sign : ' '}</span
                ><span class="text">${line.text}</span>
              </div>`,
          )}
        </div>
      </div>
      ${button({
        text: 'Copy Definition',
        label: `Copy Definition of ${name}`,
        appearance: 'quiet',
        onClick: () => {
          tell(this, 'page-request', { type: 'copy', text: definition });
        },
      })}
    </div>`;
  }

  /** Both sides show the same lines. */
  private onScroll(event: Event): void {
    if (!(event.target instanceof HTMLElement)) return;
    for (const pane of this.panes) {
      if (pane === event.target) continue;
      pane.scrollTop = event.target.scrollTop;
      pane.scrollLeft = event.target.scrollLeft;
    }
  }

  private revealSubject(): void {
    const line = this.bodies?.querySelector<HTMLElement>('.subject');
    const pane = line?.closest<HTMLElement>('.body');
    if (line === undefined || line === null || pane === undefined || pane === null) return;
    pane.scrollTop = line.offsetTop - (pane.clientHeight - line.offsetHeight) / 2;
  }
}

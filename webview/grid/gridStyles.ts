import { css, unsafeCSS } from 'lit';

/** Of every row, in CSS pixels: the virtual rows need to know where each one stands without measuring it. */
export const rowHeight = 24;

export const gridStyles = css`
  :host {
    display: flex;
    flex: 1;
    min-height: 0;
  }
  .grid {
    position: relative;
    flex: 1;
    overflow: auto;
    outline: none;
    contain: strict;
  }
  .body {
    position: relative;
    min-width: var(--grid-width);
  }
  .row {
    display: grid;
    grid-template-columns: var(--grid-columns);
    align-items: center;
    height: ${unsafeCSS(rowHeight)}px;
  }
  .body > .row {
    position: absolute;
    inset: 0 0 auto;
    border-bottom: 1px solid transparent;
    cursor: default;
  }
  .row > * {
    min-width: 0;
    padding: 2px 8px;
    overflow: hidden;
    line-height: 19px;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  .head {
    position: sticky;
    top: 0;
    z-index: 1;
    min-width: var(--grid-width);
    color: var(--dim);
    background: var(--background);
    border-bottom: 1px solid var(--line);
    font-size: 11px;
    letter-spacing: 0.04em;
    text-transform: uppercase;
  }
  .body > .row:hover {
    background: var(--hover);
    outline: 1px dashed var(--contrast-focus);
    outline-offset: -1px;
  }
  .body > .row.active {
    color: var(--foreground);
    background: var(--selected-inactive);
    outline: 1px dotted var(--contrast-focus);
    outline-offset: -1px;
  }
  .grid:focus .row.active {
    color: var(--selected-foreground);
    background: var(--selected);
    outline: 1px solid var(--selected-line);
    outline-offset: -1px;
  }

  .side {
    display: flex;
    gap: 8px;
    align-items: baseline;
    align-self: stretch;
  }
  .side.left {
    padding-inline-start: calc(12px + var(--level) * 24px);
  }
  .side.right {
    padding-inline-start: calc(8px + var(--level) * 14px);
  }
  .side > * {
    overflow: hidden;
    text-overflow: ellipsis;
  }
  .side .name {
    flex: none;
    max-width: 85%;
  }
  .side .note {
    flex: 0 1 auto;
    min-width: 0;
    color: var(--dim);
    font-size: 11px;
  }
  .side.heading {
    font-weight: 600;
  }
  .side.absent {
    color: var(--dim);
    font-style: normal;
  }
  /* Dim words on a coloured ground have to be less dim. */
  .side.added,
  .side.removed,
  .row.active {
    --dim: color-mix(in srgb, var(--foreground) 88%, var(--background));
  }
  .side.added {
    background: var(--added);
  }
  .side.removed {
    background: var(--removed);
  }
  .row.active .side {
    --dim: color-mix(in srgb, var(--foreground) 95%, var(--background));
  }
  .grid:focus .row.active,
  .grid:focus .row.active .side {
    --dim: color-mix(in srgb, var(--selected-foreground) 90%, transparent);
  }
  .twist {
    flex: none;
    width: 14px;
    margin-inline-end: -8px;
    padding: 0;
    color: var(--dim);
    background: none;
    border: 0;
    font: inherit;
    text-align: start;
    cursor: pointer;
  }
  .mark {
    padding: 0;
    font-weight: 700;
    text-align: center;
  }
  .mark.added {
    color: var(--added-text);
  }
  .mark.removed {
    color: var(--removed-text);
  }
  .mark.changed {
    color: var(--changed-text);
  }
  .mark.renamed {
    color: var(--link);
  }
  .row.ignored:not(.active) {
    color: var(--dim);
  }
  .row.ignored .side {
    background: none;
    font-style: italic;
  }
  .grid:focus .row.active .mark {
    color: inherit;
  }

  .explanation {
    display: flex;
    gap: 7px;
    align-items: center;
  }
  .explanation .link {
    flex: none;
  }
  .explanation .migration {
    display: flex;
    flex: 0 1 auto;
    min-width: 90px;
  }
  /* Where there is little room, the tag gets shorter with the name. */
  @media (max-width: 900px) {
    .explanation .tag {
      flex: 0 3 auto;
      min-width: 30px;
      overflow: hidden;
      text-overflow: ellipsis;
    }
  }
  .migration .head-part {
    overflow: hidden;
    text-overflow: ellipsis;
  }
  .migration .tail-part {
    flex: none;
  }
  .grid:focus .row.active .explanation > * {
    color: inherit;
  }
  @media (forced-colors: active) {
    .body > .row.active,
    .grid:focus .row.active {
      outline: 2px solid Highlight;
      outline-offset: -2px;
    }
  }
`;

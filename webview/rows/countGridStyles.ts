import { css, unsafeCSS } from 'lit';

/** Of the heading with its two lines, in CSS pixels. */
export const countHeadHeight = 38;

export const countGridStyles = css`
  .head {
    height: ${unsafeCSS(countHeadHeight)}px;
    letter-spacing: 0;
    text-transform: none;
  }
  .head > * {
    display: grid;
    align-content: end;
    align-self: stretch;
    padding: 0;
    overflow: visible;
  }
  .head button {
    position: relative;
    display: grid;
    align-content: end;
    min-width: 0;
    height: 100%;
    padding: 2px 8px;
    color: inherit;
    background: none;
    border: 0;
    font: inherit;
    line-height: 15px;
    text-align: end;
    cursor: pointer;
  }
  .head .sign {
    position: absolute;
    top: 5px;
    right: 8px;
  }
  .head > :first-child .sign {
    right: auto;
    left: 26px;
  }
  .head > :first-child button {
    padding-inline-start: 26px;
    text-align: start;
  }
  .head button:hover {
    color: var(--foreground);
    background: var(--hover);
  }
  .head button:focus-visible {
    outline-offset: -1px;
  }
  .head button > span:last-child {
    overflow: hidden;
    text-overflow: ellipsis;
  }
  .head .group {
    overflow: visible;
    text-align: start;
    white-space: nowrap;
    font-size: 10px;
    letter-spacing: 0.04em;
    text-transform: uppercase;
  }
  .head [aria-sort='ascending'],
  .head [aria-sort='descending'] {
    color: var(--foreground);
    font-weight: 600;
  }
  /* Two columns that belong together stand closer to each other than to the next ones. */
  .first {
    border-inline-start: 1px solid var(--line);
  }
  .table {
    display: flex;
    gap: 8px;
    align-items: baseline;
    padding-inline-start: calc(12px + var(--level) * 18px);
  }
  .table .name {
    flex: 0 1 auto;
    overflow: hidden;
    text-overflow: ellipsis;
  }
  .table .note {
    flex: 0 100 auto;
    min-width: 0;
    overflow: hidden;
    color: var(--dim);
    font-size: 11px;
    text-overflow: ellipsis;
  }
  .number {
    text-align: end;
  }
  .number.quiet,
  .number.absent {
    color: var(--dim);
  }
  .number.doubtful {
    color: color-mix(in srgb, var(--not-in-effect) 45%, var(--foreground));
    font-style: italic;
  }
  .row.active {
    --dim: color-mix(in srgb, var(--foreground) 92%, var(--background));
  }
  .grid:focus .row.active {
    --dim: color-mix(in srgb, var(--selected-foreground) 90%, transparent);
  }
  .grid:focus .row.active .number {
    color: inherit;
  }
  .body > .row {
    border-bottom: 0;
  }
  .body > .row > * {
    align-self: stretch;
  }
  .number.share {
    display: flex;
    gap: 6px;
    align-items: center;
    justify-content: flex-end;
    padding-bottom: 4px;
  }
  .track {
    flex: 1;
    height: 5px;
    background: color-mix(in srgb, var(--foreground) 10%, transparent);
    border-radius: 1px;
    overflow: hidden;
  }
  .track i {
    display: block;
    height: 100%;
    background: var(--bar-left);
    forced-color-adjust: none;
  }
  .right .track i {
    background: var(--bar-right);
  }
`;

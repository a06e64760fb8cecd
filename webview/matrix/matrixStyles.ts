import { css } from 'lit';

export const matrixStyles = css`
  .cell {
    display: flex;
    align-items: center;
    align-self: stretch;
    color: inherit;
  }
  .cell.environment {
    cursor: pointer;
  }
  .cell.absent,
  .cell.unread {
    color: var(--dim);
  }
  .cell.there {
    color: color-mix(in srgb, var(--added-text) 70%, var(--foreground));
  }
  .letter {
    min-width: 22px;
    padding: 0 5px;
    border: 1px solid;
    border-radius: 3px;
    font-weight: 700;
    line-height: 15px;
    text-align: center;
  }
  /* The letter says which form it is; the colour only helps the eye. */
  .letter-0 {
    color: color-mix(in srgb, var(--link) 75%, var(--foreground));
  }
  .letter-1 {
    color: color-mix(in srgb, var(--changed-text) 65%, var(--foreground));
  }
  .letter-2 {
    color: color-mix(in srgb, var(--added-text) 65%, var(--foreground));
  }
  .letter-3 {
    color: color-mix(in srgb, var(--removed-text) 65%, var(--foreground));
  }
  .letter-4 {
    color: var(--foreground);
  }
  .cell.picked {
    background: var(--chosen);
    box-shadow: inset 0 0 0 1px var(--focus);
  }
  .grid:focus .cell.here {
    outline: 1px solid var(--selected-line);
    outline-offset: -2px;
  }
  .grid:focus .row.active .cell > * {
    color: inherit;
  }
  .object {
    gap: 8px;
  }
  .object .name {
    overflow: hidden;
    text-overflow: ellipsis;
  }
  .object .note {
    flex: none;
    color: var(--dim);
    font-size: 11px;
  }
  .head .environment {
    cursor: default;
  }
  @media (forced-colors: active) {
    .grid:focus .cell.here {
      outline: 2px solid Highlight;
    }
  }
`;

import { css } from 'lit';

/** A line of controls above a grid. */
export const toolStyles = css`
  :host {
    display: flex;
    flex-wrap: wrap;
    gap: 6px 8px;
    align-items: center;
    padding: 6px 16px;
    border-bottom: 1px solid var(--line);
  }
  .search {
    flex: 0 1 260px;
    min-width: 140px;
  }
  .chip {
    padding: 2px 8px;
    color: inherit;
    background: none;
    border: 1px solid var(--line);
    border-radius: 3px;
    font: inherit;
    cursor: pointer;
  }
  .chip:hover {
    background: var(--hover);
  }
  .chip[aria-pressed='true'] {
    color: var(--chosen-foreground);
    background: var(--chosen);
    border-color: var(--focus);
    box-shadow: inset 0 0 0 1px var(--contrast-focus);
  }
`;

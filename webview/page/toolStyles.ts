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
`;

import { css } from 'lit';

/** What a tab says above its rows: a sentence, and the parts of the whole to choose from. */
export const verdictStyles = css`
  :host {
    display: block;
    padding: 10px 16px 12px;
    background: var(--panel);
    border-bottom: 1px solid var(--line);
  }
  h1 {
    margin: 0 0 6px;
    font-size: 15px;
    font-weight: 600;
    overflow-wrap: anywhere;
  }
  .choices {
    display: flex;
    flex-wrap: wrap;
    gap: 4px 20px;
    align-items: center;
  }
`;

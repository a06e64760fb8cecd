import { css } from 'lit';

export const rowCountStyles = css`
  :host {
    display: flex;
    flex: 1;
    flex-direction: column;
    min-height: 0;
  }
  count-status,
  count-verdict,
  count-tools,
  count-pane {
    flex: none;
  }
  count-grid {
    display: flex;
    flex: 1;
    min-height: 80px;
  }
  .closed {
    flex: none;
    padding: 3px 16px;
    color: var(--dim);
    background: var(--panel);
    border: 0;
    border-top: 1px solid var(--line);
    font: inherit;
    text-align: start;
    cursor: pointer;
  }
  .closed:hover {
    color: var(--foreground);
  }
`;

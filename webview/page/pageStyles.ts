import { css } from 'lit';

/** What stands in place of rows: a sentence or two, and what can be done. */
export const messageStyles = css`
  .message {
    display: flex;
    flex: 1;
    flex-direction: column;
    gap: 12px;
    align-items: center;
    justify-content: center;
    padding: 24px;
    text-align: center;
  }
  .message p {
    max-width: 70ch;
    margin: 0;
    overflow-wrap: anywhere;
  }
  .big {
    font-size: 15px;
    font-weight: 600;
  }
`;

export const pageStyles = css`
  :host {
    position: fixed;
    inset: 0;
    display: flex;
    flex-direction: column;
    color: var(--foreground);
    background: var(--background);
    font-family: var(--vscode-font-family, sans-serif);
    font-size: var(--vscode-font-size, 13px);
    line-height: 1.4;
    scrollbar-color: var(--vscode-scrollbarSlider-background) transparent;
  }
  page-header,
  page-tabs,
  matrix-header,
  matrix-tools,
  comparison-verdict,
  comparison-notices,
  grid-tools,
  detail-pane {
    flex: none;
  }
  main,
  .result {
    display: flex;
    flex: 1;
    flex-direction: column;
    min-height: 0;
  }
  .before {
    opacity: 0.5;
  }
  .equal {
    color: var(--added-text);
  }
`;

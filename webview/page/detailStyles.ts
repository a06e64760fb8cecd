import { css } from 'lit';

export const detailStyles = css`
  :host {
    display: flex;
    flex-direction: column;
    min-height: 0;
    overflow: hidden;
    background: var(--panel);
  }
  .title {
    display: flex;
    flex: none;
    gap: 4px 10px;
    align-items: center;
    min-height: 36px;
    padding: 4px 16px;
    border-bottom: 1px solid var(--line);
  }
  .path {
    min-width: 80px;
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  .what {
    flex: 0 100 auto;
    min-width: 0;
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  .actions {
    display: flex;
    flex: none;
    gap: 8px;
    margin-inline-start: auto;
  }
  .actions .quiet {
    color: var(--link);
  }
  .empty {
    display: grid;
    flex: 1;
    place-items: center;
    margin: 0;
    padding: 16px;
  }
  /* An answer that comes at once needs no sign that it is on its way. */
  .waiting {
    animation: appear 0s 0.3s both;
  }
  @keyframes appear {
    from {
      visibility: hidden;
    }
  }
  .bodies {
    display: grid;
    flex: 1;
    grid-template-columns: 1fr 1fr;
    min-height: 0;
  }
  .half {
    position: relative;
    display: grid;
    min-width: 0;
    min-height: 0;
  }
  .half + .half {
    border-inline-start: 1px solid var(--line);
  }
  .half vscode-button {
    position: absolute;
    top: 2px;
    right: 16px;
    color: var(--link);
    background: var(--panel);
  }
  .body {
    overflow: auto;
    position: relative;
    padding: 6px 0;
    line-height: 18px;
  }
  .body:focus-visible {
    outline-offset: -1px;
  }
  .body.absent {
    display: grid;
    place-items: center;
  }
  .lines {
    width: max-content;
    min-width: 100%;
  }
  .line {
    display: flex;
    min-height: 18px;
    padding: 0 16px 0 4px;
    tab-size: 4;
  }
  .text {
    white-space: pre;
  }
  .sign {
    flex: none;
    width: 12px;
    user-select: none;
  }
  .line.changed.left {
    background: var(--removed);
  }
  .line.changed.right {
    background: var(--added);
  }
  .line.subject {
    box-shadow: inset 2px 0 0 var(--focus);
  }
  .line.changed.left .sign {
    color: var(--removed-text);
  }
  .line.changed.right .sign {
    color: var(--added-text);
  }
`;

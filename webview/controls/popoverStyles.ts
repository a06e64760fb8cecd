import { css } from 'lit';

/** What comes up above the page. Where it stands, its opener says, which knows its own place. */
export const popoverStyles = css`
  [popover] {
    position: fixed;
    inset: auto;
    margin: 0;
    overflow: auto;
    color: var(--menu-foreground);
    background: var(--menu-background);
    border: 1px solid var(--menu-border);
    border-radius: 5px;
    box-shadow: 0 2px 8px var(--shadow);
  }
`;

/** A popover with a title and a few lines, at the right edge of the page. */
export const panelStyles = css`
  [popover] {
    inset: auto 16px auto auto;
    padding: 12px 16px;
  }
  h2 {
    margin: 0 0 8px;
    font-size: 13px;
  }
`;

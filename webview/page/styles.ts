import { css } from 'lit';

/**
 * The page's colours by their meaning, each from VS Code's theme. Set on the outermost element; every other one
 * inherits them.
 */
export const themeStyles = css`
  :host {
    --foreground: var(--vscode-foreground);
    /* Not descriptionForeground, which is the foreground itself in some themes, among them VS Code's light one. */
    --dim: color-mix(in srgb, var(--foreground) 78%, var(--background));
    --background: var(--vscode-editor-background);
    --panel: var(--vscode-sideBar-background, var(--vscode-editor-background));
    --line: var(--vscode-contrastBorder, var(--vscode-panel-border, #80808059));
    --hover: var(--vscode-list-hoverBackground, transparent);
    --focus: var(--vscode-focusBorder);
    /* Only there in high contrast themes, where a background alone says nothing. */
    --contrast-focus: var(--vscode-contrastActiveBorder, transparent);
    --link: var(--vscode-textLink-foreground);
    --shadow: var(--vscode-widget-shadow, transparent);
    --input: var(--vscode-input-background);
    --input-border: var(--vscode-dropdown-border, var(--vscode-input-border, var(--line)));

    --chosen: var(--vscode-inputOption-activeBackground, var(--vscode-list-activeSelectionBackground));
    --chosen-foreground: var(--vscode-inputOption-activeForeground, var(--vscode-foreground));
    --selected: var(--vscode-list-activeSelectionBackground, transparent);
    --selected-foreground: var(--vscode-list-activeSelectionForeground, var(--vscode-foreground));
    --selected-inactive: var(--vscode-list-inactiveSelectionBackground, transparent);
    --selected-line: var(--vscode-contrastActiveBorder, var(--vscode-focusBorder));

    --menu-foreground: var(--vscode-menu-foreground, var(--vscode-foreground));
    --menu-background: var(--vscode-menu-background, var(--vscode-editor-background));
    --menu-border: var(--vscode-menu-border, var(--line));
    --menu-selected: var(--vscode-menu-selectionBackground, transparent);
    --menu-selected-foreground: var(--vscode-menu-selectionForeground, var(--vscode-foreground));
    --menu-selected-border: var(--vscode-menu-selectionBorder, transparent);

    --added: color-mix(in srgb, var(--added-text) 15%, transparent);
    --added-text: var(--vscode-gitDecoration-untrackedResourceForeground, var(--vscode-foreground));
    --removed: color-mix(in srgb, var(--removed-text) 13%, transparent);
    --removed-text: var(--vscode-gitDecoration-deletedResourceForeground, var(--vscode-foreground));
    --changed-text: var(--vscode-gitDecoration-modifiedResourceForeground, var(--vscode-foreground));
    --hatch: color-mix(in srgb, var(--foreground) 7%, transparent);

    /* The two sides of a chart, apart from each other in lightness too. */
    --bar-left: var(--vscode-charts-blue, var(--vscode-textLink-foreground));
    --bar-right: var(--vscode-charts-orange, var(--changed-text));

    --pending: var(--vscode-textLink-foreground);
    --not-in-effect: var(--vscode-editorWarning-foreground);
    --unmanaged: var(--vscode-editorError-foreground);
    --revision-unknown: var(--dim);
  }
`;

/** What every element of the page starts from. */
export const baseStyles = css`
  * {
    box-sizing: border-box;
  }
  .dim {
    color: var(--dim);
  }
  .number {
    font-variant-numeric: tabular-nums;
  }
  .code {
    font-family: var(--vscode-editor-font-family, monospace);
    font-size: 12px;
  }
  .link {
    padding: 0;
    color: var(--link);
    background: none;
    border: 0;
    font: inherit;
    text-align: start;
    cursor: pointer;
  }
  vscode-button {
    font-size: inherit;
    white-space: nowrap;
  }
  vscode-button::part(control) {
    font-size: inherit;
  }
  .link:hover {
    text-decoration: underline;
  }
  :focus-visible {
    outline: 1px solid var(--focus);
    outline-offset: 1px;
  }
  .hatched {
    background: repeating-linear-gradient(135deg, transparent 0 5px, var(--hatch) 5px 10px);
  }
  .badge {
    padding: 0 7px;
    border: 1px solid;
    border-radius: 9px;
    font-size: 11px;
    font-weight: normal;
    line-height: 16px;
    white-space: nowrap;
  }
  .badge.production {
    color: color-mix(in srgb, var(--removed-text) 65%, var(--foreground));
  }
  .badge.staging {
    color: color-mix(in srgb, var(--changed-text) 65%, var(--foreground));
  }
  .badge.development {
    color: color-mix(in srgb, var(--added-text) 65%, var(--foreground));
  }
  .tag {
    flex: none;
    padding: 0 5px;
    border: 1px solid;
    border-radius: 3px;
    font-size: 11px;
    line-height: 14px;
    white-space: nowrap;
  }
  /* Mixed with the text's colour, since a theme's warning colour alone is too pale for small words. */
  .tag.pending {
    color: color-mix(in srgb, var(--pending) 80%, var(--foreground));
  }
  .tag.not-in-effect {
    color: color-mix(in srgb, var(--not-in-effect) 45%, var(--foreground));
  }
  .tag.unmanaged {
    color: color-mix(in srgb, var(--unmanaged) 75%, var(--foreground));
  }
  .tag.ignored,
  .tag.revision-unknown {
    color: var(--dim);
  }
  .visually-hidden {
    position: absolute;
    width: 1px;
    height: 1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }
`;

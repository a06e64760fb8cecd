import { css } from 'lit';

/** The small tables below the row counts. */
export const paneTableStyles = css`
  table {
    width: 100%;
    border-collapse: collapse;
  }
  th,
  td {
    padding: 1px 8px;
    line-height: 18px;
    text-align: start;
    font-weight: normal;
    white-space: nowrap;
  }
  thead th {
    color: var(--dim);
    border-bottom: 1px solid var(--line);
    font-size: 11px;
  }
  th:first-child {
    max-width: 260px;
    padding-inline-start: 0;
    overflow: hidden;
    text-overflow: ellipsis;
  }
  .number {
    text-align: end;
  }
  td.doubtful {
    color: color-mix(in srgb, var(--not-in-effect) 45%, var(--foreground));
    font-style: italic;
  }
`;

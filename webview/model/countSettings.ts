import * as v from 'valibot';
import { tableClasses } from '../../src/protocol/countModel.ts';

/** The columns of the row counts, from left to right. */
export const countColumns = [
  'table',
  'leftRows',
  'rightRows',
  'difference',
  'ratio',
  'leftShare',
  'rightShare',
  'leftSize',
  'rightSize',
  'leftDead',
  'rightDead',
] as const;
export type CountColumn = (typeof countColumns)[number];

/** What stands below the table of row counts. */
export const countPanes = ['largest', 'keys', 'table'] as const;
export type CountPane = (typeof countPanes)[number];

export const countSettingsSchema = v.object({
  column: v.picklist(countColumns),
  descending: v.boolean(),
  search: v.string(),
  /** Any of these will do; none lets everything pass. */
  classes: v.array(v.picklist(tableClasses)),
  /** The partitioned tables whose partitions are seen, by path. */
  opened: v.array(v.string()),
  active: v.nullable(v.string()),
  pane: v.picklist(countPanes),
  paneOpen: v.boolean(),
  /** In CSS pixels. */
  paneHeight: v.pipe(v.number(), v.minValue(0)),
  /** Whose largest tables are looked at. */
  largestOf: v.picklist(['left', 'right']),
});
/** How the reader has arranged the row counts. */
export type CountSettings = v.InferOutput<typeof countSettingsSchema>;

export const defaultPaneHeight = 264;

export const defaultCountSettings: CountSettings = {
  column: 'leftRows',
  descending: true,
  search: '',
  classes: [],
  opened: [],
  active: null,
  pane: 'largest',
  paneOpen: true,
  paneHeight: defaultPaneHeight,
  largestOf: 'left',
};

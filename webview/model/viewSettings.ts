import * as v from 'valibot';
import { pageTabs } from '../../src/protocol/pageModel.ts';
import { countSettingsSchema, defaultCountSettings } from './countSettings.ts';
import { groupings } from './tree.ts';

export const defaultDetailHeight = 190;

/**
 * Where the reader was in one comparison: VS Code throws a hidden page away, and going to a migration may hide it.
 */
const placeSchema = v.object({
  /** The pair that was compared. */
  left: v.string(),
  right: v.string(),
  search: v.string(),
  causes: v.array(v.string()),
  statuses: v.array(v.string()),
  kinds: v.array(v.string()),
  ignored: v.optional(v.boolean(), false),
  remaining: v.optional(v.boolean(), false),
  flipped: v.array(v.string()),
  activeKey: v.nullable(v.string()),
});
export type Place = v.InferOutput<typeof placeSchema>;

/**
 * What VS Code keeps for the page while it is hidden and over a reload of the window. `left` and `right` are for
 * the extension, which restores the page from them.
 */
const viewSettingsSchema = v.object({
  left: v.nullable(v.string()),
  right: v.nullable(v.string()),
  tab: v.picklist(pageTabs),
  counts: countSettingsSchema,
  grouping: v.picklist(groupings),
  detailOpen: v.boolean(),
  /** In CSS pixels. */
  detailHeight: v.pipe(v.number(), v.minValue(0)),
  place: v.nullable(placeSchema),
});
export type ViewSettings = v.InferOutput<typeof viewSettingsSchema>;

export const defaultViewSettings: ViewSettings = {
  left: null,
  right: null,
  tab: 'schema',
  counts: defaultCountSettings,
  grouping: 'owner',
  detailOpen: true,
  detailHeight: defaultDetailHeight,
  place: null,
};

/** What was remembered, as far as it can be understood; the defaults for the rest. */
export function readViewSettings(remembered: unknown): ViewSettings {
  const settings: Record<string, unknown> = { ...defaultViewSettings };
  if (typeof remembered === 'object' && remembered !== null) {
    for (const [name, schema] of Object.entries(viewSettingsSchema.entries)) {
      const parsed = v.safeParse<v.GenericSchema>(schema, Reflect.get(remembered, name));
      if (parsed.success) settings[name] = parsed.output;
    }
  }
  return v.parse(viewSettingsSchema, settings);
}

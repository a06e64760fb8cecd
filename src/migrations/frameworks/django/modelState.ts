import type { Call } from '../../values/value.ts';

/** A field as the migrations leave it. */
export interface FieldState {
  readonly name: string;
  readonly call: Call;
}

/** A model as the migrations leave it. */
export interface ModelState {
  readonly app: string;
  readonly name: string;
  readonly table: string;
  /** Whether Django makes and drops its table. */
  readonly managed: boolean;
  readonly fields: readonly FieldState[];
  readonly uniqueTogether: readonly (readonly string[])[];
  readonly indexTogether: readonly (readonly string[])[];
  /** Columns, and whether it is unique, of indexes and constraints by their names. */
  readonly indexes: ReadonlyMap<string, { readonly call: Call }>;
}

/** Models by `app.model` in small letters. */
export type ProjectState = Map<string, ModelState>;

export function modelKey(app: string, model: string): string {
  return `${app}.${model}`.toLowerCase();
}

/** What of the settings changes tables. */
export interface DjangoSettings {
  /** `DEFAULT_AUTO_FIELD`; what an app says of its own does not count while migrations run. */
  readonly autoField: string;
  /** `AUTH_USER_MODEL`, as `app.Model`. */
  readonly userModel: string;
  /** Serial columns until Django 4.0, identity columns since 4.1. */
  readonly hasIdentity: boolean;
}

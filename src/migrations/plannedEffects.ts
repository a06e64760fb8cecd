import type { Catalog } from '../catalog/catalogObject.ts';
import { isValue } from './attributeSetters.ts';
import { findInCatalog } from './findInCatalog.ts';
import type { Operation, OperationTarget, Revision } from './migrationProject.ts';

/** Something that is true of a database once migrations have been applied, and the operation that says so. */
export interface PlannedEffect {
  readonly revision: string;
  /** Relative to the workspace, with `/`. */
  readonly file: string;
  readonly operation: Operation;
}

/** `unknown`: only running the migration tells. */
export type EffectState = 'there' | 'missing' | 'unknown';

/** What several migrations, applied in order, leave behind: not what a later one of them undoes or does again. */
export function plannedEffects(revisions: readonly Revision[]): readonly PlannedEffect[] {
  const effects = new Map<string, PlannedEffect>();
  for (const { id, file, operations } of revisions) {
    for (const operation of operations) {
      const { action, target, attribute, newName } = operation;
      if (action === 'drop') forgetWithin(effects, target);
      if (action === 'rename' && newName !== undefined && attribute === undefined) carry(effects, target, newName);
      const key = keyOf(target, action === 'alter' ? attribute : undefined);
      effects.delete(key);
      effects.set(key, { revision: id, file, operation });
    }
  }
  return [...effects.values()];
}

/** Whether each effect is there, in the order of the effects. */
export function effectStates(catalog: Catalog, effects: readonly PlannedEffect[]): readonly EffectState[] {
  const attributesOf = (target: OperationTarget) => findInCatalog(catalog, target)?.attributes;
  return effects.map(({ operation }) => {
    const { action, target, attribute, value, newName, conditional, modifiers = [] } = operation;
    if (target.name === undefined && target.columns === undefined) return 'unknown';
    const isThere = attributesOf(target) !== undefined;
    const state = (isTrue: boolean): EffectState => (isTrue ? 'there' : conditional === true ? 'unknown' : 'missing');
    switch (action) {
      case 'create':
        return state(isThere);
      case 'drop':
        // The parts of what is dropped are gone with it, and cannot be looked for.
        return state(!isThere);
      case 'rename': {
        if (newName === undefined) return 'unknown';
        const renamed = attribute === 'schema' ? { ...target, schema: newName } : { ...target, name: newName };
        return state(attributesOf(renamed) !== undefined);
      }
      case 'alter': {
        const attributes = attributesOf(target);
        if (attributes === undefined) return state(modifiers.includes('if exists'));
        if (attribute === undefined || value === undefined || !(attribute in attributes)) return 'unknown';
        return state(isValue(attributes[attribute] ?? null, value));
      }
    }
  });
}

function keyOf({ kind, schema = 'public', owner, name, columns }: OperationTarget, attribute?: string): string {
  return JSON.stringify([kind, schema, owner ?? null, name ?? columns ?? null, attribute ?? null]);
}

/** What is dropped takes its parts along, and what was set of it. */
function forgetWithin(
  effects: Map<string, PlannedEffect>,
  { kind, schema = 'public', owner, name }: OperationTarget,
): void {
  for (const [key, { operation }] of effects) {
    const { target } = operation;
    if ((target.schema ?? 'public') !== schema) continue;
    const isPart = owner === undefined && target.owner === name;
    const isItself = target.kind === kind && target.name === name && target.owner === owner;
    if (isPart || isItself) effects.delete(key);
  }
}

/** What was planned of an object is true of it under its new name. */
function carry(effects: Map<string, PlannedEffect>, renamed: OperationTarget, newName: string): void {
  const { kind, schema = 'public', owner, name } = renamed;
  for (const [key, effect] of [...effects]) {
    const { target } = effect.operation;
    if ((target.schema ?? 'public') !== schema) continue;
    const isPart = owner === undefined && target.owner === name;
    const isItself = target.kind === kind && target.name === name && target.owner === owner;
    if (!isPart && !isItself) continue;
    const carried = isPart ? { ...target, owner: newName } : { ...target, name: newName };
    effects.delete(key);
    effects.set(keyOf(carried, effect.operation.action === 'alter' ? effect.operation.attribute : undefined), {
      ...effect,
      operation: { ...effect.operation, target: carried },
    });
  }
}

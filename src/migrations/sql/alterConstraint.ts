import type { Constraint } from 'libpg-query';
import type { Operation } from '../migrationProject.ts';
import type { AlterCommand } from './alterCommand.ts';
import { createConstraint } from './constraints.ts';
import { stringValues } from './names.ts';
import { alter, drop, partOf } from '../operationBuilders.ts';

/** What a command of ALTER TABLE does to a constraint; undefined where it is about something else. */
export function alterConstraint(given: AlterCommand): readonly Operation[] | undefined {
  const { command, relation, line, scope } = given;
  const definition = command.def;
  const target = partOf('constraint', relation, command.name);
  switch (command.subtype) {
    case 'AT_AddConstraint':
      return definition !== undefined && 'Constraint' in definition ? addConstraint(definition.Constraint, given) : [];
    case 'AT_DropConstraint': {
      const modifiers = { 'if exists': command.missing_ok, cascade: command.behavior === 'DROP_CASCADE' };
      return [drop(target, scope, { modifiers, line })];
    }
    case 'AT_ValidateConstraint':
      return [alter(target, 'not valid', 'false', line)];
    case 'AT_AlterConstraint': {
      if (definition === undefined || !('ATAlterConstraint' in definition)) return [];
      const change = definition.ATAlterConstraint;
      const altered = { ...target, name: change.conname };
      return [
        ...(change.alterDeferrability === true
          ? [
              alter(altered, 'deferrable', String(change.deferrable ?? false), line),
              alter(altered, 'initially deferred', String(change.initdeferred ?? false), line),
            ]
          : []),
        ...(change.alterEnforceability === true
          ? [alter(altered, 'not enforced', String(change.is_enforced !== true), line)]
          : []),
        ...(change.alterInheritability === true
          ? [alter(altered, 'no inherit', String(change.noinherit ?? false), line)]
          : []),
      ];
    }
    default:
      return undefined;
  }
}

/** A primary key makes its columns NOT NULL; a NOT NULL with a name is an attribute of its column too. */
function addConstraint(constraint: Constraint, { relation, line, scope }: AlterCommand): readonly Operation[] {
  const at = constraint.location === undefined ? line : scope.lineAt(constraint.location);
  const notNull = (name: string): Operation => alter(partOf('column', relation, name), 'not null', 'true', at);
  if (constraint.contype !== 'CONSTR_NOTNULL') {
    const columns = constraint.contype === 'CONSTR_PRIMARY' ? stringValues(constraint.keys) : [];
    return [...createConstraint(constraint, relation, undefined, scope), ...columns.map(notNull)];
  }
  return stringValues(constraint.keys).flatMap((name) => {
    const target = partOf('column', relation, name);
    return [
      notNull(name),
      ...(constraint.conname === undefined ? [] : [alter(target, 'not null constraint', constraint.conname, at)]),
      ...(constraint.is_no_inherit === true ? [alter(target, 'not null no inherit', 'true', at)] : []),
      ...(constraint.skip_validation === true ? [alter(target, 'not null not valid', 'true', at)] : []),
    ];
  });
}

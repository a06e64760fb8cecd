import type { Node, RoleSpec } from 'libpg-query';
import { quoteIdentifier } from '../../catalog/identifiers.ts';

/** What stands for the role that runs the migration, which only the database knows. */
const currentRole = 'CURRENT_USER';

/** A role as attributes show it, quoted as in SQL; `CURRENT_USER` for whoever runs the statement. */
export function roleName(role: RoleSpec | undefined): string {
  if (role?.roletype === 'ROLESPEC_PUBLIC') return 'PUBLIC';
  return role?.roletype === 'ROLESPEC_CSTRING' ? quoteIdentifier(role.rolename ?? '') : currentRole;
}

/** The value of an attribute that holds a role; undefined where only running tells. */
export function roleValue(role: RoleSpec | undefined): string | undefined {
  const name = roleName(role);
  return name === currentRole ? undefined : name;
}

export function roleNames(nodes: readonly Node[] | undefined): readonly string[] {
  return (nodes ?? []).flatMap((node) => ('RoleSpec' in node ? [roleName(node.RoleSpec)] : []));
}

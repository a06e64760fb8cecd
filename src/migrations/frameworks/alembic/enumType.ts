import { lineOf } from '../../values/text.ts';
import type { Call, Value } from '../../values/value.ts';
import { callOf, nameOf, schemaOf } from './callArguments.ts';
import { qualified, reportNotStatic, type UpgradeRecord } from './upgradeRecord.ts';

interface EnumDefinition {
  readonly name: string | undefined;
  readonly schema: string | undefined;
  /** True of `inherit_schema=True`: the type lives where the table lives. */
  readonly inheritsSchema: boolean;
  readonly values: readonly EnumValue[];
  /** False where some of the values are not known. */
  readonly isComplete: boolean;
  /** False of `native_enum=False`, which makes a varchar. */
  readonly isNative: boolean;
  /** False of `create_type=False`: a table with the type does not create it. */
  readonly createsType: boolean;
  readonly line: number;
}

interface EnumValue {
  /** undefined where it is not known. */
  readonly name: string | undefined;
  readonly line: number;
}

/** What `sa.Enum(...)` or `postgresql.ENUM(...)` says, also within an array; undefined of other types. */
export function enumDefinition(type: Value | undefined): EnumDefinition | undefined {
  const array = callOf(type, 'ARRAY');
  if (array !== undefined) {
    return enumDefinition(array.positional[0] ?? array.keywords.get('item_type'));
  }
  const call = callOf(type, 'Enum', 'ENUM');
  // Python's own enum.Enum is no type of a column.
  if (call === undefined || call.callee === 'enum.Enum') {
    return undefined;
  }
  const values = call.positional.flatMap((value) => enumValues(value, call));
  return {
    name: call.keywords.has('name') ? nameOf(call.keywords.get('name')) : nameOfClass(call.positional[0]),
    schema: schemaOf(call),
    inheritsSchema: isFlag(call, 'inherit_schema', true),
    values,
    isComplete: !call.open && values.every((value) => value.name !== undefined),
    isNative: !isFlag(call, 'native_enum', false),
    createsType: !isFlag(call, 'create_type', false),
    line: call.line,
  };
}

/** SQLAlchemy names the type after the class, wherever that is defined. */
function nameOfClass(value: Value | undefined): string | undefined {
  const name =
    value?.kind === 'class' ? value.name : value?.kind === 'reference' ? value.path.split('.').at(-1) : undefined;
  return name?.toLowerCase();
}

function isFlag(call: Call, keyword: string, expected: boolean): boolean {
  const value = call.keywords.get(keyword);
  return value?.kind === 'flag' && value.value === expected;
}

/** Labels; of a class the names of its members, or what `values_callable` was found to give. */
function enumValues(value: Value, call: Call): EnumValue[] {
  if (value.kind === 'class') {
    const callable = call.keywords.get('values_callable');
    if (callable?.kind === 'sequence') {
      return callable.items.flatMap((item) => enumValues(item, call));
    }
    return [...value.members].map(([name, member]) => ({
      name: callable === undefined || callable.kind === 'none' ? name : undefined,
      line: (member.kind === 'member' && member.value.kind === 'text' ? lineOf(member.value) : undefined) ?? call.line,
    }));
  }
  if (value.kind === 'sequence') {
    return value.items.flatMap((item) => enumValues(item, call));
  }
  return [{ name: nameOf(value), line: (value.kind === 'text' ? lineOf(value) : undefined) ?? call.line }];
}

/** Records that a type comes to be, with its values, unless the file has created it already. */
export function createEnum(record: UpgradeRecord, definition: EnumDefinition, schema = definition.schema): void {
  const { name, line } = definition;
  if (name === undefined || record.createdEnums.has(qualified(schema, name))) {
    return;
  }
  record.createdEnums.add(qualified(schema, name));
  record.operations.push({ action: 'create', target: { kind: 'enum', schema, owner: undefined, name }, line });
  if (!definition.isComplete) {
    reportNotStatic(record, line, `enum ${name}: values`);
  }
  for (const value of definition.values) {
    if (value.name !== undefined) {
      const target = { kind: 'enum value', schema, owner: name, name: value.name } as const;
      record.operations.push({ action: 'create', target, line: value.line });
    }
  }
}

export function dropEnum(record: UpgradeRecord, definition: EnumDefinition, line: number): void {
  const { name, schema } = definition;
  if (name !== undefined) {
    record.createdEnums.delete(qualified(schema, name));
    record.operations.push({ action: 'drop', target: { kind: 'enum', schema, owner: undefined, name }, line });
  }
}

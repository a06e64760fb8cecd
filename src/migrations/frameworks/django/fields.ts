import { argument } from '../../python/arguments.ts';
import { type Call, knownText, type Value } from '../../values/value.ts';
import { literal, quoteName } from '../../generated/sqlWords.ts';
import { unknownName } from '../../generated/sqlRecorder.ts';
import { type DjangoSettings, type FieldState, modelKey, type ModelState, type ProjectState } from './modelState.ts';

/** The last word of what is called: `CharField` of `django.db.models.CharField`. */
export function lastName({ callee }: Call): string {
  return callee.slice(callee.lastIndexOf('.') + 1);
}

export function isTrue(call: Call, keyword: string): boolean {
  const value = call.keywords.get(keyword);
  return value?.kind === 'flag' && value.value;
}

/** Types of https://docs.djangoproject.com/en/stable/ref/models/fields/ in PostgreSQL (data_types in its backend). */
const plainTypes: Readonly<Record<string, string>> = {
  AutoField: 'integer',
  BigAutoField: 'bigint',
  BigIntegerField: 'bigint',
  BigIntegerRangeField: 'int8range',
  BinaryField: 'bytea',
  BooleanField: 'boolean',
  CICharField: 'citext',
  CIEmailField: 'citext',
  CITextField: 'citext',
  DateField: 'date',
  DateRangeField: 'daterange',
  DateTimeField: 'timestamp with time zone',
  DateTimeRangeField: 'tstzrange',
  DecimalRangeField: 'numrange',
  DurationField: 'interval',
  FloatField: 'double precision',
  GenericIPAddressField: 'inet',
  HStoreField: 'hstore',
  IPAddressField: 'inet',
  IntegerField: 'integer',
  IntegerRangeField: 'int4range',
  JSONField: 'jsonb',
  NullBooleanField: 'boolean',
  PositiveBigIntegerField: 'bigint',
  PositiveIntegerField: 'integer',
  PositiveSmallIntegerField: 'smallint',
  SearchVectorField: 'tsvector',
  SmallAutoField: 'smallint',
  SmallIntegerField: 'smallint',
  TextField: 'text',
  TimeField: 'time',
  UUIDField: 'uuid',
};

const textLengths: Readonly<Record<string, number | undefined>> = {
  CharField: undefined,
  CommaSeparatedIntegerField: undefined,
  EmailField: 254,
  FileField: 100,
  FilePathField: 100,
  ImageField: 100,
  SlugField: 50,
  URLField: 200,
};

export function isRelation(call: Call): boolean {
  return /^(?:ForeignKey|OneToOneField|TreeForeignKey|ParentalKey)$/.test(lastName(call));
}

export function isManyToMany(call: Call): boolean {
  return lastName(call).endsWith('ManyToManyField');
}

/** Django's own apps, whose keys are integers whatever the project's settings say. */
const ownModels: Readonly<Record<string, string>> = {
  'auth.group': 'auth_group',
  'auth.permission': 'auth_permission',
  'auth.user': 'auth_user',
  'contenttypes.contenttype': 'django_content_type',
  'sites.site': 'django_site',
};

/** What a relation leads to. */
export interface RelationTarget {
  readonly table: string;
  readonly column: string;
  readonly type: string;
  /** The model's name in small letters, as columns of a many-to-many table are called. */
  readonly model: string;
}

export interface FieldContext {
  readonly app: string;
  readonly state: ProjectState;
  readonly settings: DjangoSettings;
}

export function relationTarget(call: Call, model: ModelState, context: FieldContext): RelationTarget {
  const { app, state, settings } = context;
  const to = argument(call, 0, 'to');
  const written =
    knownText(to) ?? (to?.kind === 'reference' && to.path.endsWith('AUTH_USER_MODEL') ? settings.userModel : undefined);
  const name = written === undefined ? unknownName : written === 'self' ? model.name : written;
  const key = name.includes('.') ? name.toLowerCase() : modelKey(app, name);
  const found = key === modelKey(model.app, model.name) ? model : state.get(key);
  const short = key.slice(key.indexOf('.') + 1);
  if (found === undefined) {
    const own = Object.hasOwn(ownModels, key) ? ownModels[key] : undefined;
    return {
      table: own ?? (written === undefined ? unknownName : key.replace('.', '_')),
      column: own === undefined ? unknownName : 'id',
      type: own === undefined ? quoteName(unknownName) : 'integer',
      model: short,
    };
  }
  const toField = knownText(call.keywords.get('to_field'));
  const target = found.fields.find((field) =>
    toField === undefined ? isTrue(field.call, 'primary_key') : field.name === toField,
  );
  if (target === undefined) {
    const type = columnType({ name: 'id', call: { ...call, callee: settings.autoField } }, found, context);
    return { table: found.table, column: 'id', type, model: short };
  }
  return { table: found.table, column: columnName(target), type: columnType(target, found, context), model: short };
}

export function columnName({ name, call }: FieldState): string {
  return knownText(call.keywords.get('db_column')) ?? (isRelation(call) ? `${name}_id` : name);
}

/** The type of a field's column; a quoted unknown name where only the field's own code would tell. */
export function columnType(field: FieldState, model: ModelState, context: FieldContext): string {
  const { call } = field;
  if (isRelation(call)) return relationTarget(call, model, context).type;
  const kind = lastName(call);
  if (Object.hasOwn(plainTypes, kind)) return plainTypes[kind] ?? quoteName(unknownName);
  const number = (keyword: string): string | undefined => {
    const value = call.keywords.get(keyword);
    return value?.kind === 'number' ? String(value.value) : undefined;
  };
  if (Object.hasOwn(textLengths, kind)) {
    const length = number('max_length') ?? textLengths[kind];
    return length === undefined ? 'varchar' : `varchar(${length})`;
  }
  switch (kind) {
    case 'DecimalField': {
      const digits = number('max_digits');
      return digits === undefined ? 'numeric' : `numeric(${digits}, ${number('decimal_places') ?? '0'})`;
    }
    case 'ArrayField': {
      const base = argument(call, 0, 'base_field');
      const size = number('size') ?? '';
      return base?.kind === 'call'
        ? `${columnType({ name: field.name, call: base }, model, context)}[${size}]`
        : quoteName(unknownName);
    }
    case 'GeneratedField': {
      const output = call.keywords.get('output_field');
      return output?.kind === 'call'
        ? columnType({ name: field.name, call: output }, model, context)
        : quoteName(unknownName);
    }
    default:
      return quoteName(unknownName);
  }
}

/** The definition as it stands in CREATE TABLE and ADD COLUMN, but for foreign keys and indexes. */
export function columnSql(field: FieldState, model: ModelState, context: FieldContext): string {
  const { call } = field;
  const kind = lastName(call);
  const name = quoteName(columnName(field));
  const type = columnType(field, model, context);
  const isKey = isTrue(call, 'primary_key');
  const isAuto = kind.endsWith('AutoField');
  const written = call.keywords.get('db_default');
  return [
    name,
    isAuto && !context.settings.hasIdentity ? (serialTypes[type] ?? type) : type,
    ...(isTrue(call, 'null') || kind === 'NullBooleanField' ? [] : ['NOT NULL']),
    ...(isKey ? ['PRIMARY KEY'] : isUnique(call) ? ['UNIQUE'] : []),
    ...(isAuto && context.settings.hasIdentity ? ['GENERATED BY DEFAULT AS IDENTITY'] : []),
    ...(written === undefined ? [] : [`DEFAULT ${defaultSql(written)}`]),
    ...(kind.startsWith('Positive') ? [`CHECK (${name} >= 0)`] : []),
  ].join(' ');
}

const serialTypes: Readonly<Record<string, string>> = {
  bigint: 'bigserial',
  integer: 'serial',
  smallint: 'smallserial',
};

export function isUnique(call: Call): boolean {
  return isTrue(call, 'unique') || lastName(call) === 'OneToOneField';
}

/** Whether Django makes an index of its own for the field: a SlugField and a ForeignKey have one unless told otherwise. */
export function isIndexed(call: Call): boolean {
  const value = call.keywords.get('db_index');
  const given = value?.kind === 'flag' ? value.value : undefined;
  const byDefault = lastName(call) === 'SlugField' || isRelation(call);
  return (given ?? byDefault) && !isUnique(call) && !isTrue(call, 'primary_key');
}

/** Texts that are looked up get a second index, for LIKE (_create_like_index_sql() in the PostgreSQL backend). */
export function hasLikeIndex(type: string, call: Call): boolean {
  return (
    /^(?:varchar|text)/.test(type) &&
    !type.includes('[') &&
    (isIndexed(call) || isUnique(call) || isTrue(call, 'primary_key'))
  );
}

function defaultSql(value: Value): string {
  if (value.kind === 'call' && lastName(value) === 'Now') return 'STATEMENT_TIMESTAMP()';
  return literal(value);
}

/** The columns of fields by their names; what is no field is a column already. */
export function columnsOf(names: readonly string[], model: ModelState): readonly string[] {
  return names.map((name) => {
    const field = model.fields.find((each) => each.name === name);
    return field === undefined ? name : columnName(field);
  });
}

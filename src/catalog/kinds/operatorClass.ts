import type { CatalogObject } from '../catalogObject.ts';
import { commentSql, words } from '../definitionText.ts';
import type { AttributeReader, OutermostReader } from '../kindReader.ts';
import { anyOwn, commentAttribute, commentJoin, ownObject } from '../kindReader.ts';
import { procedureSql, qualifiedSql } from '../kindSql.ts';
import { ownerAttribute } from '../privileges.ts';

/**
 * What is in an operator family. Which class of the family a member belongs to is stored one way up to version 13 and
 * another way later, so it goes by the member's left type: to the class of that type where there is one, else to the
 * family itself.
 */
const members = (family: string, condition: (left: string) => string): readonly AttributeReader[] => [
  {
    name: 'operators',
    sql: `(SELECT string_agg(ao.amopstrategy || ' ' || ao.amopopr::regoperator
          || CASE WHEN ao.amopsortfamily <> 0 THEN ' FOR ORDER BY ' || (
               SELECT ${qualifiedSql('sn.nspname', 'sf.opfname')} FROM pg_opfamily sf JOIN pg_namespace sn ON sn.oid = sf.opfnamespace
               WHERE sf.oid = ao.amopsortfamily) ELSE '' END,
        ', ' ORDER BY ao.amopstrategy, (ao.amopopr::regoperator::text) COLLATE "C")
      FROM pg_amop ao WHERE ao.amopfamily = ${family} AND ${condition('ao.amoplefttype')})`,
  },
  {
    name: 'functions',
    sql: `(SELECT string_agg(
        ap.amprocnum || ' (' || format_type(ap.amproclefttype, NULL) || ', ' || format_type(ap.amprocrighttype, NULL) || ') ' || ${procedureSql('ap.amproc')},
        ', ' ORDER BY ap.amprocnum, format_type(ap.amproclefttype, NULL) COLLATE "C", format_type(ap.amprocrighttype, NULL) COLLATE "C")
      FROM pg_amproc ap WHERE ap.amprocfamily = ${family} AND ${condition('ap.amproclefttype')})`,
  },
];

export const operatorClassReader: OutermostReader = {
  kind: 'operator class',
  presence: anyOwn('pg_opfamily'),
  catalog: 'pg_opclass',
  oid: 'oc.oid',
  from: `pg_opclass oc
    JOIN namespace n ON n.oid = oc.opcnamespace
    JOIN pg_am am ON am.oid = oc.opcmethod
    JOIN pg_opfamily f ON f.oid = oc.opcfamily
    JOIN pg_namespace fn ON fn.oid = f.opfnamespace
    ${commentJoin('d', 'pg_opclass', 'oc.oid')}`,
  where: ownObject('pg_opclass', 'oc.oid'),
  schema: 'n.nspname',
  name: `quote_ident(oc.opcname) || ' USING ' || quote_ident(am.amname)`,
  verbatimName: true,
  attributes: [
    { name: 'type', sql: 'format_type(oc.opcintype, NULL)' },
    { name: 'default', sql: 'oc.opcdefault' },
    { name: 'family', sql: qualifiedSql('fn.nspname', 'f.opfname') },
    {
      name: 'storage type',
      sql: 'CASE WHEN oc.opckeytype NOT IN (0, oc.opcintype) THEN format_type(oc.opckeytype, NULL) END',
    },
    ...members('oc.opcfamily', (left) => `${left} = oc.opcintype`),
    ownerAttribute('oc.opcowner'),
    commentAttribute,
  ],
  define: defineClass,
};

export const operatorFamilyReader: OutermostReader = {
  kind: 'operator family',
  presence: anyOwn('pg_opfamily'),
  catalog: 'pg_opfamily',
  oid: 'f.oid',
  from: `pg_opfamily f
    JOIN namespace n ON n.oid = f.opfnamespace
    JOIN pg_am am ON am.oid = f.opfmethod
    ${commentJoin('d', 'pg_opfamily', 'f.oid')}`,
  where: ownObject('pg_opfamily', 'f.oid'),
  schema: 'n.nspname',
  name: `quote_ident(f.opfname) || ' USING ' || quote_ident(am.amname)`,
  verbatimName: true,
  attributes: [
    ...members(
      'f.oid',
      (left) => `NOT EXISTS (SELECT FROM pg_opclass oc WHERE oc.opcfamily = f.oid AND oc.opcintype = ${left})`,
    ),
    ownerAttribute('f.opfowner'),
    commentAttribute,
  ],
  define: (family) => {
    const list = memberList(family);
    const add = list.length === 0 ? '' : `\nALTER OPERATOR FAMILY ${family.path} ADD\n    ${list.join(',\n    ')};`;
    return `CREATE OPERATOR FAMILY ${family.path};${add}${commentSql('OPERATOR FAMILY', family)}`;
  },
};

function defineClass(operatorClass: CatalogObject): string {
  const { attributes, path } = operatorClass;
  const [name, method] = splitAtMethod(path);
  const storage = attributes['storage type'];
  const body = [...memberList(operatorClass), ...(typeof storage === 'string' ? [`STORAGE ${storage}`] : [])];
  const head = words(
    `CREATE OPERATOR CLASS ${name}`,
    attributes['default'] === true && 'DEFAULT',
    `FOR TYPE ${String(attributes['type'])} USING ${method} FAMILY ${String(attributes['family'])} AS`,
  );
  return `${head}\n    ${body.join(',\n    ')};${commentSql('OPERATOR CLASS', operatorClass)}`;
}

function splitAtMethod(path: string): [name: string, method: string] {
  const place = path.lastIndexOf(' USING ');
  return [path.slice(0, place), path.slice(place + ' USING '.length)];
}

/** Members stand one after the other, and each begins with its number. */
function memberList({ attributes }: CatalogObject): string[] {
  const list = (name: string, keyword: string): string[] => {
    const text = attributes[name];
    return typeof text === 'string' ? text.split(/, (?=\d+ )/).map((member) => `${keyword} ${member}`) : [];
  };
  return [...list('operators', 'OPERATOR'), ...list('functions', 'FUNCTION')];
}

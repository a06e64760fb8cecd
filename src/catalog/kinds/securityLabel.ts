import { quoteIdentifier, quoteLiteral } from '../identifiers.ts';
import type { OutermostReader } from '../kindReader.ts';

/** Labels of a security provider such as SELinux's, on objects of any kind; nearly always there are none. */
export const securityLabelReader: OutermostReader = {
  kind: 'security label',
  presence: 'EXISTS (SELECT FROM pg_seclabel)',
  catalog: 'pg_seclabel',
  oid: 'sl.objoid',
  from: `pg_seclabel sl CROSS JOIN LATERAL pg_identify_object(sl.classoid, sl.objoid, sl.objsubid) target`,
  where: `sl.objoid >= 16384 AND ($1::text[] IS NULL OR target.schema = ANY ($1::text[]))
    AND NOT EXISTS (SELECT FROM member m WHERE m.classid = sl.classoid AND m.objid = sl.objoid)`,
  name: `quote_ident(sl.provider) || ' ON ' || upper(target.type) || ' ' || target.identity`,
  verbatimName: true,
  facet: 'privileges',
  attributes: [{ name: 'label', sql: 'sl.label', facet: 'privileges' }],
  define: (label) => {
    const place = label.name.indexOf(' ON ');
    return `SECURITY LABEL FOR ${quoteIdentifier(label.name.slice(0, place))}${label.name.slice(place)} IS ${quoteLiteral(String(label.attributes['label']))};`;
  },
};

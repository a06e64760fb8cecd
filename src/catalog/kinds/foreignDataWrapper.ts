import { commentSql, optionsClause, words, withoutArguments } from '../definitionText.ts';
import type { OutermostReader } from '../kindReader.ts';
import { anyOwn, commentAttribute, commentJoin, ownObject } from '../kindReader.ts';
import { procedureSql } from '../kindSql.ts';
import { maskedOptionsSql } from './server.ts';
import { ownerAttribute, privilegesAttribute } from '../privileges.ts';

export const foreignDataWrapperReader: OutermostReader = {
  kind: 'foreign data wrapper',
  presence: anyOwn('pg_foreign_data_wrapper'),
  catalog: 'pg_foreign_data_wrapper',
  oid: 'w.oid',
  from: `pg_foreign_data_wrapper w ${commentJoin('d', 'pg_foreign_data_wrapper', 'w.oid')}`,
  where: `$1::text[] IS NULL AND ${ownObject('pg_foreign_data_wrapper', 'w.oid')}`,
  name: 'w.fdwname',
  attributes: [
    { name: 'handler', sql: procedureSql('w.fdwhandler') },
    { name: 'validator', sql: procedureSql('w.fdwvalidator') },
    { name: 'options', sql: maskedOptionsSql('w.fdwoptions') },
    ownerAttribute('w.fdwowner'),
    privilegesAttribute('w.fdwacl', 'F', 'w.fdwowner'),
    commentAttribute,
  ],
  define: (wrapper) => {
    const { handler, validator } = wrapper.attributes;
    const statement = words(
      `CREATE FOREIGN DATA WRAPPER ${wrapper.path}`,
      typeof handler === 'string' && `HANDLER ${withoutArguments(handler)}`,
      typeof validator === 'string' && `VALIDATOR ${withoutArguments(validator)}`,
    );
    return `${statement}${optionsClause(wrapper)};${commentSql('FOREIGN DATA WRAPPER', wrapper)}`;
  },
};

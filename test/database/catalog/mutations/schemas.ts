import type { Mutation } from './mutation.ts';
import { m } from './mutation.ts';

export const schemasMutations: readonly Mutation[] = [
  m('CREATE SCHEMA extra', '+ schema extra'),
  m(`COMMENT ON SCHEMA app IS 'other'`, '~ schema app [comment]'),
  m('CREATE EXTENSION citext', '+ extension citext'),
  m('ALTER EXTENSION pg_trgm SET SCHEMA app', '~ extension pg_trgm [schema]'),
];

import type { Mutation } from './mutation.ts';
import { m } from './mutation.ts';

export const sequencesMutations: readonly Mutation[] = [
  m('ALTER SEQUENCE app.counter AS bigint', '~ sequence app.counter [type]'),
  m('ALTER SEQUENCE app.counter START 7', '~ sequence app.counter [start]'),
  m('ALTER SEQUENCE app.counter INCREMENT 3', '~ sequence app.counter [increment]'),
  m('ALTER SEQUENCE app.counter MINVALUE 0', '~ sequence app.counter [minimum]'),
  m('ALTER SEQUENCE app.counter MAXVALUE 2000', '~ sequence app.counter [maximum]'),
  m('ALTER SEQUENCE app.counter CACHE 1', '~ sequence app.counter [cache]'),
  m('ALTER SEQUENCE app.counter NO CYCLE', '~ sequence app.counter [cycle]'),
  m('ALTER SEQUENCE app.counter OWNED BY app.users.name', '~ sequence app.counter [owned by]'),
  m(`COMMENT ON SEQUENCE app.counter IS 'x'`, '~ sequence app.counter [comment]'),
];

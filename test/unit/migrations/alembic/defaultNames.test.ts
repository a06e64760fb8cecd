import assert from 'node:assert/strict';
import {
  defaultConstraintName,
  defaultSqlAlchemyIndexName,
  truncateName,
  truncateSqlAlchemyName,
} from '../../../../src/migrations/defaultNames.ts';

// Expected names are what PostgreSQL 18 and SQLAlchemy 2.1 gave.
describe('default names', () => {
  it('joins table, columns and suffix', () => {
    assert.equal(defaultConstraintName('users', ['id'], 'pkey'), 'users_pkey');
    assert.equal(defaultConstraintName('users', ['a', 'b'], 'key'), 'users_a_b_key');
    assert.equal(defaultConstraintName('users', [], 'check'), 'users_check');
    assert.equal(defaultConstraintName('We"ird', ["it's"], 'fkey'), 'We"ird_it\'s_fkey');
  });

  it('shortens the longer part until 63 bytes are left', () => {
    const table = 'a_table_whose_name_fills_nearly_all_of_the_sixty_three_bytes';
    const column = 'first_reference_to_another_table_id';
    const first = defaultConstraintName(table, [column], 'fkey');
    assert.equal(first, 'a_table_whose_name_fills_near_first_reference_to_another_t_fkey');
    assert.equal(Buffer.byteLength(first), 63);
    assert.equal(
      defaultConstraintName(table, [column], 'fkey', (name) => name === first),
      'a_table_whose_name_fills_nea_first_reference_to_another_t_fkey1',
    );
    assert.equal(
      defaultConstraintName(table, ['id'], 'pkey'),
      'a_table_whose_name_fills_nearly_all_of_the_sixty_three_byt_pkey',
    );
  });

  it('never cuts a character in two', () => {
    assert.equal(
      defaultConstraintName('über_größe', ['spalte_mit_vielen_umlauten_äöüäöüäöüäöüäöüäöü'], 'key'),
      'über_größe_spalte_mit_vielen_umlauten_äöüäöüäöü_key',
    );
    assert.equal(truncateName('🐘'.repeat(16)), '🐘'.repeat(15));
    assert.equal(truncateName('x'.repeat(63)), 'x'.repeat(63));
  });

  it("cuts SQLAlchemy's own names with a hash", () => {
    assert.equal(defaultSqlAlchemyIndexName(undefined, 'users', 'email'), 'ix_users_email');
    assert.equal(defaultSqlAlchemyIndexName('a.b', 'users', 'email'), 'ix_a_b_users_email');
    assert.equal(
      truncateSqlAlchemyName('ix_billing_invoice_lines_of_customers_that_were_imported_from_the_legacy_all'),
      'ix_billing_invoice_lines_of_customers_that_were_importe_05b0',
    );
    assert.equal(truncateSqlAlchemyName('x'.repeat(63)), 'x'.repeat(63));
  });
});

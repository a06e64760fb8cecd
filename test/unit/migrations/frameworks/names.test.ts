import assert from 'node:assert/strict';
import { contributes } from '../../../../package.json';
import { frameworkNames } from '../../../../src/migrations/frameworkName.ts';
import { frameworks } from '../../../../src/migrations/frameworks/frameworks.ts';

describe('the names of the frameworks', () => {
  const { framework } = contributes.configuration.properties['databaseCompare.migrations'].items.properties;

  it('are those that the setting offers', () => {
    assert.deepEqual(framework.enum, [...frameworkNames]);
  });

  it('each have an entry in the registry, and one only', () => {
    assert.deepEqual(frameworks.map(({ name }) => name).sort(), [...frameworkNames].sort());
  });
});

import { checkRunningServers } from './postgresServers.ts';

/** Mocha's root hook: after the tests, what the tool sent to the servers that are still running is held to be reads. */
export const mochaHooks = { afterAll: checkRunningServers };

#!/usr/bin/env node
import { register } from 'tsx/esm/api';

register();
const { runAsCode } = await import('./codeShim.ts');
process.exit(await runAsCode(process.argv.slice(2)));

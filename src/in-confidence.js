#!/usr/bin/env node
// `in-confidence COMMAND` once linked: lets Node read TypeScript, then runs the command line.
import { register } from 'tsx/esm/api';

register();
await import('./cli.ts');

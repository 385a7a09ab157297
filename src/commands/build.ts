/** Builds the website when its sources changed since it was built. */
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '#lib/server/config.ts';
import { Failure } from './command.ts';

export const buildFolder = join(projectRoot, 'build');

/** Builds if needed, or in any case when `anew`. @throws Failure when the build fails */
export function ensureBuilt(anew = false): void {
	if (anew || !isBuilt()) build();
}

/** Built, and since the last change to what it was built from. */
function isBuilt(): boolean {
	const handler = join(buildFolder, 'handler.js');
	if (!existsSync(handler)) return false;
	const builtAt = statSync(handler).mtimeMs;
	const sources = ['src', 'static', 'package-lock.json', 'svelte.config.js', 'vite.config.ts'];
	return sources.every((name) => newest(join(projectRoot, name)) <= builtAt);
}

function newest(path: string): number {
	if (!existsSync(path)) return 0;
	const stat = statSync(path);
	if (!stat.isDirectory()) return stat.mtimeMs;
	return readdirSync(path).reduce((latest, name) => Math.max(latest, newest(join(path, name))), 0);
}

function build(): void {
	process.stderr.write('Building the website (once; about half a minute) ...\n');
	const vite = join(projectRoot, 'node_modules', 'vite', 'bin', 'vite.js');
	const result = spawnSync(process.execPath, [vite, 'build', '--logLevel', 'warn'], {
		cwd: projectRoot,
		stdio: ['ignore', 'ignore', 'inherit']
	});
	if (result.status !== 0)
		throw new Failure('The website could not be built; the lines above say why.');
}

/** Once for the whole run: a dump of the empty embedded database, and a real server where one is found. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { dumpEmpty } from '#lib/server/db/index.ts';
import { ensureBuilt } from '../../src/commands/build.ts';
import { startServer } from './postgres.ts';

declare module 'vitest' {
	export interface ProvidedContext {
		/** File of the migrated, empty embedded database. */
		emptyDatabase: string;
		/** Address of a Postgres server where databases may be made; '' when none was found. */
		serverUrl: string;
	}
}

export default async function setup(project: TestProject) {
	const folder = await mkdtemp(join(tmpdir(), 'in-confidence-'));
	const emptyDatabase = join(folder, 'empty.tar');
	const dump = await dumpEmpty();
	await writeFile(emptyDatabase, Buffer.from(await dump.arrayBuffer()));
	const server = await startServer();
	project.provide('emptyDatabase', emptyDatabase);
	project.provide('serverUrl', server?.url ?? '');
	if (wantsSite(project)) ensureBuilt();
	return async () => {
		await server?.stop();
		await rm(folder, { recursive: true, force: true });
	};
}

/** The site is built only for a run that may open it. */
function wantsSite(project: TestProject): boolean {
	const filters = process.argv.filter((word) => word.startsWith('tests/'));
	return (
		project.name !== undefined &&
		(filters.length === 0 || filters.some((word) => word.includes('e2e')))
	);
}

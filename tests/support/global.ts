/**
 * Once for the whole run: an empty, migrated database of each kind, the embedded one as a dump and one
 * to copy on a real server where one is found.
 */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { dumpEmpty, openDatabase } from '#lib/server/db/index.ts';
import { ensureBuilt } from '../../src/commands/build.ts';
import { onServer, startServer } from './postgres.ts';

declare module 'vitest' {
	export interface ProvidedContext {
		/** File of the migrated, empty embedded database. */
		emptyDatabase: string;
		/** Address of a Postgres server where databases may be made; '' when none was found. */
		serverUrl: string;
		/** Name of the migrated, empty database on that server. */
		template: string;
	}
}

export default async function setup(project: TestProject) {
	const folder = await mkdtemp(join(tmpdir(), 'in-confidence-'));
	const emptyDatabase = join(folder, 'empty.tar');
	const dump = await dumpEmpty();
	await writeFile(emptyDatabase, Buffer.from(await dump.arrayBuffer()));
	const server = await startServer();
	project.provide('emptyDatabase', emptyDatabase);
	const template = `test_template_${process.pid}_${Date.now()}`;
	if (server) await makeTemplate(server.url, template);
	project.provide('serverUrl', server?.url ?? '');
	project.provide('template', template);
	if (wantsSite(project)) ensureBuilt();
	return async () => {
		if (server) await onServer(server.url, `drop database ${template}`);
		await server?.stop();
		await rm(folder, { recursive: true, force: true });
	};
}

async function makeTemplate(serverUrl: string, name: string): Promise<void> {
	await onServer(serverUrl, `create database ${name}`);
	const url = new URL(serverUrl);
	url.pathname = `/${name}`;
	await (await openDatabase({ databaseUrl: url.href })).close();
}

/** The site is built only for a run that may open it. */
function wantsSite(project: TestProject): boolean {
	const filters = process.argv.filter((word) => word.startsWith('tests/'));
	return (
		project.name !== undefined &&
		(filters.length === 0 || filters.some((word) => word.includes('e2e')))
	);
}

/** Fresh databases for tests: the embedded one always, a real server where one was found. */
import { openAsBlob } from 'node:fs';
import { inject } from 'vitest';
import { openDatabase, type Database } from '#lib/server/db/index.ts';
import { onServer } from './postgres.ts';

export const kinds = [
	{ kind: 'embedded', isThere: true },
	{ kind: 'server', isThere: inject('serverUrl') !== '' }
] as const;
export type Kind = (typeof kinds)[number]['kind'];

let made = 0;

/** A migrated, empty database of its own. Close it after the test. */
export async function fresh(kind: Kind): Promise<Database> {
	if (kind === 'embedded')
		return openDatabase({ loadDataDir: await openAsBlob(inject('emptyDatabase')) });
	return openDatabase({ databaseUrl: await freshUrl() });
}

/** The address of a new, migrated, empty database on the server. */
export async function freshUrl(): Promise<string> {
	const url = new URL(inject('serverUrl'));
	const name = `test_${process.pid}_${++made}_${Date.now()}`;
	await onServer(url.href, `create database ${name} template ${inject('template')}`);
	url.pathname = `/${name}`;
	return url.href;
}

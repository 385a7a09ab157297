/**
 * Opens the database: the embedded one (PGlite, in a folder) or a server, behind one type.
 * The only place that imports a driver.
 */
import type { PGlite } from '@electric-sql/pglite';
import { sql } from 'drizzle-orm';
import type { PgDatabase, PgQueryResultHKT } from 'drizzle-orm/pg-core';
import { drizzle as drizzleServer } from 'drizzle-orm/postgres-js';
import { migrate as migrateServer } from 'drizzle-orm/postgres-js/migrator';
import { mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import postgres from 'postgres';
import { projectRoot } from '../config.ts';
import * as lock from './lock.ts';

/** What every domain function takes first; a transaction is just another one. */
export type Db = PgDatabase<PgQueryResultHKT>;

export interface Database {
	db: Db;
	mode: 'solo' | 'group';
	close(): Promise<void>;
}

/** The database cannot be used: one sentence saying what to do. */
export class DatabaseError extends Error {
	override name = 'DatabaseError';
}

const migrationsFolder = join(projectRoot, 'drizzle');

/**
 * Opens and migrates. With `databaseUrl` a server (PostgreSQL 15 or later), else the embedded
 * database in `dataDir`, locked against other processes.
 * @throws LockedError, DatabaseError
 */
export async function openDatabase(options: {
	databaseUrl?: string;
	dataDir?: string;
	/** A dumped data folder to start the embedded database from (tests). */
	loadDataDir?: Blob;
	connections?: number;
}): Promise<Database> {
	return options.databaseUrl
		? openServer(options.databaseUrl, options.connections ?? 10)
		: openEmbedded(options.dataDir, options.loadDataDir);
}

/** The embedded database, loaded only where it is used: a group does without its 40 MB of memory. */
async function embedded() {
	const [{ PGlite }, { drizzle }, { migrate }] = await Promise.all([
		import('@electric-sql/pglite'),
		import('drizzle-orm/pglite'),
		import('drizzle-orm/pglite/migrator')
	]);
	return {
		create: (options?: { dataDir?: string; loadDataDir?: Blob }) => PGlite.create(options),
		async migrated(client: PGlite): Promise<Db> {
			const db = drizzle(client);
			await migrate(db, { migrationsFolder });
			return db;
		}
	};
}

async function openEmbedded(dataDir?: string, loadDataDir?: Blob): Promise<Database> {
	const folder = dataDir ? join(dataDir, 'postgres') : undefined;
	if (folder) makeFolder(dirname(folder));
	const unlock = folder ? lock.take(folder) : () => {};
	let client: PGlite | undefined;
	try {
		const { create, migrated } = await embedded();
		client = await create({ dataDir: folder, loadDataDir });
		const db = await migrated(client);
		const opened = client;
		let closing: Promise<void> | undefined;
		return {
			db,
			mode: 'solo',
			close: () => (closing ??= opened.close().finally(unlock))
		};
	} catch (error) {
		await client?.close().catch(() => {});
		unlock();
		throw error;
	}
}

/** A dump of a migrated, empty embedded database: tests load it instead of migrating again. */
export async function dumpEmpty(): Promise<Blob> {
	const { create, migrated } = await embedded();
	const client = await create();
	await migrated(client);
	const dump = await client.dumpDataDir('none');
	await client.close();
	return dump;
}

async function openServer(url: string, connections: number): Promise<Database> {
	const options = { onnotice: () => {}, connect_timeout: 10 };
	// One connection of its own: an advisory lock belongs to a connection, and drizzle's migrator
	// races when several processes start at once on a fresh server.
	const single = postgres(url, { ...options, max: 1 });
	try {
		const [row] = await single`select current_setting('server_version_num')::int as number`;
		if (Number(row?.number) < 150_000)
			throw new DatabaseError(
				'In Confidence needs PostgreSQL 15 or later; DATABASE_URL leads to an older server.'
			);
		await single`select pg_advisory_lock(7401126)`;
		await migrateServer(drizzleServer(single), { migrationsFolder });
	} catch (error) {
		if (isConnectionFailure(error))
			throw new DatabaseError(
				`The database server of DATABASE_URL did not answer (${(error as { code: string }).code}). Check the address, and that the server runs.`
			);
		throw error;
	} finally {
		await single.end({ timeout: 5 });
	}
	const client = postgres(url, { ...options, max: connections });
	let closing: Promise<void> | undefined;
	return {
		db: drizzleServer(client),
		mode: 'group',
		close: () => (closing ??= client.end({ timeout: 5 }))
	};
}

function isConnectionFailure(error: unknown): boolean {
	const code = (error as { code?: string }).code ?? '';
	return /^(ECONN|ENOTFOUND|EHOSTUNREACH|CONNECT_TIMEOUT|EAI_AGAIN|28P01|28000|3D000)/.test(code);
}

function makeFolder(folder: string): void {
	try {
		mkdirSync(folder, { recursive: true });
	} catch (error) {
		throw new DatabaseError(
			`The data folder ${folder} cannot be made (${(error as NodeJS.ErrnoException).code}). Set DATA_DIR to a folder you may write to.`
		);
	}
}

/** Answers when the database does. */
export async function ping(db: Db): Promise<void> {
	await db.execute(sql`select 1`);
}

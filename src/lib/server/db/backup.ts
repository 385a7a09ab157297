/**
 * The whole database as one file of JSON lines, gzipped: the same from an embedded database and from
 * a server, so that a backup of one restores into the other (a person's own data into a group's).
 * First line: program, format and migration; then `{table}` before the rows of each table, as
 * Postgres itself writes them; last line `{end: true}`, so that a file cut short is noticed.
 * People come along with their hashed passwords and passkeys. What opens a door by itself does not:
 * sessions, invitations, questions to passkeys, and the counts of tries.
 */
import { createReadStream, createWriteStream, readFileSync } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip, createGzip } from 'node:zlib';
import { getTableName, is, sql } from 'drizzle-orm';
import { getTableConfig, PgTable } from 'drizzle-orm/pg-core';
import { projectRoot, version } from '../config.ts';
import { DatabaseError, type Db } from './index.ts';
import * as schema from './schema.ts';

const FORMAT = 1;
const PAGE = 1000;

interface Head {
	program: 'in-confidence';
	version: string;
	format: number;
	migration: string;
	madeAt: string;
}

/** The newest migration this program knows: a file restores only into the same shape. */
function newestMigration(): string {
	const journal = JSON.parse(
		readFileSync(join(projectRoot, 'drizzle/meta/_journal.json'), 'utf8')
	) as { entries: { tag: string }[] };
	return journal.entries.at(-1)!.tag;
}

const leftOut: PgTable[] = [
	schema.session,
	schema.invitation,
	schema.verification,
	schema.attempt,
	schema.apiToken
];

/**
 * What an empty database may hold: the worker's heartbeat, and the salt of exports that had nothing to tell.
 * Both give way. Pseudonyms then are those of the backup; where it has none, a new salt is drawn when one
 * is needed, since the old one could give somebody restored the pseudonym that another once bore here.
 */
const givingWay: PgTable[] = [schema.duty, schema.salt];

/** Every table that is kept, those that others refer to first. */
function tables(): PgTable[] {
	const all = (Object.values(schema) as unknown[]).filter(
		(one): one is PgTable => is(one, PgTable) && !leftOut.includes(one)
	);
	const ordered: PgTable[] = [];
	const place = (table: PgTable) => {
		if (ordered.includes(table)) return;
		for (const key of getTableConfig(table).foreignKeys) {
			const foreign = key.reference().foreignTable;
			if (foreign !== table) place(foreign);
		}
		ordered.push(table);
	};
	all.forEach(place);
	return ordered;
}

/** Rows of a raw query, whichever driver answered. */
function rowsOf<T>(result: unknown): T[] {
	return Array.isArray(result) ? (result as T[]) : (result as { rows: T[] }).rows;
}

/**
 * Writes everything to `file`, seen at one moment, with constant memory. The file appears whole or
 * not at all. Returns the number of rows.
 */
export async function write(db: Db, file: string): Promise<number> {
	const part = `${file}.part`;
	let count = 0;
	const head: Head = {
		program: 'in-confidence',
		version,
		format: FORMAT,
		migration: newestMigration(),
		madeAt: new Date().toISOString()
	};
	try {
		await db.transaction(
			async (tx) => {
				async function* lines() {
					yield `${JSON.stringify(head)}\n`;
					for (const table of tables()) {
						yield `${JSON.stringify({ table: getTableName(table) })}\n`;
						// By place on disk: it stands still inside one snapshot, and every table has it.
						for (let place = '(0,0)', isMore = true; isMore;) {
							const rows = rowsOf<{ line: string; place: string }>(
								await tx.execute(
									sql`select row_to_json(t)::text as line, t.ctid::text as place from ${table} t where t.ctid > ${place}::text::tid order by t.ctid limit ${PAGE}`
								)
							);
							count += rows.length;
							yield rows.map(({ line }) => `${line}\n`).join('');
							place = rows.at(-1)?.place ?? place;
							isMore = rows.length === PAGE;
						}
					}
					yield '{"end":true}\n';
				}
				await pipeline(Readable.from(lines()), createGzip(), createWriteStream(part));
			},
			{ isolationLevel: 'repeatable read', accessMode: 'read only' }
		);
		await rename(part, file);
		return count;
	} catch (error) {
		await rm(part, { force: true });
		const { code } = error as NodeJS.ErrnoException;
		if (code && /^E[A-Z]+$/.test(code))
			throw new DatabaseError(`The backup cannot be written to ${file} (${code}).`);
		throw error;
	}
}

/**
 * Fills an empty database from `file`, all or nothing. Returns the number of rows.
 * @throws DatabaseError when the database holds something, or the file is no whole backup of this version
 */
export async function restore(db: Db, file: string): Promise<number> {
	const known = new Map(tables().map((table) => [getTableName(table), table]));
	for (const table of known.values())
		if (
			!givingWay.includes(table) &&
			rowsOf(await db.execute(sql`select 1 from ${table} limit 1`)).length > 0
		)
			throw new DatabaseError(
				`The database already holds data (${getTableName(table)}): a backup is restored into an empty one. Set DATA_DIR to a new folder, or DATABASE_URL to a new database.`
			);
	const damaged = new DatabaseError(
		`${file} is not a whole backup of In Confidence: it is damaged, cut short, or another kind of file. Nothing was restored.`
	);
	return db.transaction(async (tx) => {
		let table: PgTable | undefined;
		let isWhole = false;
		let isHeaded = false;
		let rows: string[] = [];
		let count = 0;
		const flush = async () => {
			if (rows.length === 0 || !table) return;
			await tx.execute(
				sql`insert into ${table} overriding system value select * from json_populate_recordset(null::${table}, ${`[${rows.join(',')}]`}::text::json)`
			);
			count += rows.length;
			rows = [];
		};
		try {
			for (const one of givingWay) await tx.delete(one);
			for await (const line of linesOf(file)) {
				if (!isHeaded) {
					checkHead(JSON.parse(line) as Head, file);
					isHeaded = true;
				} else if (line.startsWith('{"table":')) {
					await flush();
					table = known.get((JSON.parse(line) as { table: string }).table);
					if (!table) throw damaged;
				} else if (line === '{"end":true}') {
					await flush();
					isWhole = true;
				} else {
					rows.push(line);
					// Rows of a table that refers to itself may point to later ones: they go in together.
					if (rows.length >= PAGE && !(table && refersToItself(table))) await flush();
				}
			}
		} catch (error) {
			if (error instanceof DatabaseError) throw error;
			const { code } = error as NodeJS.ErrnoException;
			if (code && /^E[A-Z]+$/.test(code))
				throw new DatabaseError(`${file} cannot be read (${code}).`);
			throw damaged;
		}
		if (!isWhole) throw damaged;
		for (const one of known.values()) await continueNumbers(tx, one);
		return count;
	});
}

function refersToItself(table: PgTable): boolean {
	return getTableConfig(table).foreignKeys.some((key) => key.reference().foreignTable === table);
}

async function* linesOf(file: string): AsyncGenerator<string> {
	const source = createReadStream(file);
	const unpacked = createGunzip();
	// `readline` does not hear of its input's failures; the pipeline does.
	let failure: unknown;
	const piped = pipeline(source, unpacked).catch((error: unknown) => (failure = error));
	for await (const line of createInterface({ input: unpacked, crlfDelay: Infinity }))
		if (line !== '') yield line;
	await piped;
	if (failure) throw failure;
}

function checkHead(head: Head, file: string): void {
	if (head.program !== 'in-confidence') throw new Error('not ours');
	if (head.format !== FORMAT || head.migration !== newestMigration())
		throw new DatabaseError(
			`${file} was made by In Confidence ${head.version}, whose tables differ from this version's (${version}). Restore it with that version, then update.`
		);
}

/** Numbers given out from now on come after those restored. */
async function continueNumbers(db: Db, table: PgTable): Promise<void> {
	const numbered = getTableConfig(table).columns.find((column) => column.generatedIdentity);
	if (!numbered) return;
	await db.execute(
		sql`select setval(pg_get_serial_sequence(${`"${getTableName(table)}"`}, ${numbered.name}), greatest((select max(${sql.identifier(numbered.name)}) from ${table}), 1))`
	);
}

/**
 * Many rows in one statement, whose text is the same however many there are: the rows travel as one
 * JSON parameter. Several times faster than a list of values, for the driver and for the server.
 */
import {
	getTableColumns,
	sql,
	type GetColumnData,
	type InferSelectModel,
	type SQL
} from 'drizzle-orm';
import type { PgColumn, PgTable } from 'drizzle-orm/pg-core';
import type { Db } from './index.ts';

type Row<T extends PgTable> = Partial<InferSelectModel<T>>;

/** Inserts rows that all fill the same columns, and answers those that were not there before. */
export async function insert<T extends PgTable, R extends Record<string, PgColumn>>(
	db: Db,
	table: T,
	rows: Row<T>[],
	returning: R
): Promise<{ [Name in keyof R]: GetColumnData<R[Name]> }[]> {
	const names = Object.keys(rows[0] ?? {});
	if (rows.length === 0) return [];
	const columns = getTableColumns(table) as Record<string, PgColumn>;
	const list = (of: string[], prefix = sql``) =>
		sql.join(
			of.map((name) => sql`${prefix}${sql.identifier(name)}`),
			sql`, `
		);
	const filled = names.map((name) => columns[name]!.name);
	const wanted = Object.entries(returning);
	// drizzle's own insert from a query would name the identity column too.
	const result = await db.execute(
		sql`insert into ${table} (${list(filled)}) select ${list(filled, sql`given.`)} from ${given(table, names, rows)} on conflict do nothing returning ${list(wanted.map(([, column]) => column.name))}`
	);
	const raw = (Array.isArray(result) ? result : (result as { rows: unknown[] }).rows) as Record<
		string,
		unknown
	>[];
	return raw.map(
		(row) =>
			Object.fromEntries(
				wanted.map(([name, column]) => [name, column.mapFromDriverValue(row[column.name])])
			) as { [Name in keyof R]: GetColumnData<R[Name]> }
	);
}

/** Sets columns of rows found by `key`, which is one of the fields. */
export async function update<T extends PgTable>(
	db: Db,
	table: T,
	key: keyof Row<T> & string,
	rows: Row<T>[]
): Promise<void> {
	const names = Object.keys(rows[0] ?? {});
	if (rows.length === 0) return;
	const columns = getTableColumns(table) as Record<string, PgColumn>;
	const set = Object.fromEntries(
		names
			.filter((name) => name !== key)
			.map((name) => [name, sql`given.${sql.identifier(columns[name]!.name)}`])
	);
	await db
		.update(table)
		.set(set as never)
		.from(given(table, names, rows))
		.where(sql`${columns[key]!} = given.${sql.identifier(columns[key]!.name)}`)
		.prepare('many')
		.execute();
}

/** The rows as a table called "given", typed by the columns they are meant for. */
function given<T extends PgTable>(table: T, names: string[], rows: Row<T>[]): SQL {
	const columns = getTableColumns(table) as Record<string, PgColumn>;
	const typed = names.map(
		(name) => sql`${sql.identifier(columns[name]!.name)} ${sql.raw(columns[name]!.getSQLType())}`
	);
	const json = JSON.stringify(
		rows.map((row) => {
			const named: Record<string, unknown> = {};
			for (const name of names)
				named[columns[name]!.name] = storable((row as Record<string, unknown>)[name]);
			return named;
		})
	);
	return sql`jsonb_to_recordset(${json}::text::jsonb) as given(${sql.join(typed, sql`, `)})`;
}

/** Postgres takes neither NUL nor half a surrogate pair. */
function storable(value: unknown): unknown {
	if (typeof value !== 'string' || (value.isWellFormed() && !value.includes('\0'))) return value;
	return value.replaceAll('\0', '').toWellFormed();
}

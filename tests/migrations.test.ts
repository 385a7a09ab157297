/** The generated migrations and the schema say the same, and nothing is lost on the way up. */
import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { sql } from 'drizzle-orm';
import { drizzle } from 'drizzle-orm/pglite';
import { migrate } from 'drizzle-orm/pglite/migrator';
import { describe, expect, inject, it } from 'vitest';
import { openDatabase } from '#lib/server/db/index.ts';
import { freshUrl } from './support/database.ts';

const root = join(import.meta.dirname, '..');
const migrationsFolder = join(root, 'drizzle');

describe('migrations', () => {
	it('lead to the schema: generating again finds nothing to add', () => {
		const copy = mkdtempSync(join(tmpdir(), 'drizzle-'));
		cpSync(migrationsFolder, copy, { recursive: true });
		const before = readdirSync(copy);
		execFileSync(
			process.execPath,
			[
				join(root, 'node_modules/drizzle-kit/bin.cjs'),
				'generate',
				'--dialect',
				'postgresql',
				'--schema',
				join(root, 'src/lib/server/db/schema.ts'),
				'--out',
				copy
			],
			{ cwd: root, stdio: 'pipe' }
		);
		expect(readdirSync(copy)).toEqual(before);
		rmSync(copy, { recursive: true });
	});

	it('can be run again over data, and keep it', async () => {
		const client = await PGlite.create();
		const db = drizzle(client);
		await migrate(db, { migrationsFolder });
		await db.execute(sql`insert into practitioner (name) values ('Dr Fictional')`);
		await migrate(db, { migrationsFolder });
		const { rows } = await db.execute<{ name: string }>(sql`select name from practitioner`);
		await client.close();
		expect(rows).toEqual([{ name: 'Dr Fictional' }]);
	});

	it.runIf(inject('serverUrl') !== '')(
		'survive six programs starting at once on a fresh server',
		async () => {
			const databaseUrl = await freshUrl();
			const opened = await Promise.all(
				Array.from({ length: 6 }, () => openDatabase({ databaseUrl, connections: 1 }))
			);
			const rows = await opened[0]!.db.execute(
				sql`select count(*)::int as count from drizzle.__drizzle_migrations`
			);
			await Promise.all(opened.map((one) => one.close()));
			expect(JSON.stringify(rows)).toContain(
				`"count":${readdirSync(migrationsFolder).filter((name) => name.endsWith('.sql')).length}`
			);
		}
	);
});

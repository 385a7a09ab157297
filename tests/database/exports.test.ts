import fc from 'fast-check';
import { asc, eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Database } from '#lib/server/db/index.ts';
import { post } from '#lib/server/db/schema.ts';
import * as exports from '#lib/server/exports.ts';
import { readItems } from '#lib/server/marking/corpus.ts';
import * as posts from '#lib/server/posts.ts';
import { reader } from '#lib/server/reading.ts';
import { fresh } from '../support/database.ts';
import { follow, item } from '../support/items.ts';

let database: Database;
let names: string[];
beforeAll(async () => {
	database = await fresh('embedded');
	const [a, b] = [await follow(database.db), await follow(database.db)];
	names = [a.practitioner.name, b.practitioner.name];
	await posts.save(
		database.db,
		a.feed.id,
		Array.from({ length: 620 }, (_, i) => item(`a${i}`, `Line one of ${i},\n"quoted" line two.`))
	);
	await posts.save(database.db, b.feed.id, [item('b', '=SUM(A1:A9)')]);
});
afterAll(() => database.close());

async function all(what: exports.What, format: exports.Format, practitionerId?: number) {
	const { evidence } = await reader();
	const lines: string[] = [];
	const rows = exports.rows(database.db, what, { evidence, practitionerId });
	for await (const line of exports.lines(rows, format)) lines.push(line);
	return lines;
}

describe('exports', () => {
	it('give every post once, over the edge of a page', async () => {
		const rows = (await all('posts', 'jsonl')).map((line) => JSON.parse(line) as exports.Row);
		expect(rows).toHaveLength(621);
		expect(new Set(rows.map((row) => row.id)).size).toBe(621);
		expect(rows[3]).toMatchObject({
			practitioner: names[0],
			url: 'https://quiet.example/a3',
			text: 'Line one of 3,\n"quoted" line two.',
			published_at: '2026-03-05T10:00:00.000Z'
		});
	});

	it('give ledgers whose number of stories has its range or is missing', async () => {
		const rows = (await all('ledgers', 'jsonl')).map((line) => JSON.parse(line) as exports.Row);
		expect(rows.map((row) => row.practitioner)).toEqual([...names].sort());
		for (const row of rows) expect(row.stories_likeliest === null).toBe(row.stories_low === null);
	});

	it('give no mark of a post that was not read yet', async () => {
		expect(await all('marks', 'jsonl')).toEqual([]);
	});

	it('give what people said as labelled items that the reader can be measured on', async () => {
		const listed = await database.db
			.select({ id: post.id })
			.from(post)
			.orderBy(asc(post.id))
			.limit(3);
		for (const [i, says] of (['story', 'no-story', 'unsure'] as const).entries())
			await database.db.update(post).set({ finding: says }).where(eq(post.id, listed[i]!.id));
		const items = readItems((await all('findings', 'jsonl')).join('\n'));
		expect(items).toMatchObject([
			{ id: `finding-${listed[0]!.id}`, client_narrative: 'yes', about: 'own-client' },
			{ id: `finding-${listed[1]!.id}`, client_narrative: 'no', text: expect.stringMatching(/1/) }
		]);
	});

	it('quote what a table needs quoted, and defuse formulas', async () => {
		const lines = await all('posts', 'csv');
		expect(lines[0]).toMatch(/^id,practitioner,feed,url,/);
		expect(lines[1]).toContain('"Line one of 0,\n""quoted"" line two."');
		expect(lines.at(-1)).toContain(",'=SUM(A1:A9),");
		expect(exports.csvLine([['K01', 'K02'], null, true, 0.5])).toBe('K01 K02,,true,0.5\r\n');
	});
});

describe('a CSV line', () => {
	it('reads back to the same cells', () => {
		const safe = fc.string().filter((text) => !/^[=+\-@\t\r]/.test(text));
		fc.assert(
			fc.property(fc.array(safe, { minLength: 2, maxLength: 6 }), (cells) => {
				expect(readBack(exports.csvLine(cells))).toEqual(cells);
			})
		);
	});

	/** A reader of its own, by RFC 4180. */
	function readBack(line: string): string[] {
		return [...`,${line.slice(0, -2)}`.matchAll(/,(?:"((?:[^"]|"")*)"|([^,]*))/g)].map(
			([, quoted, plain]) => (quoted !== undefined ? quoted.replaceAll('""', '"') : plain!)
		);
	}
});

import fc from 'fast-check';
import { asc, eq } from 'drizzle-orm';
import { strFromU8, unzipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Database } from '#lib/server/db/index.ts';
import { post } from '#lib/server/db/schema.ts';
import * as columns from '#lib/server/exporting/columns.ts';
import * as download from '#lib/server/exporting/download.ts';
import * as pseudonyms from '#lib/server/exporting/pseudonyms.ts';
import * as exports from '#lib/server/exports.ts';
import { readItems } from '#lib/server/marking/corpus.ts';
import * as lists from '#lib/server/lists.ts';
import { exportFormats, exportWhats } from '#lib/words.ts';
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

async function all(what: exports.What, format: exports.Format, isNamed = true, listId?: number) {
	const evidence = async () => (await reader()).evidence;
	const naming = await pseudonyms.naming(database.db, isNamed);
	const lines: string[] = [];
	for await (const line of exports.lines(database.db, what, format, { evidence, naming, listId }))
		lines.push(line);
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

describe('exports with pseudonyms', () => {
	it.each(exportWhats)('of %s tell no name, address or word', async (what) => {
		for (const format of exportFormats) {
			const text = (await all(what, format, false)).join('');
			for (const told of [...names, 'quiet.example', '127.0.0.1', 'Line one', 'quoted', 'Title of'])
				expect(text).not.toContain(told);
			expect(text).not.toMatch(/T\d\d:\d\d/);
		}
	});

	it('call the same practitioner the same everywhere here, and otherwise elsewhere', async () => {
		const read = async (what: exports.What) =>
			(await all(what, 'jsonl', false)).map((line) => JSON.parse(line) as exports.Row);
		const ofPosts = new Set((await read('posts')).map((row) => row.practitioner));
		const ofLedgers = new Set((await read('ledgers')).map((row) => row.practitioner));
		expect([...ofPosts].sort()).toEqual([...ofLedgers].sort());
		expect([...ofPosts].every((one) => /^P-[0-9a-f]{16}$/.test(String(one)))).toBe(true);
		const one = pseudonyms.pseudonym('salt', 'practitioner', 1);
		expect(one).not.toBe(pseudonyms.pseudonym('pepper', 'practitioner', 1));
		expect(one.slice(2)).not.toBe(pseudonyms.pseudonym('salt', 'post', 1).slice(2));
	});

	it('have a line of names also without rows, and are narrowed to a list', async () => {
		expect(await all('marks', 'csv', false)).toHaveLength(1);
		const list = await lists.add(database.db, 'Few');
		if ('issue' in list) throw new Error(list.issue);
		expect(await all('posts', 'jsonl', false, list.id)).toEqual([]);
		await lists.put(database.db, list.id, 2);
		expect(await all('posts', 'jsonl', false, list.id)).toHaveLength(1);
		expect(await all('ledgers', 'jsonl', false, list.id)).toHaveLength(1);
	});
});

describe('the data dictionary', () => {
	it.each(exportWhats)(
		'of %s has each column of the rows, in order, and no other',
		async (what) => {
			for (const isNamed of [true, false]) {
				const [header] = await all(what, 'csv', isNamed);
				const dictionary = columns.dictionary(what, isNamed);
				expect(header!.trim().split(',')).toEqual(dictionary.map(({ name }) => name));
				expect(dictionary.filter(({ means }) => means.length < 12)).toEqual([]);
			}
		}
	);
});

describe('a download', () => {
	it('is a zip file with the rows, their meaning, and how they were made', async () => {
		const { evidence, version } = await reader();
		const naming = await pseudonyms.naming(database.db, false);
		const made = download.start(
			database.db,
			{ what: 'posts', format: 'csv', isZip: true },
			{
				naming,
				evidence,
				readerVersion: version,
				except: [],
				now: new Date('2026-11-27T10:00:00Z')
			}
		);
		expect(made.name).toBe('in-confidence-posts-2026-11-27.zip');
		const pieces: Uint8Array[] = [];
		for await (const piece of made.pieces) pieces.push(piece);
		const files = unzipSync(new Uint8Array(Buffer.concat(pieces)));
		const folder = 'in-confidence-posts-2026-11-27';
		expect(Object.keys(files)).toEqual(
			['method.txt', 'dictionary.csv', 'posts.csv'].map((name) => `${folder}/${name}`)
		);
		expect(strFromU8(files[`${folder}/posts.csv`]!)).toBe(
			(await all('posts', 'csv', false)).join('')
		);
		const method = strFromU8(files[`${folder}/method.txt`]!);
		expect(method).toContain(version);
		expect(method).toContain('2026-11-27T10:00:00.000Z');
	});

	it('stops reading when nobody takes it any more', async () => {
		const evidence = async () => (await reader()).evidence;
		const naming = await pseudonyms.naming(database.db, true);
		let count = 0;
		let isEnded = false;
		async function* counted() {
			try {
				for await (const line of exports.lines(database.db, 'posts', 'csv', { evidence, naming })) {
					count++;
					yield line.repeat(2000);
				}
			} finally {
				isEnded = true;
			}
		}
		const stream = exports.stream(counted()).getReader();
		await stream.read();
		await stream.cancel();
		expect(isEnded).toBe(true);
		expect(count).toBeLessThan(20);
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

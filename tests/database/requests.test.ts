import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Database } from '#lib/server/db/index.ts';
import * as requests from '#lib/server/exporting/requests.ts';
import * as journal from '#lib/server/journal.ts';
import type { Who } from '#lib/words.ts';
import { fresh, kinds } from '../support/database.ts';
import { addPerson } from '../support/people.ts';

const day = (n: number) => new Date(Date.UTC(2026, 10, 1 + n, 12));
const wanted = {
	what: 'posts',
	format: 'csv',
	listId: null,
	reason: 'The board checks a sample by hand.'
} as const;

describe.each(kinds)('a named export, on the $kind database', ({ kind, isThere }) => {
	let database: Database;
	let heron: Who, wren: Who, rook: Who;
	beforeAll(async () => {
		if (!isThere) return;
		database = await fresh(kind);
		heron = await addPerson(database.db, 'Heron', 'editor');
		wren = await addPerson(database.db, 'Wren', 'editor');
		rook = await addPerson(database.db, 'Rook', 'reviewer');
	});
	afterAll(() => database?.close());
	const ask = async (who: Who, now = day(0)) => {
		const asked = await requests.ask(database.db, wanted, who, now);
		if ('issue' in asked) throw new Error(asked.issue);
		return asked.id;
	};

	it.runIf(isThere)('needs a reason, and a second person who may decide', async () => {
		expect(await requests.ask(database.db, { ...wanted, reason: 'why' }, rook, day(0))).toEqual({
			issue: expect.stringMatching(/why names are needed/)
		});
		const id = await ask(heron);
		expect(await requests.decide(database.db, id, 'approved', heron, day(0))).toMatch(/yourself/);
		expect(await requests.decide(database.db, id, 'approved', rook, day(0))).toMatch(
			/Only an editor/
		);
		expect(await requests.take(database.db, id, heron, day(0))).toHaveProperty('issue');
		expect(await requests.decide(database.db, id, 'approved', wren, day(0))).toBeUndefined();
		expect(await requests.decide(database.db, id, 'refused', wren, day(0))).toMatch(
			/no longer waits/
		);
	});

	it.runIf(isThere)('is taken by who asked, while the approval holds', async () => {
		const id = await ask(rook);
		await requests.decide(database.db, id, 'approved', wren, day(1));
		expect(await requests.take(database.db, id, wren, day(1))).toHaveProperty('issue');
		expect(await requests.take(database.db, id, rook, day(2))).toMatchObject({
			request: { what: 'posts', takenCount: 1 },
			listName: null
		});
		expect(await requests.take(database.db, id, rook, day(4))).toHaveProperty('issue');
		expect(await requests.findApproved(database.db, id, day(2))).toMatchObject({ id });
		expect(await requests.findApproved(database.db, id, day(4))).toBeUndefined();
	});

	it.runIf(isThere)('lapses when nobody decides, and is over once refused', async () => {
		const id = await ask(rook);
		expect(await requests.decide(database.db, id, 'approved', wren, day(15))).toMatch(
			/no longer waits/
		);
		const other = await ask(rook);
		await requests.decide(database.db, other, 'refused', wren, day(0));
		expect(await requests.take(database.db, other, rook, day(0))).toHaveProperty('issue');
		const mine = await requests.list(database.db, rook, day(15));
		expect(mine.map(({ request }) => requests.stateOf(request, day(15)))).toEqual([
			'refused',
			'lapsed',
			'expired'
		]);
		expect(mine[0]).toMatchObject({ askedBy: 'Rook', decidedBy: 'Wren' });
		expect(await requests.list(database.db, wren, day(15))).toHaveLength(4);
	});

	it.runIf(isThere)('leaves each step in the journal, with numbers only', async () => {
		const lines = await journal.list(database.db, { from: 0 });
		expect(lines.map(({ what }) => what)).toEqual([
			'export-asked',
			'export-approved',
			'export-asked',
			'export-approved',
			'export-taken',
			'export-asked',
			'export-asked',
			'export-refused'
		]);
		expect(JSON.parse(lines[4]!.subject)).toEqual({
			request: expect.any(Number),
			rows: 'posts',
			list: null,
			by: rook.id
		});
		expect(JSON.stringify(lines)).not.toContain('sample by hand');
	});
});

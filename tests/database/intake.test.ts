import { asc, eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Database } from '#lib/server/db/index.ts';
import { feed, host, intakeRow, practitioner } from '#lib/server/db/schema.ts';
import * as importlist from '#lib/server/feeds/importlist.ts';
import * as checking from '#lib/server/intake/checking.ts';
import * as following from '#lib/server/intake/following.ts';
import * as intakes from '#lib/server/intake/intakes.ts';
import * as report from '#lib/server/intake/report.ts';
import * as lists from '#lib/server/lists.ts';
import * as practitioners from '#lib/server/practitioners.ts';
import { fresh, kinds } from '../support/database.ts';
import { nothing, startInternet, type Internet, type Site } from '../support/internet.ts';

const rss = (title: string) =>
	`<?xml version="1.0"?><rss version="2.0"><channel><title>${title}</title><link>https://x.example</link><item><title>One</title><guid>1</guid><description>A made-up post.</description></item></channel></rss>`;
const site =
	(title: string): Site =>
	({ url }) =>
		url.pathname === '/feed.xml'
			? { headers: { 'content-type': 'application/rss+xml' }, body: rss(title) }
			: url.pathname === '/'
				? {
						body: '<html><head><link rel="alternate" type="application/rss+xml" href="/feed.xml"></head></html>'
					}
				: nothing;

const csv = `name,address,profession,place,basis
Dr Ash,https://ash.example,psychologist,GB,
Brook,https://brook.example/feed.xml,coach,,
Brook,https://brook2.example,,,same-name linked-from-other
Ash,https://ash2.example,,,
,https://ash.example/feed.xml,,,
Cedar,https://nowhere.example,,,
Dell,https://dell.example,wizard,,
Elm,https://known.example/feed.xml,,,
`;

describe.each(kinds)('an import, on the $kind database', ({ kind, isThere }) => {
	let database: Database;
	let internet: Internet;
	let elmId: number;
	beforeAll(async () => {
		if (!isThere) return;
		database = await fresh(kind);
		internet = await startInternet({
			'ash.example': site('Ash writes'),
			'ash2.example': site('Another Ash'),
			'brook.example': site('Brook'),
			'brook2.example': site('Brook again'),
			'known.example': site('Elm')
		});
		const elm = await practitioners.add(database.db, { name: 'Elm' });
		elmId = elm.id;
		await database.db.insert(host).values({ name: 'known.example', gapMs: 0 });
		await database.db.insert(feed).values({
			practitionerId: elm.id,
			platform: 'website',
			url: 'https://known.example/feed.xml',
			title: 'Elm',
			host: 'known.example'
		});
	});
	afterAll(async () => {
		await database?.close();
		await internet?.stop();
	});

	const rowsOf = (text: string) => {
		const list = importlist.read(text, 'list.csv');
		if ('error' in list) throw new Error(list.error);
		return list.rows;
	};
	/** Goes on while there is work, as hours pass. */
	async function check(id: number) {
		for (let hour = 0; (await intakes.find(database.db, id))?.stage === 'checking'; hour++)
			await checking.step(database.db, {
				get: internet.get,
				now: new Date(Date.now() + hour * 3_600_000)
			});
	}
	async function follow(id: number) {
		await intakes.follow(database.db, id);
		while (await following.step(database.db, { pollMinutes: 60 }));
	}
	const shown = async (id: number) => (await intakes.listRows(database.db, id)).rows;

	it.runIf(isThere)('says of each row what it is, and follows nothing by itself', async () => {
		const list = await lists.add(database.db, 'North');
		if ('issue' in list) throw new Error(list.issue);
		const begun = await intakes.start(database.db, rowsOf(csv), {
			title: 'list.csv',
			listId: list.id
		});
		expect(begun.stage).toBe('checking');
		await check(begun.id);
		const rows = await shown(begun.id);
		expect(rows.map(({ row }) => [row.line, row.state, row.otherLine])).toEqual([
			[2, 'new', null],
			[3, 'new', null],
			[4, 'joins', 3],
			[5, 'namesake', 2],
			[6, 'duplicate', 2],
			[7, 'unreadable', null],
			[8, 'unreadable', null],
			[9, 'known', null]
		]);
		expect(rows[7]!.otherName).toBe('Elm');
		expect(rows[5]!.row.reason).toMatch(/nowhere\.example/);
		expect(rows[6]!.row.reason).toMatch(/wizard/);
		expect(internet.asked.some((address) => address.includes('known.example'))).toBe(false);
		expect(await database.db.select({ id: feed.id }).from(feed)).toHaveLength(1);
		expect(await intakes.countRows(database.db, begun.id)).toMatchObject({ rows: 8, chosen: 5 });
	});

	it.runIf(isThere)('follows the chosen rows, and joins only what was signed for', async () => {
		const { intake } = (await intakes.list(database.db))[0]!;
		const ids = (await shown(intake.id)).map(({ row }) => row.id);
		// The namesake is left out.
		await intakes.choose(
			database.db,
			intake.id,
			ids,
			ids.filter((_, i) => i !== 3)
		);
		await follow(intake.id);
		const rows = await shown(intake.id);
		expect(rows.map(({ row }) => row.outcome)).toEqual([
			'followed',
			'followed',
			'joined',
			'left-out',
			'left-out',
			'left-out',
			'left-out',
			'listed'
		]);
		expect(rows[2]!.row.practitionerId).toBe(rows[1]!.row.practitionerId);
		const ash = await practitioners.find(database.db, rows[0]!.row.practitionerId!);
		expect(ash!.practitioner).toMatchObject({
			name: 'Dr Ash',
			profession: 'psychologist',
			place: 'GB'
		});
		expect(ash!.feeds[0]).toMatchObject({ url: 'https://ash.example/feed.xml' });
		const north = await practitioners.list(database.db, { listId: intake.listId! });
		expect(north.rows.map(({ practitioner }) => practitioner.name)).toEqual([
			'Brook',
			'Dr Ash',
			'Elm'
		]);
		let table = '';
		for await (const line of report.csv(database.db, intake)) table += line;
		expect(table.split('\r\n')[0]).toBe('line,source,name,state,found,feed,title,plan,outcome');
		expect(table).toContain('followed, with the other feeds of this person');
	});

	it.runIf(isThere)('takes back what it added, and nothing else', async () => {
		const { intake } = (await intakes.list(database.db))[0]!;
		expect(await intakes.undo(database.db, intake.id)).toBe(true);
		while (await following.step(database.db, { pollMinutes: 60 }));
		expect((await intakes.find(database.db, intake.id))!.stage).toBe('undone');
		const left = await database.db.select({ id: practitioner.id }).from(practitioner);
		expect(left).toEqual([{ id: elmId }]);
		expect(await database.db.select({ url: feed.url }).from(feed)).toEqual([
			{ url: 'https://known.example/feed.xml' }
		]);
		expect(await lists.list(database.db)).toEqual([{ id: intake.listId, name: 'North', count: 0 }]);
		expect(await intakes.undo(database.db, intake.id)).toBe(false);
	});

	it.runIf(isThere)('can be stopped while it looks, and goes on with what it found', async () => {
		const many = Array.from({ length: 40 }, (_, i) => `https://none.example/${i}`).join('\n');
		const begun = await intakes.start(database.db, rowsOf(`https://ash.example\n${many}`), {
			title: 'pasted'
		});
		await checking.step(database.db, { get: internet.get, now: new Date(Date.now() + 86_400_000) });
		await intakes.stop(database.db, begun.id);
		const counts = await intakes.countRows(database.db, begun.id);
		expect(counts).toMatchObject({
			rows: 41,
			chosen: 1,
			states: { new: 1, unreadable: 40, waiting: 0 }
		});
		await follow(begun.id);
		expect((await intakes.countRows(database.db, begun.id)).outcomes.followed).toBe(1);
	});

	it.runIf(isThere)('asks one site one question at a time, at its pace', async () => {
		const now = new Date(Date.now() + 2 * 86_400_000);
		const begun = await intakes.start(
			database.db,
			rowsOf('https://pace.example/a\nhttps://pace.example/b\nhttps://other.example/'),
			{ title: 'pasted' }
		);
		const step = (ms: number) =>
			checking.step(database.db, { get: internet.get, now: new Date(now.getTime() + ms) });
		expect(await step(0)).toBe(2);
		expect(await step(100)).toBe(0);
		expect(await step(2100)).toBe(1);
		expect((await intakes.find(database.db, begun.id))!.stage).toBe('checked');
	});

	it.runIf(isThere)(
		'lets a person say who is meant and what makes two feeds one person’s',
		async () => {
			const begun = await intakes.start(database.db, rowsOf('https://ash2.example,Elm'), {
				title: 'pasted'
			});
			await check(begun.id);
			const [{ row }] = (await shown(begun.id)) as [report.Shown];
			expect(row).toMatchObject({ state: 'namesake', otherId: elmId });
			await intakes.identify(database.db, begun.id, row.id, ['same-name', 'same-contact']);
			expect((await shown(begun.id))[0]!.row.state).toBe('joins');
			const choice = {
				...row.candidate!,
				feedUrl: 'https://brook.example/feed.xml',
				title: 'Brook'
			};
			await database.db
				.update(intakeRow)
				.set({ state: 'unclear', candidate: null, choices: [choice], isChosen: false })
				.where(eq(intakeRow.id, row.id));
			expect(await intakes.pick(database.db, begun.id, row.id, 'https://evil.example')).toBe(false);
			expect(await intakes.pick(database.db, begun.id, row.id, choice.feedUrl)).toBe(true);
			await follow(begun.id);
			const [done] = await database.db
				.select()
				.from(intakeRow)
				.where(eq(intakeRow.intakeId, begun.id))
				.orderBy(asc(intakeRow.id));
			expect(done).toMatchObject({ outcome: 'joined', practitionerId: elmId });
		}
	);

	it.runIf(isThere)('two workers never look at or follow one row twice', async () => {
		const text = Array.from({ length: 30 }, (_, i) => `https://two${i}.example/`).join('\n');
		const begun = await intakes.start(database.db, rowsOf(text), { title: 'pasted' });
		const before = internet.asked.length;
		const asked: string[] = [];
		const get: typeof internet.get = (address, options) => {
			asked.push(address);
			return internet.get(address, options);
		};
		const now = new Date(Date.now() + 3 * 86_400_000);
		const step = () => checking.step(database.db, { get, now });
		while ((await Promise.all([step(), step(), step()])).some((count) => count > 0));
		expect(internet.asked.length).toBe(before);
		expect((await intakes.find(database.db, begun.id))!.stage).toBe('checked');
		const fronts = asked.filter((address) => /^https:\/\/two\d+\.example\/$/.test(address));
		expect(new Set(fronts).size).toBe(30);
		expect(fronts).toHaveLength(30);
	});
});

import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Database } from '#lib/server/db/index.ts';
import * as feeds from '#lib/server/feeds/feeds.ts';
import * as practitioners from '#lib/server/practitioners.ts';
import * as samename from '#lib/server/samename.ts';
import { fresh } from '../support/database.ts';

let database: Database;
beforeAll(async () => {
	database = await fresh('embedded');
});
afterAll(() => database.close());

const candidate = {
	platformId: null,
	handle: null,
	title: 'Notes'
};

it('tells people of one name apart by where they write, and says nothing of the others', async () => {
	const { db } = database;
	const [one, other, alone] = [
		await practitioners.add(db, { name: 'Robin Fairley' }),
		await practitioners.add(db, { name: 'Robin Fairley' }),
		await practitioners.add(db, { name: 'Fern Hollis' })
	];
	await feeds.add(db, one.id, {
		...candidate,
		platform: 'website',
		feedUrl: 'https://www.robin.example/blog/feed/',
		siteUrl: 'https://www.robin.example/blog/'
	});
	await feeds.add(db, one.id, {
		...candidate,
		platform: 'mastodon',
		handle: '@robin@social.example',
		feedUrl: 'https://social.example/@robin.rss',
		siteUrl: null
	});
	expect(await samename.list(db, [one, alone])).toEqual(
		new Map([[one.id, ['robin.example/blog', '@robin@social.example (Mastodon)']]])
	);
	expect(await samename.list(db, [other])).toEqual(new Map([[other.id, []]]));
	await practitioners.remove(db, other.id);
	expect(await samename.list(db, [one, alone])).toEqual(new Map());
	expect(await samename.list(db, [])).toEqual(new Map());
});

/** What the tests of the API ask about: three practitioners, marked posts, a finding, a list. */
import { and, eq } from 'drizzle-orm';
import type { Db } from '#lib/server/db/index.ts';
import { post, practitioner } from '#lib/server/db/schema.ts';
import * as findings from '#lib/server/findings.ts';
import * as lists from '#lib/server/lists.ts';
import * as mark from '#lib/server/marking/mark.ts';
import * as posts from '#lib/server/posts.ts';
import type { Mark } from '#lib/words.ts';
import { follow, item } from './items.ts';

const marked = (strength: Mark['strength'], probability: number): Mark => ({
	lang: 'en',
	probability,
	strength,
	voice: 'practitioner',
	exits: ['composite-stated'],
	identifiers: ['age'],
	tone: 'neutral',
	forms: ['anecdote'],
	otherNorms: [],
	goodPractice: ['K01'],
	reasons: [],
	reader: 'linear',
	version: 'made-up'
});

export interface Data {
	people: { id: number; name: string }[];
	feedIds: number[];
	listId: number;
}

export async function fill(db: Db): Promise<Data> {
	const people = [];
	const feedIds = [];
	for (let i = 0; i < 3; i++) {
		const { practitioner: person, feed } = await follow(db);
		await db
			.update(practitioner)
			.set({ profession: i === 0 ? 'psychologist' : null, place: 'US-CA' })
			.where(eq(practitioner.id, person.id));
		await posts.save(
			db,
			feed.id,
			Array.from({ length: 30 }, (_, n) =>
				item(`p${i}-${n}`, `Secret words ${i}-${n}.`, {
					publishedAt: new Date(Date.UTC(2025, n % 12, 3, 9, n))
				})
			)
		);
		const kept = await posts.listKeys(db, feed.id);
		await mark.save(
			db,
			kept.map(({ id, contentHash }, n) => ({
				id,
				contentHash,
				mark: marked(n % 7 === 0 ? 'likely' : 'none', n % 7 === 0 ? 0.9 : 0.02)
			})),
			new Date()
		);
		people.push({ id: person.id, name: person.name });
		feedIds.push(feed.id);
	}
	const list = await lists.add(db, 'Some');
	if ('issue' in list) throw new Error(list.issue);
	await lists.put(db, list.id, people[0]!.id);
	const [first] = await db
		.select({ id: post.id })
		.from(post)
		.where(and(eq(post.feedId, feedIds[0]!), eq(post.strength, 'likely')))
		.limit(1);
	await findings.record(db, first!.id, { says: 'story', reason: '' });
	return { people, feedIds, listId: list.id };
}

/** A group in the middle of its work, so that every screen has something to show; plainly fictional. */
import { eq } from 'drizzle-orm';
import type { Db } from '#lib/server/db/index.ts';
import { feed, practitioner } from '#lib/server/db/schema.ts';
import * as invitations from '#lib/server/accounts/invitations.ts';
import * as tokens from '#lib/server/api/tokens.ts';
import * as requests from '#lib/server/exporting/requests.ts';
import * as importlist from '#lib/server/feeds/importlist.ts';
import * as intakes from '#lib/server/intake/intakes.ts';
import * as lists from '#lib/server/lists.ts';
import * as decisions from '#lib/server/publication/decisions.ts';
import * as publications from '#lib/server/publication/publications.ts';
import * as replies from '#lib/server/publication/replies.ts';
import * as switching from '#lib/server/publication/switching.ts';
import * as regrouping from '#lib/server/regrouping.ts';
import * as claims from '#lib/server/review/claims.ts';
import * as conflicts from '#lib/server/review/conflicts.ts';
import * as codings from '#lib/server/review/codings.ts';
import * as tasks from '#lib/server/review/tasks.ts';
import * as saved from '#lib/server/trends/saved.ts';
import { read as readQuery } from '#lib/server/trends/query.ts';
import type { Role, Who } from '#lib/words.ts';
import { follow } from './items.ts';
import { evidence, practise, weekly } from './practice.ts';
import { practiseEnough, settle } from './records.ts';
import { says } from './reviewers.ts';

const story = 'My client told me on Tuesday that his brother had left. I drove home in tears.';
const DAY = 86_400_000;

export interface Busy {
	/** Paths that no link leads to: the practitioner's own link, a way in. */
	secret: string[];
}

/** Fills a database for these people, one of each role, as of `now`. */
export async function fill(db: Db, people: Record<Role, Who>, now: Date): Promise<Busy> {
	const { reviewer, editor, administrator } = people;
	const before = new Date(now.getTime() - 30 * DAY);
	const mustBe = (issue: string | undefined) => {
		if (issue) throw new Error(issue);
	};
	// Read twice, settled, published; and one more that has only had its notice.
	const texts = Array.from({ length: 6 }, () => story);
	const known = await practiseEnough(db, 6, before, texts);
	const next = await practiseEnough(db, 4, before, texts);
	const many = await practiseEnough(db, 50, before);
	const stories = [...known.ids.slice(0, 4), ...next.ids.slice(0, 3), ...many.ids.slice(0, 20)];
	await settle(db, [reviewer, editor], stories, before);
	mustBe(await switching.propose(db, administrator, before));
	mustBe(await switching.confirm(db, editor, before));
	const at = (moment: Date): publications.Conditions => ({ evidence, pause: null, now: moment });
	for (const one of [known, next]) {
		const draft = await decisions.draft(
			db,
			editor,
			{
				practitionerId: one.practitioner.id,
				basis: ['own-claim'],
				items: one.ids.slice(0, 2).map((postId) => ({ postId, withExcerpt: true }))
			},
			at(before)
		);
		if ('issue' in draft) throw new Error(draft.issue);
		mustBe(await decisions.notice(db, editor, draft.id, at(before)));
		const [postId] = one.ids as [number];
		mustBe(
			await replies.receive(
				db,
				draft.id,
				{ postId, kind: 'disagree', words: 'This is a scene from a film.', isAppeal: one === next },
				at(before)
			)
		);
		if (one === known) {
			const [reply] = (await publications.find(db, draft.id, at(before)))!.replies;
			mustBe(
				await replies.look(db, administrator, reply!.id, { passes: true, why: '' }, at(before))
			);
			mustBe(await decisions.publish(db, administrator, draft.id, at(now)));
		}
	}
	// Waiting to be read: a queue, a split, a reading of one's own.
	const fresh = await practise(
		db,
		weekly(['likely', 'possible', 'likely', 'possible', 'none', 'none'], now).map((one, i) => ({
			...one,
			text: `Note ${i}.\n\nMy client of Tuesday laughed.\n\nThe winter is long.`
		}))
	);
	await tasks.fill(db, { now });
	for (const [i, answer] of (['story', 'no-story'] as const).entries()) {
		const by = [reviewer, editor][i]!;
		const id = await claims.next(db, by.id, i === 0 ? 'first' : 'second', { now, draw: 0.5 });
		const of = says(answer, { reason: 'One laugh.', note: 'Not sure.' });
		const done = await codings.save(db, by.id, id!, of, now);
		if (!done.isSaved) throw new Error(done.issue);
	}
	// People, feeds and lists.
	await db
		.update(practitioner)
		.set({ profession: 'counsellor', place: 'GB', registerUrl: 'https://register.example/1' })
		.where(eq(practitioner.id, known.practitioner.id));
	const [failing, paused] = [await follow(db), await follow(db)];
	await db
		.update(feed)
		.set({ failureCount: 3, failure: 'The site did not answer.', lastCheckedAt: now })
		.where(eq(feed.id, failing.feed.id));
	await db.update(feed).set({ pausedAt: now }).where(eq(feed.id, paused.feed.id));
	await regrouping.join(db, failing.practitioner.id, fresh.practitioner.id, ['own-claim']);
	await conflicts.add(db, reviewer.id, paused.practitioner.id, now);
	const list = await lists.add(db, 'North');
	if ('issue' in list) throw new Error(list.issue);
	await lists.put(db, list.id, known.practitioner.id);
	const rows = importlist.read(`${known.feed.url}\nnot an address, Dell`, 'pasted');
	if ('error' in rows) throw new Error(rows.error);
	await intakes.start(db, rows.rows, { title: 'pasted', listId: list.id });
	// What each keeps for themselves, and what waits for somebody else.
	const { query } = readQuery(new URLSearchParams('step=quarter'), now);
	for (const who of Object.values(people)) {
		await saved.add(db, { name: 'By quarter', query }, who.id);
		await tokens.add(db, { name: 'A script', scopes: ['read'], days: 30 }, who, now);
	}
	const asked = await requests.ask(
		db,
		{ what: 'findings', format: 'csv', listId: null, reason: 'For the yearly report.' },
		reviewer,
		now
	);
	if ('issue' in asked) throw new Error(asked.issue);
	const made = { by: administrator.id, role: 'reader' as const, note: 'Dell', days: 7 };
	const { token } = await invitations.add(db, made, now);
	const records = await publications.list(db, at(now));
	return {
		secret: [`/welcome/${token}`, ...records.map((one) => `/record/${one.publication.token}`)]
	};
}

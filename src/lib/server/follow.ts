/** From something looked at, an import list or the samples to followed feeds. */
import { eq } from 'drizzle-orm';
import type { Profession } from '#lib/words.ts';
import type { Db } from './db/index.ts';
import { feed as feedTable, practitioner as practitionerTable } from './db/schema.ts';
import * as care from './feeds/care.ts';
import { asOutcome } from './feeds/document.ts';
import * as feeds from './feeds/feeds.ts';
import type * as fetch from './feeds/fetch.ts';
import { locate, type Candidate } from './feeds/locate.ts';
import * as parse from './feeds/parse.ts';
import { settle } from './feeds/poll.ts';
import type { Looked } from './look/looked.ts';
import * as mark from './marking/mark.ts';
import * as posts from './posts.ts';
import * as practitioners from './practitioners.ts';
import * as samples from './samples/samples.ts';

export interface Followed {
	practitionerId: number;
	feed: feeds.Feed;
	/** False when this address was followed before: nothing was changed. */
	isNew: boolean;
}

interface Options {
	pollMinutes: number;
	profession?: Profession | null;
	place?: string | null;
	/** Add the feed to this practitioner instead of a new one. */
	practitionerId?: number;
	name?: string;
	bridges?: string[];
}

/** Follows what was just looked at, with all that was read, without asking the site again. */
export async function keep(db: Db, looked: Looked, options: Options): Promise<Followed> {
	if (!looked.candidate || !looked.outcome)
		throw new Error('A document without an address cannot be followed');
	const followed = await start(db, { ...looked.candidate, title: looked.title }, looked.outcome, {
		...options,
		profession: options.profession ?? looked.profession
	});
	if (!followed.isNew) return followed;
	await store(db, followed.feed.id, looked);
	return { ...followed, feed: (await feeds.find(db, followed.feed.id))! };
}

/** Keeps what the look read beyond the document itself: older posts, how far back, and the marks. */
async function store(db: Db, feedId: number, looked: Looked): Promise<void> {
	const older = looked.posts.filter((post) => post.backfilled).map((post) => post.item);
	await posts.save(db, feedId, older, { backfilled: true });
	await db.update(feedTable).set({ coverage: looked.coverage }).where(eq(feedTable.id, feedId));
	const marks = new Map(looked.posts.map((post) => [post.key, post.mark]));
	const kept = await posts.listKeys(db, feedId);
	await mark.save(
		db,
		kept.flatMap(({ id, key, contentHash }) => {
			const found = marks.get(key);
			return found ? [{ id, contentHash, mark: found }] : [];
		}),
		new Date()
	);
}

/** Follows a feed that `locate` found; its document, if it brought one, is kept at once. */
export async function start(
	db: Db,
	candidate: Candidate,
	outcome: fetch.Outcome | undefined,
	options: Options
): Promise<Followed> {
	const known = await feeds.findSame(db, candidate);
	if (known) return { practitionerId: known.practitionerId, feed: known, isNew: false };
	const practitionerId =
		options.practitionerId ??
		(
			await practitioners.add(db, {
				name:
					options.name ??
					candidate.title ??
					candidate.handle ??
					new URL(candidate.feedUrl).hostname,
				profession: options.profession,
				place: options.place
			})
		).id;
	const { feed } = await feeds.add(db, practitionerId, candidate, options.bridges);
	if (outcome) await settle(db, feed, outcome, options);
	await care.decide(db, feed.id);
	return { practitionerId, feed: (await feeds.find(db, feed.id))!, isNew: true };
}

/**
 * Finds and follows one source. A failure is a sentence with what was tried; a name that several
 * people may bear is one too, with the candidates to choose from.
 */
export async function add(
	db: Db,
	source: string,
	options: Options & {
		get: (address: string, options?: fetch.GetOptions) => Promise<fetch.Outcome>;
		rsshubUrl?: string;
		rssbridgeUrl?: string;
	}
): Promise<Followed | { reason: string; advice: string; tried: string[]; choices?: Candidate[] }> {
	const known = URL.canParse(source) ? await feeds.findByUrl(db, source) : undefined;
	if (known) return { practitionerId: known.practitionerId, feed: known, isNew: false };
	const located = await locate(source, options);
	if (located.kind === 'failed') return located;
	if (located.kind === 'ambiguous') {
		const { reason, advice, tried, candidates } = located;
		return { reason, advice, tried, choices: candidates };
	}
	const candidate = located.candidates[0]!;
	return start(db, candidate, candidate.document, options);
}

/**
 * Follows a feed document at hand, such as a file saved from a site that is gone. It is read once;
 * given again, what is new in it is taken in. A failure is a sentence.
 * @param address lasting address of the document, such as `file:///home/me/saved.xml`
 */
export async function addDocument(
	db: Db,
	address: string,
	document: Uint8Array,
	options: Options
): Promise<Followed | { reason: string; advice: string; tried: string[] }> {
	const outcome = asOutcome(address, document);
	const known = await feeds.findByUrl(db, address);
	if (known) {
		const settled = await settle(db, known, outcome, options);
		if ('reason' in settled) return notAFeed(address, settled.reason);
		return { practitionerId: known.practitionerId, feed: known, isNew: false };
	}
	const parsed = await parse.feed(document);
	if ('error' in parsed) return notAFeed(address, parsed.error);
	const followed = await start(
		db,
		{
			platform: 'file',
			platformId: null,
			handle: null,
			feedUrl: address,
			siteUrl: parsed.siteUrl,
			title: parsed.title || null,
			newestAt: null,
			itemsCount: parsed.items.length
		},
		outcome,
		options
	);
	await rest(db, followed.feed, parsed.complete);
	return followed;
}

function notAFeed(address: string, reason: string) {
	return { reason, advice: 'Give a feed document: RSS, Atom, RDF or JSON Feed.', tried: [address] };
}

/** A document has no address to ask again: it is read from what is at hand only. */
async function rest(db: Db, feed: feeds.Feed, complete: boolean): Promise<void> {
	await feeds.pause(db, feed.id);
	await db
		.update(feedTable)
		.set({
			coverage: {
				oldestAt: feed.oldestPostAt?.toISOString() ?? null,
				complete,
				method: 'file',
				cursor: null
			}
		})
		.where(eq(feedTable.id, feed.id));
}

/** Follows the bundled made-up practitioners, each from its own feed document. */
export async function addSamples(db: Db, options: { pollMinutes: number }): Promise<Followed[]> {
	const followed: Followed[] = [];
	for (const sample of samples.list()) {
		const document = await samples.read(sample.slug);
		followed.push(
			await start(
				db,
				{
					platform: sample.platform,
					platformId: null,
					handle: null,
					feedUrl: sample.address,
					siteUrl: new URL(sample.address).origin,
					title: sample.name,
					newestAt: null,
					itemsCount: 0
				},
				asOutcome(sample.address, document),
				{ ...options, name: sample.name, profession: sample.profession, place: sample.place }
			)
		);
	}
	for (const { practitionerId, feed } of followed) {
		await db
			.update(practitionerTable)
			.set({ sample: true })
			.where(eq(practitionerTable.id, practitionerId));
		await rest(db, feed, true);
	}
	return followed;
}

/** Forgets the made-up practitioners. Returns how many there were. */
export async function removeSamples(db: Db): Promise<number> {
	const removed = await db
		.delete(practitionerTable)
		.where(eq(practitionerTable.sample, true))
		.returning({ id: practitionerTable.id });
	return removed.length;
}

/** Different people of one name: told apart by where they write, wherever the name stands in a list. */
import { and, asc, inArray, isNull } from 'drizzle-orm';
import * as format from '#lib/format.ts';
import type { Platform } from '#lib/words.ts';
import type { Db } from './db/index.ts';
import { feed, practitioner } from './db/schema.ts';

/** Where those of these people write who share their name with somebody else, by id; the others are left out. */
export async function list(
	db: Db,
	people: { id: number; name: string }[]
): Promise<Map<number, string[]>> {
	if (people.length === 0) return new Map();
	const bearers = await db
		.select({ id: practitioner.id, name: practitioner.name })
		.from(practitioner)
		.where(
			and(
				inArray(practitioner.name, [...new Set(people.map((one) => one.name))]),
				isNull(practitioner.joinedIntoId)
			)
		);
	const isShared = (name: string) => bearers.filter((one) => one.name === name).length > 1;
	const shared = people.filter((one) => isShared(one.name));
	return placesOf(
		db,
		shared.map((one) => one.id)
	);
}

/** Where each of these people writes, by id. */
export async function placesOf(db: Db, ids: number[]): Promise<Map<number, string[]>> {
	if (ids.length === 0) return new Map();
	const feeds = await db
		.select({
			practitionerId: feed.practitionerId,
			platform: feed.platform,
			handle: feed.handle,
			url: feed.url,
			siteUrl: feed.siteUrl
		})
		.from(feed)
		.where(inArray(feed.practitionerId, ids))
		.orderBy(asc(feed.id));
	return new Map(
		ids.map((id) => {
			const places = feeds.filter((one) => one.practitionerId === id).map(placeOf);
			return [id, [...new Set(places)]];
		})
	);
}

/** Where a feed is, in words: a handle with its platform, or the site's name with the path. */
export function placeOf(of: {
	platform: Platform;
	handle: string | null;
	url: string;
	siteUrl: string | null;
}): string {
	if (of.handle?.startsWith('@')) return `${of.handle} (${format.platform(of.platform)})`;
	const address = of.siteUrl ?? of.url;
	if (!URL.canParse(address)) return address;
	const { host, pathname } = new URL(address);
	return host.replace(/^www\./, '') + pathname.replace(/\/+$/, '');
}

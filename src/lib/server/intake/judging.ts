/**
 * What each row of an import is, once it is known what feed lies behind it: new, followed already, the
 * same as another row, or under a name that somebody else bears. Pure.
 */
import type { IntakeRowState } from '#lib/intake.ts';
import type { IdentityBasis } from '#lib/words.ts';
import { isEnough } from '../regrouping.ts';

/** The feed behind a row, by what tells feeds apart. */
export interface Located {
	feedUrl: string;
	platform: string;
	platformId: string | null;
}

export interface Looked {
	id: number;
	line: number;
	/** What the practitioner would be called. */
	name: string;
	basis: IdentityBasis[];
	feed: Located | null;
}

export interface Followed {
	practitionerId: number;
	feed: Located;
}

export interface Person {
	id: number;
	name: string;
}

export interface Judged {
	id: number;
	state: Extract<IntakeRowState, 'new' | 'known' | 'duplicate' | 'namesake' | 'joins'>;
	otherLine: number | null;
	otherId: number | null;
}

/**
 * Judges the rows in their order; those without a feed are left out. A row joins a person of the same
 * name only where its signs are enough (F14).
 */
export function judge(rows: Looked[], followed: Followed[], people: Person[]): Judged[] {
	const known = new Map<string, number>();
	for (const one of followed)
		for (const key of keysOf(one.feed)) known.set(key, one.practitionerId);
	const byName = new Map<string, number[]>();
	for (const { id, name } of people)
		byName.set(plainName(name), [...(byName.get(plainName(name)) ?? []), id]);
	const seen = new Map<string, number>();
	const named = new Map<string, number>();
	return rows.flatMap((row): Judged[] => {
		if (!row.feed) return [];
		const keys = keysOf(row.feed);
		const first = find(seen, keys);
		const judged = { id: row.id, otherLine: null, otherId: null };
		if (first !== undefined) return [{ ...judged, state: 'duplicate', otherLine: first }];
		for (const key of keys) seen.set(key, row.line);
		const practitionerId = find(known, keys);
		if (practitionerId !== undefined)
			return [{ ...judged, state: 'known', otherId: practitionerId }];
		const name = plainName(row.name);
		const bearers = byName.get(name) ?? [];
		const otherId = bearers[0] ?? null;
		const otherLine = otherId === null ? (named.get(name) ?? null) : null;
		if (!named.has(name)) named.set(name, row.line);
		if (name === '' || (otherId === null && otherLine === null))
			return [{ ...judged, state: 'new' }];
		// Signs do not say which of two bearers of a name is meant.
		const state = bearers.length < 2 && isEnough(row.basis) ? 'joins' : 'namesake';
		return [{ ...judged, state, otherLine, otherId }];
	});
}

function find(map: Map<string, number>, keys: string[]): number | undefined {
	for (const key of keys) if (map.has(key)) return map.get(key);
	return undefined;
}

function keysOf(feed: Located): string[] {
	const address = `address ${feed.feedUrl.replace(/^https?:/, '').replace(/\/$/, '')}`;
	return feed.platformId ? [address, `${feed.platform} ${feed.platformId}`] : [address];
}

/** A name as it is compared: without title, degrees after a comma, capitals and marks. */
export function plainName(name: string): string {
	return name
		.normalize('NFKD')
		.replace(/\p{M}/gu, '')
		.toLowerCase()
		.replace(/,.*$/, '')
		.replace(/^\s*((dr|prof|mr|mrs|ms|mx|miss)\b\.?\s*)+/, '')
		.replace(/[^\p{L}\p{N}]+/gu, ' ')
		.trim();
}

/**
 * Where a publication stands: a pure function of what happened, of what holds now, and of the clock.
 *
 * What may change by itself (a finding, a text, the measured quality) is judged at `now` each time, so
 * that a page is gone the moment its ground is.
 */
import type { PublicStatus, Stage } from '#lib/words.ts';
import {
	addDays,
	linkDays,
	tell,
	windowDays,
	type Appeal,
	type Event,
	type Told
} from './steps.ts';

/** Reviewers who must have read a post alike before it may be public (guard F1). */
export const leastReaders = 2;

/** What holds of one post now. */
export interface Item {
	postId: number;
	/** Different reviewers whose settled readings agree that this very text tells about a client. */
	readers: string[];
	/** Put right by its author: taken down, or changed to a text that tells of no client. */
	isRemedied: boolean;
	/** Its text is another than the one of the notice, or it counts no more. */
	isChanged: boolean;
	/** When it is too old to be held against its author (guard F9). */
	expiresAt: Date | null;
}

export interface Facts {
	/** Whether this group publishes at all. */
	isOn: boolean;
	items: Item[];
	/** Enough posts over enough months for a range, and a range (guards F3, F4). */
	enough: boolean;
	hasRange: boolean;
	/** Why publication pauses itself (guard F16); null when it does not. */
	pause: string | null;
	/** Whether enough says that the feeds are this person's (guard F14). */
	isIdentified: boolean;
}

export const itemStates = [
	'shown',
	'appealed',
	'unconfirmed',
	'changed',
	'expired',
	'overturned',
	'remedied',
	'taken-down'
] as const;
export type ItemState = (typeof itemStates)[number];

/** What is missing before a record may be public. */
export const lacks = [
	'off',
	'paused',
	'identity',
	'not-enough',
	'no-range',
	'no-item',
	'notice',
	'window',
	'appeal',
	'words',
	'decision'
] as const;
export type Lack = (typeof lacks)[number];

export interface Standing {
	stage: Stage;
	status: PublicStatus;
	items: { postId: number; state: ItemState; expiresAt: Date | null }[];
	/** What is missing for the page to be public. */
	lacking: Lack[];
	drafters: string[];
	noticedAt: Date | null;
	windowEndsAt: Date | null;
	/** The decision that holds; the page itself may still be held back. */
	decidedAt: Date | null;
	decidedBy: string | null;
	appeals: Appeal[];
	linkEndsAt: Date | null;
	openedAt: Date | null;
}

/** Where a publication stands at `now`. `events` are its own and the takedowns of its posts. */
export function standing(events: Event[], facts: Facts, now: Date): Standing {
	const told = tell(events, now);
	const items = facts.items.map((item) => ({
		postId: item.postId,
		state: stateOf(item, told, now),
		expiresAt: item.expiresAt
	}));
	const windowEndsAt = told.noticedAt && addDays(told.noticedAt, windowDays);
	const isWide = told.appeals.some((one) => one.postId === null);
	const lacking = lacks.filter((lack) => {
		switch (lack) {
			case 'off':
				return !facts.isOn;
			case 'paused':
				return facts.pause !== null;
			case 'identity':
				return !facts.isIdentified;
			case 'not-enough':
				return !facts.enough;
			case 'no-range':
				return !facts.hasRange;
			case 'no-item':
				return !items.some((item) => item.state === 'shown' || item.state === 'appealed');
			case 'notice':
				return !told.noticedAt;
			case 'window':
				return !windowEndsAt || now < windowEndsAt;
			case 'appeal':
				// Once decided, an appeal about one post holds back that post alone.
				return (
					isWide ||
					(told.appeals.length > 0 &&
						(!told.decidedAt || !items.some((item) => item.state === 'shown')))
				);
			case 'words':
				return !told.decidedAt && told.unread.size > 0;
			case 'decision':
				return !told.decidedAt;
		}
	});
	return {
		stage: stageOf(told, items, lacking),
		status: statusOf(told),
		items,
		lacking,
		drafters: [...told.drafters],
		noticedAt: told.noticedAt,
		windowEndsAt,
		decidedAt: told.decidedAt,
		decidedBy: told.decidedBy,
		appeals: told.appeals,
		linkEndsAt: told.linkAt && addDays(told.linkAt, linkDays),
		openedAt: told.openedAt
	};
}

function stateOf(item: Item, told: Told, now: Date): ItemState {
	const hidden = told.hidden.get(item.postId);
	if (hidden && !hidden.isBack) return 'taken-down';
	const left = told.left.get(item.postId);
	if (item.isRemedied || left === 'remedied') return 'remedied';
	if (told.overturned.has(item.postId) || told.overturned.has(null)) return 'overturned';
	if (item.isChanged) return 'changed';
	if (new Set(item.readers).size < leastReaders) return 'unconfirmed';
	if (left || (item.expiresAt && item.expiresAt <= now)) return 'expired';
	if (told.appeals.some((one) => one.postId === null || one.postId === item.postId))
		return 'appealed';
	return 'shown';
}

function statusOf(told: Told): PublicStatus {
	if (told.isWithdrawn) return 'withdrawn';
	if (told.isCorrected || told.overturned.size > 0) return 'corrected';
	return told.isDisputed ? 'disputed' : 'undisputed';
}

function stageOf(told: Told, items: Standing['items'], lacking: Lack[]): Stage {
	if (told.isWithdrawn) return 'withdrawn';
	if (!told.noticedAt) return 'draft';
	const over: Partial<Record<ItemState, Stage>> = {
		overturned: 'corrected',
		remedied: 'remedied',
		expired: 'expired'
	};
	if (items.length > 0 && items.every((item) => over[item.state] || item.state === 'taken-down'))
		for (const [state, stage] of Object.entries(over))
			if (items.some((item) => item.state === state)) return stage;
	if (lacking.length === 0) return 'published';
	if (lacking.length === 1 && lacking[0] === 'decision') return 'publishable';
	return lacking.includes('window') ? 'noticed' : 'held';
}

/** Whether strangers may see this page now, and which posts stand on it. */
export function shownPosts(of: Standing): number[] {
	if (of.stage !== 'published') return [];
	return of.items.filter((item) => item.state === 'shown').map((item) => item.postId);
}

/** The state of a feed in words: how well it is read, and whether it posts as much as usual. */
import * as format from './format.ts';

/** How well a feed is read. */
export function health(
	feed: {
		lastSuccessAt: Date | string | null;
		lastNewAt: Date | string | null;
		nextCheckAt: Date | string;
		nextCheckWhy?: string | null;
		pausedAt: Date | string | null;
		failureCount: number;
		failure: string | null;
	},
	now: Date
): string {
	const lines: string[] = [];
	if (feed.pausedAt) lines.push(`Paused on ${format.day(feed.pausedAt)}.`);
	if (feed.failure) {
		const times = feed.failureCount > 1 ? ` (${feed.failureCount} times in a row)` : '';
		lines.push(`The last look failed${times}: ${feed.failure}`);
	}
	lines.push(
		feed.lastSuccessAt ? `Last read ${format.distance(feed.lastSuccessAt, now)}.` : 'Not read yet.'
	);
	if (feed.lastNewAt) lines.push(`Last new post seen ${format.distance(feed.lastNewAt, now)}.`);
	if (!feed.pausedAt) {
		const why = feed.nextCheckWhy ? ` (${feed.nextCheckWhy})` : '';
		lines.push(
			new Date(feed.nextCheckAt) <= now
				? 'Next look as soon as its turn comes.'
				: `Next look ${format.distance(feed.nextCheckAt, now)}${why}.`
		);
	}
	return lines.join(' ');
}

const BACK_FOR_MS = 14 * 86_400_000;

/** Whether a feed posts unusually much or little; empty where there is nothing to say. */
export function volume(
	feed: { volume: 'usual' | 'low' | 'high'; volumeSince: Date | string | null },
	now: Date
): string {
	const since = feed.volumeSince ? format.day(feed.volumeSince) : '';
	if (feed.volume === 'low')
		return `Since ${since} it posts much less than usual. Silence is a gap in what we know, not a change for the better.`;
	if (feed.volume === 'high') return `Since ${since} it posts much more than usual.`;
	const isBack =
		feed.volumeSince && now.getTime() - new Date(feed.volumeSince).getTime() < BACK_FOR_MS;
	return isBack ? `Since ${since} it posts as much as usual again.` : '';
}

/** How much somebody has read, and when a pause is due. Pure. */
import * as format from '#lib/format.ts';

/** A reading that was saved, and how long it took. */
export interface Spent {
	recordedAt: Date;
	seconds: number;
}

export interface Load {
	/** In the last 24 hours. */
	posts: number;
	minutes: number;
	/** Since the last break. */
	runPosts: number;
	runMinutes: number;
	/** Of `runMinutes`, those that had passed when the last post was begun. */
	minutesBefore: number;
}

const DAY_MS = 86_400_000;
/** So long without reading counts as a break. */
export const breakMinutes = 10;

/** @param spent in any order */
export function sum(spent: Spent[], now: Date): Load {
	const recent = spent
		.filter(({ recordedAt }) => now.getTime() - recordedAt.getTime() < DAY_MS)
		.sort((a, b) => b.recordedAt.getTime() - a.recordedAt.getTime());
	let began = now.getTime();
	let runPosts = 0;
	for (const { recordedAt, seconds } of recent) {
		if (began - recordedAt.getTime() >= breakMinutes * 60_000) break;
		began = recordedAt.getTime() - seconds * 1000;
		runPosts++;
	}
	const [last] = recent;
	const before = last ? last.recordedAt.getTime() - last.seconds * 1000 - began : 0;
	const all = recent.reduce((total, { seconds }) => total + seconds, 0);
	return {
		posts: recent.length,
		minutes: Math.round(all / 60),
		runPosts,
		runMinutes: runPosts === 0 ? 0 : Math.round((now.getTime() - began) / 60_000),
		minutesBefore: runPosts === 0 ? 0 : Math.round(before / 60_000)
	};
}

/** After how many posts, or minutes, in one go a pause is offered; 0 for never. */
export interface Limits {
	pausePosts: number;
	pauseMinutes: number;
}

/** A calm word when a pause is due, and again after as much more, not at every post; else ''. It stops nobody. */
export function pause(load: Load, { pausePosts, pauseMinutes }: Limits): string {
	const { runPosts, runMinutes, minutesBefore } = load;
	const isDue =
		runPosts > 0 &&
		((pausePosts > 0 && runPosts % pausePosts === 0) ||
			(pauseMinutes > 0 &&
				Math.floor(runMinutes / pauseMinutes) > Math.floor(minutesBefore / pauseMinutes)));
	if (!isDue) return '';
	return `You have read ${format.count(load.runPosts, 'post')} in ${duration(load.runMinutes)} without a break. A good moment for a pause: nothing here runs away, and what you saved is kept.`;
}

/** The count of the day, in words. */
export function told(load: Load): string {
	if (load.posts === 0) return 'You have read nothing in the last 24 hours.';
	return `You have read ${format.count(load.posts, 'post')} in the last 24 hours, which took ${duration(load.minutes)}.`;
}

function duration(minutes: number): string {
	return minutes === 0 ? 'less than a minute' : format.count(minutes, 'minute');
}

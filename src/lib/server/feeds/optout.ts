/**
 * Whether somebody asks not to be read, also after we began (guard F18): the site by our name in
 * robots.txt, the account by a setting of its platform. Asked again once a day.
 */
import type { Platform } from '#lib/words.ts';
import { asker } from './ask.ts';
import type { Get } from './fetch.ts';
import * as platforms from './platforms/index.ts';
import * as robots from './robots.ts';

const DAY = 24 * 60 * 60_000;
const MOST = 20_000;
const kept = new Map<string, { until: number; reason: string | undefined }>();

/** Why a feed is not read, in a sentence; undefined where nobody objects. */
export async function reasonOf(
	get: Get,
	feed: { url: string; platform: Platform; handle: string | null },
	now = Date.now()
): Promise<string | undefined> {
	if (await robots.refuses(get, feed.url, now))
		return `${new URL(feed.url).host} asks us by name not to read it, so we do not.`;
	const declines = platforms.declinesOf(feed.platform);
	if (!declines) return undefined;
	const known = kept.get(feed.url);
	if (known && known.until > now) return known.reason;
	const reason = await declines(feed, asker(get));
	if (kept.size >= MOST) kept.clear();
	kept.set(feed.url, { until: now + DAY, reason });
	return reason;
}

/** Forgets what was answered, for tests. */
export function forget(): void {
	kept.clear();
	robots.forget();
}

import { describe, expect, it } from 'vitest';
import * as moves from '#lib/server/feeds/moves.ts';
import * as pace from '#lib/server/feeds/pace.ts';

const now = new Date('2026-11-20T10:00:00Z');
const DAY = 86_400_000;
const feed = { url: 'http://a.example/feed', movedTo: null, movedSeenAt: null };
const led = (to: string, isPermanent = true) => ({
	url: to,
	redirects: [{ from: feed.url, to, permanent: isPermanent }]
});

describe('a redirect', () => {
	it('is followed for good after seven days only, and when it leads to one place all the time', () => {
		const to = 'https://b.example/feed';
		const first = moves.next(feed, led(to), now);
		expect(first).toEqual({ movedTo: to, movedSeenAt: now });
		const seen = { ...feed, movedTo: to, movedSeenAt: now };
		const after = (days: number, where = to) =>
			moves.next(seen, led(where), new Date(now.getTime() + days * DAY));
		expect(after(6.9)).toEqual({ movedTo: to, movedSeenAt: now });
		expect(after(7)).toEqual({ url: to, movedTo: null, movedSeenAt: null });
		expect(after(8, 'https://c.example/feed').url).toBeUndefined();
	});

	it('from http to https is followed at once', () => {
		expect(moves.next(feed, led('https://a.example/feed'), now).url).toBe('https://a.example/feed');
	});

	it('for now, or gone again, is forgotten', () => {
		const seen = { ...feed, movedTo: 'https://b.example/feed', movedSeenAt: now };
		const forgotten = { movedTo: null, movedSeenAt: null };
		expect(moves.next(seen, led('https://b.example/feed', false), now)).toEqual(forgotten);
		expect(moves.next(seen, { url: feed.url, redirects: [] }, now)).toEqual(forgotten);
	});
});

describe('the pace', () => {
	it('is one for a registrable domain, and its own for a bridge’s route', () => {
		expect(pace.hostOf('https://one.blog.example.co.uk/feed')).toBe('example.co.uk');
		expect(pace.hostOf('https://two.example.co.uk/feed')).toBe('example.co.uk');
		expect(pace.hostOf('https://x.wordpress.com/feed')).toBe(
			pace.hostOf('https://y.wordpress.com/feed')
		);
		const bridge = 'https://rss.group.example';
		expect(pace.hostOf(`${bridge}/x/user/a`, [bridge])).toBe(`${bridge}/x/user/a`);
	});

	it('rests where a site is too busy or does not answer, six hours at most', () => {
		const failed = (over: object) =>
			pace
				.restUntil({ kind: 'failed', code: 'http', reason: '', retryAfterAt: null, ...over }, now)
				?.getTime();
		const later = (ms: number) => now.getTime() + ms;
		const retryAfterAt = new Date(later(3_600_000));
		expect(failed({ code: 'too-many', status: 429, retryAfterAt })).toBe(later(3_600_000));
		expect(failed({ status: 503, retryAfterAt })).toBe(later(3_600_000));
		expect(failed({ status: 429, retryAfterAt: new Date(later(9 * DAY)) })).toBe(
			later(6 * 3_600_000)
		);
		expect(failed({ code: 'too-many', status: 429 })).toBe(later(600_000));
		expect(failed({ code: 'timeout' })).toBe(later(60_000));
		expect(failed({ status: 500 })).toBeUndefined();
	});
});

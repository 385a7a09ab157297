import { afterEach, describe, expect, it } from 'vitest';
import * as optout from '#lib/server/feeds/optout.ts';
import { locate } from '#lib/server/feeds/locate.ts';
import { startInternet, type Internet } from '../support/internet.ts';
import { expectAll, readBack } from '../support/readback.ts';
import { bluesky } from '../support/sites/bluesky.ts';
import { handleHost, mastodon, plainServer } from '../support/sites/fediverse.ts';
import { writings } from '../support/writings.ts';

const written = writings(300);
const fern = { host: 'social.example', user: 'fern', writings: written };
let internet: Internet;
afterEach(() => internet.stop());

describe('Mastodon', () => {
	it.each([
		'@fern@social.example',
		'fern@social.example',
		'acct:fern@social.example',
		'mastodon:fern@social.example',
		'https://social.example/@fern',
		'https://social.example/@fern.rss',
		'https://social.example/users/fern',
		'social.example/@fern'
	])('finds %s and reads 300 posts', async (typed) => {
		internet = await startInternet({ 'social.example': mastodon(fern) });
		const read = await readBack(internet, typed);
		expect(read.candidate).toMatchObject({
			platform: 'mastodon',
			platformId: 'https://social.example/users/fern',
			handle: '@fern@social.example',
			feedUrl: 'https://social.example/@fern.rss',
			itemsCount: 20
		});
		expectAll(read, written, { titled: false });
		expect(read.last).toMatchObject({
			complete: true,
			cursor: null,
			method: 'mastodon',
			note: null
		});
		// WebFinger, account and feed; then the account again and eight full pages and an empty one.
		expect(internet.asked.length).toBeLessThanOrEqual(13);
	});

	it('follows a handle to the machine that keeps the account', async () => {
		const person = { ...fern, handleHost: 'practice.example' };
		internet = await startInternet({
			'social.example': mastodon(person),
			'practice.example': handleHost(person)
		});
		const read = await readBack(internet, '@fern@practice.example');
		expect(read.candidate).toMatchObject({
			handle: '@fern@practice.example',
			platformId: 'https://social.example/users/fern'
		});
		expectAll(read, written, { titled: false });
	});

	it('reads nothing of an account that asked not to be indexed', async () => {
		internet = await startInternet({
			'social.example': mastodon({ ...fern, account: { noindex: true } })
		});
		const located = await locate('@fern@social.example', { get: internet.get });
		expect(located).toMatchObject({
			kind: 'failed',
			reason: expect.stringContaining('asked that their posts are not indexed')
		});
		expect(internet.asked.some((address) => address.endsWith('.rss'))).toBe(false);
	});

	it('reads the feed but no older posts of one that did not agree to being indexed', async () => {
		internet = await startInternet({
			'social.example': mastodon({ ...fern, account: { indexable: false } })
		});
		const read = await readBack(internet, '@fern@social.example');
		expect(read.items).toHaveLength(20);
		expect(read.last).toMatchObject({
			complete: false,
			cursor: null,
			note: expect.stringContaining('has not agreed to being indexed')
		});
		expect(internet.asked.some((address) => address.includes('/statuses'))).toBe(false);
	});

	it('is read no more once the account asks not to be indexed, which is asked once a day', async () => {
		optout.forget();
		internet = await startInternet({ 'social.example': mastodon(fern) });
		const feed = {
			url: 'https://social.example/@fern.rss',
			platform: 'mastodon' as const,
			handle: '@fern@social.example'
		};
		const at = Date.now();
		const after = (hours: number) => optout.reasonOf(internet.get, feed, at + hours * 3_600_000);
		expect(await after(0)).toBeUndefined();
		internet.serve('social.example', mastodon({ ...fern, account: { noindex: true } }));
		expect(await after(23)).toBeUndefined();
		expect(await after(25)).toMatch(/^@fern@social.example has asked/);
		expect(await after(26)).toMatch(/We read nothing of them/);
		expect(internet.asked.filter((one) => one.includes('/lookup'))).toHaveLength(2);
		// A server that answers nothing objects to nothing.
		internet.serve('social.example', () => ({ status: 500 }));
		expect(await after(50)).toBeUndefined();
	});

	it('says where an account has moved', async () => {
		internet = await startInternet({
			'social.example': mastodon({ ...fern, account: { moved: { acct: 'fern@new.example' } } })
		});
		expect(await locate('@fern@social.example', { get: internet.get })).toMatchObject({
			kind: 'failed',
			advice: 'Type @fern@new.example instead.'
		});
	});

	it('says so when nobody bears the handle', async () => {
		internet = await startInternet({ 'social.example': mastodon(fern) });
		const nobody = await locate('@nobody@social.example', { get: internet.get });
		expect(nobody).toMatchObject({
			kind: 'failed',
			reason: expect.stringContaining('no account @nobody@social.example')
		});
		const nowhere = await locate('@fern@no-such.example', { get: internet.get });
		expect(nowhere).toMatchObject({
			kind: 'failed',
			tried: [expect.stringContaining('webfinger')]
		});
	});
});

it('reads any other fediverse server by its outbox, own public posts only', async () => {
	internet = await startInternet({
		'pictures.example': plainServer({ host: 'pictures.example', user: 'fern', writings: written })
	});
	const read = await readBack(internet, '@fern@pictures.example');
	expect(read.candidate).toMatchObject({
		platform: 'mastodon',
		feedUrl: 'https://pictures.example/fern.atom'
	});
	expectAll(read, written, { titled: false });
	expect(read.last).toMatchObject({ complete: true, method: 'outbox' });
});

describe('Bluesky', () => {
	const person = { did: 'did:plc:fern234', handle: 'fern.bsky.social', writings: written };
	it.each([
		'fern.bsky.social',
		'@fern.bsky.social',
		'bluesky:fern',
		'bsky:@fern.bsky.social',
		'did:plc:fern234',
		'https://bsky.app/profile/fern.bsky.social',
		'https://bsky.app/profile/did:plc:fern234/rss',
		'at://did:plc:fern234/app.bsky.feed.post/3k1'
	])('finds %s and reads 300 posts, those passed on left out', async (typed) => {
		internet = await startInternet(bluesky(person));
		const read = await readBack(internet, typed);
		expect(read.candidate).toMatchObject({
			platform: 'bluesky',
			platformId: 'did:plc:fern234',
			handle: '@fern.bsky.social',
			feedUrl: 'https://bsky.app/profile/did:plc:fern234/rss'
		});
		expectAll(read, written, { titled: false });
		expect(read.last).toMatchObject({ complete: true, method: 'bluesky' });
		expect(internet.asked.length).toBeLessThanOrEqual(6);
	});

	it('reads nothing of an account that wants to be seen by members only', async () => {
		const labels = [{ src: person.did, val: '!no-unauthenticated' }];
		internet = await startInternet(bluesky({ ...person, labels }));
		const located = await locate('fern.bsky.social', { get: internet.get });
		expect(located).toMatchObject({
			kind: 'failed',
			reason: expect.stringContaining('not logged in')
		});
		expect(internet.asked).toHaveLength(1);
	});

	it('stops reading back when an account turns to members only', async () => {
		internet = await startInternet(bluesky(person));
		const located = await locate('fern.bsky.social', { get: internet.get });
		expect(located.kind).toBe('found');
		const labels = [{ src: person.did, val: '!no-unauthenticated' }];
		for (const [host, site] of Object.entries(bluesky({ ...person, labels })))
			if (host === 'public.api.bsky.app')
				internet.serve(host, ({ url, headers }) =>
					url.pathname.endsWith('getProfile')
						? { body: { ...person, labels: [] } }
						: site({ url, headers })
				);
		const read = await readBack(internet, 'fern.bsky.social');
		expect(read.items).toHaveLength(30);
		expect(read.last).toMatchObject({
			complete: false,
			note: expect.stringContaining('nothing more')
		});
	});

	it('says so when nobody bears the handle', async () => {
		internet = await startInternet(bluesky(person));
		expect(await locate('nobody.bsky.social', { get: internet.get })).toMatchObject({
			kind: 'failed',
			reason: 'Bluesky has no account called nobody.bsky.social.'
		});
	});
});

import { afterEach, describe, expect, it } from 'vitest';
import { locate } from '#lib/server/feeds/locate.ts';
import { startInternet, type Internet } from '../support/internet.ts';
import { expectAll, readBack } from '../support/readback.ts';
import {
	archived,
	jsonFeed,
	pinterest,
	podcast,
	reddit,
	youtube
} from '../support/sites/various.ts';
import { writings } from '../support/writings.ts';

const written = writings(300);
const channel = 'UCfernfernfernfernfern0A';
let internet: Internet;
afterEach(() => internet.stop());

describe('YouTube', () => {
	it.each([
		'https://www.youtube.com/@fern',
		'youtube:fern',
		'yt:@fern',
		`youtube.com/channel/${channel}`,
		channel,
		`https://www.youtube.com/feeds/videos.xml?channel_id=${channel}`,
		'https://youtu.be/abc123',
		'https://m.youtube.com/watch?v=abc123&list=PLquiet'
	])('finds the channel of %s by its id', async (typed) => {
		internet = await startInternet({ 'www.youtube.com': youtube(channel, '@fern', written) });
		const read = await readBack(internet, typed);
		expect(read.candidate).toMatchObject({
			platform: 'youtube',
			platformId: channel,
			feedUrl: `https://www.youtube.com/feeds/videos.xml?channel_id=${channel}`,
			title: 'Fern speaks'
		});
		expectAll(read, written.slice(0, 15));
		expect(read.last).toMatchObject({
			complete: false,
			cursor: null,
			note: expect.stringContaining('newest 15 videos')
		});
	});

	it('reads a playlist', async () => {
		internet = await startInternet({ 'www.youtube.com': youtube(channel, '@fern', written) });
		const read = await readBack(internet, 'https://www.youtube.com/playlist?list=PLquiet');
		expect(read.candidate.platformId).toBe('PLquiet');
	});

	it('says what to do where there is no channel, or only a question about cookies', async () => {
		internet = await startInternet({
			'www.youtube.com': youtube(channel, '@fern', written),
			'consent.youtube.com': () => ({ body: '<!doctype html><title>Before you continue</title>' })
		});
		expect(await locate('youtube:nobody', { get: internet.get })).toMatchObject({
			kind: 'failed',
			reason: 'YouTube has no channel at @nobody.',
			advice: expect.stringContaining('copy channel ID')
		});
		internet.serve('www.youtube.com', () => ({
			status: 302,
			headers: { location: 'https://consent.youtube.com/m' }
		}));
		expect(await locate('youtube:fern', { get: internet.get })).toMatchObject({
			kind: 'failed',
			reason: expect.stringContaining('consent to cookies')
		});
	});
});

describe('Reddit', () => {
	it.each([
		'u/fern',
		'/u/fern',
		'reddit:fern',
		'https://www.reddit.com/user/fern/',
		'https://old.reddit.com/u/fern'
	])('finds %s and reads 300 posts', async (typed) => {
		internet = await startInternet({ 'www.reddit.com': reddit('fern', written) });
		const read = await readBack(internet, typed);
		expect(read.candidate).toMatchObject({
			platform: 'reddit',
			platformId: 'fern',
			handle: 'u/fern'
		});
		expectAll(read, written);
		expect(read.last).toMatchObject({ complete: true, method: 'reddit' });
		// One question a minute is all that visitors get: few, large pages.
		expect(internet.asked).toHaveLength(4);
	});

	it('waits as long as it is told to, and keeps its place', async () => {
		internet = await startInternet({ 'www.reddit.com': reddit('fern', written) });
		let questions = 0;
		const busy = reddit('fern', written, { isBusy: true });
		const calm = reddit('fern', written);
		internet.serve('www.reddit.com', (asked) => (++questions > 3 ? busy(asked) : calm(asked)));
		const read = await readBack(internet, 'u/fern');
		expect(read.items).toHaveLength(200);
		const { failure, cursor } = read.last!;
		const wait = (failure!.retryAfterAt!.getTime() - Date.now()) / 1000;
		expect(wait).toBeGreaterThan(25);
		expect(wait).toBeLessThanOrEqual(55);
		expect(cursor).toMatch(/^reddit\+ .*after=t3_p101/);
		internet.serve('www.reddit.com', calm);
		const rest = await readBack(internet, 'u/fern', { from: cursor });
		expect(rest.pages.flatMap((page) => page.items)).toHaveLength(100);
		expect(rest.last).toMatchObject({ complete: true });
	});
});

describe('podcasts', () => {
	it.each([
		'https://podcasts.apple.com/gb/podcast/rivers-and-rooms/id123456789',
		'podcast:123456789',
		'apple:id123456789',
		'https://overcast.fm/itunes123456789/rivers-and-rooms',
		'https://pca.st/itunes/123456789'
	])('finds the feed of %s, which holds everything', async (typed) => {
		internet = await startInternet(podcast('123456789', written));
		const read = await readBack(internet, typed);
		expect(read.candidate).toMatchObject({
			platform: 'podcast',
			platformId: '123456789',
			feedUrl: 'https://audio.example/rivers.xml',
			handle: 'Rivers and Rooms'
		});
		expectAll(read, written);
	});

	it('says what to do about Spotify, and about numbers that Apple does not know', async () => {
		internet = await startInternet(podcast('123456789', written));
		expect(
			await locate('https://open.spotify.com/show/4rOoJ6Egrf8K2IrywzwOMk', { get: internet.get })
		).toMatchObject({ kind: 'failed', tried: [], reason: expect.stringContaining('Spotify') });
		expect(await locate('podcast:999999999', { get: internet.get })).toMatchObject({
			kind: 'failed',
			reason: 'Apple’s directory has no podcast with the number 999999999.'
		});
	});
});

it.each([
	['https://www.pinterest.com/fern/', 'fern'],
	['pinterest:fern', 'fern'],
	['https://www.pinterest.co.uk/fern/quiet-rooms/', 'fern/quiet-rooms']
])('finds %s on Pinterest', async (typed, name) => {
	internet = await startInternet({ 'www.pinterest.com': pinterest('fern', written) });
	const read = await readBack(internet, typed);
	expect(read.candidate).toMatchObject({ platform: 'pinterest', platformId: name });
	expect(read.items).toHaveLength(25);
	expect(read.last).toMatchObject({ complete: false, note: expect.stringContaining('Pinterest') });
});

it('follows the pages of a JSON Feed to its first item', async () => {
	internet = await startInternet({ 'fern.example': jsonFeed('fern.example', written) });
	const read = await readBack(internet, 'fern.example');
	expect(read.candidate.feedUrl).toBe('https://fern.example/feed.json');
	expectAll(read, written);
	expect(read.last).toMatchObject({ complete: true, method: 'links' });
	expect(internet.asked).toHaveLength(16);
});

it('follows the archives of RFC 5005 to the first', async () => {
	internet = await startInternet({ 'fern.example': archived('fern.example', written) });
	const read = await readBack(internet, 'fern.example');
	expectAll(read, written);
	expect(read.last).toMatchObject({ complete: true, method: 'links' });
});

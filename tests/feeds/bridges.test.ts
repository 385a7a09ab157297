import { afterEach, describe, expect, it } from 'vitest';
import * as radar from '#lib/server/feeds/radar.ts';
import { locate } from '#lib/server/feeds/locate.ts';
import { startInternet, type Internet } from '../support/internet.ts';
import { readBack } from '../support/readback.ts';
import { rssBridge, rsshub } from '../support/sites/bridges.ts';
import { writings } from '../support/writings.ts';

const written = writings(30);
const rsshubUrl = 'https://hub.example';
const rssbridgeUrl = 'https://bridge.example/rss';
let internet: Internet;
afterEach(() => internet.stop());

const places = [
	['x:fern', 'x', '/twitter/user/fern', '@fern'],
	['https://www.instagram.com/fern/', 'instagram', '/instagram/user/fern', '@fern'],
	['https://www.tiktok.com/@fern', 'tiktok', '/tiktok/user/@fern', '@fern'],
	['https://www.threads.net/@fern', 'threads', '/threads/fern', '@fern'],
	[
		'https://www.linkedin.com/company/fern/',
		'linkedin',
		'/linkedin/company/fern/posts',
		'company/fern'
	]
] as const;

describe('places without a feed of their own', () => {
	it.each([...places.map(([typed]) => typed), 'https://www.facebook.com/fern', 'linkedin:fern'])(
		'%s: says what is missing and how to get it, and asks nobody',
		async (typed) => {
			internet = await startInternet({});
			const located = await locate(typed, { get: internet.get });
			expect(located).toMatchObject({
				kind: 'failed',
				tried: [],
				reason: expect.stringContaining('no bridge is set up here'),
				advice: expect.stringMatching(/RSSBRIDGE_URL/)
			});
			expect(internet.asked).toEqual([]);
		}
	);

	it.each(places)('%s is read through RSSHub', async (typed, platform, route, handle) => {
		internet = await startInternet({ 'hub.example': rsshub([route], written) });
		const read = await readBack(internet, typed, { rsshubUrl });
		expect(read.candidate).toMatchObject({ platform, handle, feedUrl: `${rsshubUrl}${route}` });
		expect(read.items).toHaveLength(12);
		expect(read.last).toMatchObject({
			complete: false,
			cursor: null,
			note: expect.stringContaining('has not been read')
		});
	});

	it('are read through RSS-Bridge, which finds its own way', async () => {
		internet = await startInternet({ 'bridge.example': rssBridge(/facebook/, written) });
		const read = await readBack(internet, 'https://www.facebook.com/fern', { rssbridgeUrl });
		expect(read.candidate).toMatchObject({
			platform: 'facebook',
			feedUrl:
				'https://bridge.example/rss/?action=display&context=User&u=fern&bridge=SomeBridge&format=Atom'
		});
		expect(read.items).toHaveLength(5);
	});

	it('are tried with the second bridge where the first fails, and say what the first said', async () => {
		internet = await startInternet({
			'hub.example': rsshub([], written),
			'bridge.example': rssBridge(/instagram/, written)
		});
		const read = await readBack(internet, 'ig:fern', { rsshubUrl, rssbridgeUrl });
		expect(read.candidate.feedUrl).toContain('bridge=SomeBridge');
		const located = await locate('x:fern', { get: internet.get, rsshubUrl, rssbridgeUrl });
		expect(located).toMatchObject({
			kind: 'failed',
			reason: expect.stringContaining('503'),
			advice: expect.stringContaining('login set up in the bridge')
		});
	});

	it('is asked for the person’s own address where only a post’s or a page’s is given', async () => {
		internet = await startInternet({});
		expect(await locate('https://www.instagram.com/p/abc/', { get: internet.get })).toMatchObject({
			kind: 'failed',
			advice: expect.stringContaining('https://www.instagram.com/name')
		});
	});
});

describe('an address without a feed of its own', () => {
	const page = { body: '<!doctype html><title>Fern</title>' };

	it('is read through the RSSHub route that fits it', async () => {
		internet = await startInternet({
			't.me': ({ url }) => (url.pathname === '/fern_talks' ? page : { status: 404 }),
			'hub.example': rsshub(['/telegram/channel/fern_talks'], written)
		});
		const read = await readBack(internet, 't.me/fern_talks', { rsshubUrl });
		expect(read.candidate).toMatchObject({
			platform: 'website',
			feedUrl: `${rsshubUrl}/telegram/channel/fern_talks`
		});
		expect(read.items).toHaveLength(12);
	});

	it('is read so even where the place shows its pages to members only', async () => {
		internet = await startInternet({
			'www.patreon.com': () => ({ status: 403 }),
			'hub.example': rsshub(['/patreon/fern'], written)
		});
		const read = await readBack(internet, 'https://www.patreon.com/c/fern/posts', { rsshubUrl });
		expect(read.candidate.feedUrl).toBe(`${rsshubUrl}/patreon/fern`);
	});

	it.each([
		[
			'https://t.me/s/fern_talks',
			/RSSHub \(\/telegram\/channel\/fern_talks; RSSHUB_URL\) or RSS-Bridge/
		],
		['https://soundcloud.com/fern', /recordings on SoundCloud: RSSHub/],
		['https://vk.com/fern', /posts on VK: RSS-Bridge \(RSSBRIDGE_URL\)/]
	])('%s: without a bridge, says which one would read it', async (typed, words) => {
		const host = new URL(typed).host;
		internet = await startInternet({
			[host]: ({ url }) => (url.href === typed ? page : { status: 404 })
		});
		expect(await locate(typed, { get: internet.get })).toMatchObject({
			kind: 'failed',
			reason: expect.stringContaining('has no feed'),
			advice: expect.stringMatching(words)
		});
	});

	it('may be a podcast on Spotify', async () => {
		const typed = 'https://open.spotify.com/show/5CfCWKI5pZ28U0uOzXkDHe?si=1';
		const route = '/spotify/show/5CfCWKI5pZ28U0uOzXkDHe';
		internet = await startInternet({ 'hub.example': rsshub([route], written) });
		const read = await readBack(internet, typed, { rsshubUrl });
		expect(read.candidate).toMatchObject({ platform: 'podcast', feedUrl: `${rsshubUrl}${route}` });
		expect(await locate(typed, { get: internet.get })).toMatchObject({
			kind: 'failed',
			advice: expect.stringMatching(/^Paste the podcast’s link.*client id and secret from Spotify/)
		});
	});

	it('says that the bridge was tried where it could not read the place', async () => {
		internet = await startInternet({
			't.me': ({ url }) => (url.pathname === '/fern_talks' ? page : { status: 404 }),
			'hub.example': rsshub([], written)
		});
		const located = await locate('t.me/fern_talks', { get: internet.get, rsshubUrl });
		expect(located).toMatchObject({
			kind: 'failed',
			tried: expect.arrayContaining([`${rsshubUrl}/telegram/channel/fern_talks`]),
			advice: expect.stringContaining('could not read this one')
		});
	});

	it('is not taken for a person’s where it is the place’s own page', async () => {
		for (const address of [
			'https://t.me/joinchat/abcdef',
			'https://vimeo.com/76979871',
			'https://www.patreon.com/login',
			'https://open.spotify.com/episode/5CfCWKI5pZ28U0uOzXkDHe',
			'https://fern.example/t.me/fern'
		])
			expect(radar.spot(new URL(address))).toBeUndefined();
		internet = await startInternet({});
	});
});

it('a website without a feed is offered to the operator’s bridge at last', async () => {
	internet = await startInternet({
		'fern.example': ({ url }) =>
			url.pathname === '/' ? { body: '<!doctype html><title>Fern</title>' } : { status: 404 },
		'bridge.example': rssBridge(/fern\.example/, written)
	});
	const read = await readBack(internet, 'fern.example', { rssbridgeUrl });
	expect(read.candidate.title).toBe('Made by a bridge');
});

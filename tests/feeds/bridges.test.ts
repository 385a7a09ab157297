import { afterEach, describe, expect, it } from 'vitest';
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

it('a website without a feed is offered to the operator’s bridge at last', async () => {
	internet = await startInternet({
		'fern.example': ({ url }) =>
			url.pathname === '/' ? { body: '<!doctype html><title>Fern</title>' } : { status: 404 },
		'bridge.example': rssBridge(/fern\.example/, written)
	});
	const read = await readBack(internet, 'fern.example', { rssbridgeUrl });
	expect(read.candidate.title).toBe('Made by a bridge');
});

import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { shapeOf } from '#lib/server/feeds/platforms/sitemap.ts';
import * as robots from '#lib/server/feeds/robots.ts';
import { startInternet, type Internet } from '../support/internet.ts';
import { expectAll, readBack } from '../support/readback.ts';
import { ghost, homemade, hugo, jekyll, wix } from '../support/sites/static.ts';
import { writings } from '../support/writings.ts';

const host = 'fern.example';
const written = writings(300);
let internet: Internet;
beforeEach(() => robots.forget());
afterEach(() => internet.stop());

it('reads the whole of a Hugo site from its feed, and finds nothing more in its map', async () => {
	internet = await startInternet({ [host]: hugo(host, written) });
	const read = await readBack(internet, host);
	expect(read.candidate).toMatchObject({
		platform: 'website',
		feedUrl: 'https://fern.example/index.xml',
		itemsCount: 300
	});
	expectAll(read, written);
	expect(read.last).toMatchObject({ cursor: null, method: 'sitemap' });
	expect(internet.asked.some((address) => address.includes('/posts/note-'))).toBe(false);
});

it.each([
	['Jekyll', jekyll, 'https://fern.example/feed.xml', 'website', false],
	['Ghost', ghost, 'https://fern.example/rss/', 'ghost', true],
	['Wix', wix, 'https://fern.example/blog-feed.xml', 'wix', true],
	['a site made by hand', homemade, 'https://fern.example/my-feed', 'website', false]
])('reads 300 posts of %s from their pages', async (_, made, feedUrl, platform, complete) => {
	internet = await startInternet({ [host]: made(host, written) });
	const read = await readBack(internet, host);
	expect(read.candidate).toMatchObject({ platform, feedUrl });
	expectAll(read, written);
	expect(read.last).toMatchObject({ complete, cursor: null, method: 'sitemap' });
	if (!complete) expect(read.last?.note).toMatch(/there may be others/);
	expect(internet.asked.some((address) => address.endsWith('/about/'))).toBe(false);
});

it('reads a map that is a packed file', async () => {
	const robotsText = 'Sitemap: https://fern.example/site-map.xml.gz\n';
	const made = jekyll(host, written, robotsText);
	internet = await startInternet({
		[host]: (asked) => {
			if (asked.url.pathname !== '/site-map.xml.gz') return made(asked);
			const { body } = made({ ...asked, url: new URL('/site-map.xml', asked.url) });
			return { headers: { 'content-type': 'application/gzip' }, body: gzipSync(body as string) };
		}
	});
	expectAll(await readBack(internet, host), written);
});

it.each([
	['broken', Buffer.from([0x1f, 0x8b, 8, 0, 1, 2, 3])],
	['too large inside', gzipSync(Buffer.alloc(16 * 1024 * 1024))]
])('takes a packed map that is %s for none', async (_, body) => {
	const made = jekyll(host, written, 'Sitemap: https://fern.example/site-map.xml.gz\n');
	internet = await startInternet({
		[host]: (asked) => (asked.url.pathname === '/site-map.xml.gz' ? { body } : made(asked))
	});
	const read = await readBack(internet, host);
	expect(read.items).toHaveLength(10);
	expect(read.last?.complete).toBe(false);
});

it('goes on where it stopped', async () => {
	internet = await startInternet({ [host]: jekyll(host, written) });
	const all = await readBack(internet, host);
	const middle = all.pages[40]!;
	expect(middle.cursor).toMatch(/^sitemap\+ /);
	expect(middle.cursor!.length).toBeLessThan(8000);
	const rest = await readBack(internet, host, { from: middle.cursor });
	const before = all.pages.slice(0, 41).flatMap((page) => page.items);
	expect(rest.pages.flatMap((page) => page.items)).toHaveLength(290 - before.length);
});

it.each([
	'User-agent: *\nDisallow: /',
	'User-agent: InConfidence\nDisallow: /2',
	'User-agent: *\nDisallow: /*.html$'
])('leaves pages alone that robots.txt asks not to read: %s', async (rules) => {
	internet = await startInternet({
		[host]: jekyll(host, written, `${rules}\nSitemap: https://fern.example/site-map.xml`)
	});
	const read = await readBack(internet, host);
	expect(read.items).toHaveLength(10);
	expect(read.last).toMatchObject({
		complete: false,
		cursor: null,
		note: expect.stringContaining('robots.txt')
	});
	expect(internet.asked.some((address) => address.endsWith('.html'))).toBe(false);
});

it('leaves pages alone while robots.txt cannot be had', async () => {
	const made = jekyll(host, written);
	internet = await startInternet({
		[host]: (asked) => (asked.url.pathname === '/robots.txt' ? { status: 503 } : made(asked))
	});
	const read = await readBack(internet, host);
	expect(read.items).toHaveLength(10);
	expect(internet.asked.some((address) => address.endsWith('.html'))).toBe(false);
});

it.each([
	// What the feed shows, an address, whether it is a post's.
	[
		['https://a.example/posts/one/', 'https://a.example/posts/two/'],
		'https://a.example/posts/old/',
		true
	],
	[
		['https://a.example/posts/one/', 'https://a.example/posts/two/'],
		'https://a.example/about/',
		false
	],
	[
		['https://a.example/posts/one/', 'https://a.example/posts/two/'],
		'https://a.example/posts/',
		false
	],
	[
		['https://a.example/posts/one/', 'https://a.example/posts/two/'],
		'https://b.example/posts/old/',
		false
	],
	[['https://a.example/2026/03/one.html'], 'https://a.example/2019/11/old.html', true],
	[['https://a.example/2026/03/one.html'], 'https://a.example/tags/rivers/x.html', false],
	[['https://www.a.example/one'], 'https://a.example/two', true],
	[[], 'https://a.example/two', false]
])('tells posts by those in the feed: %j, %s', (known, address, isPost) => {
	expect(shapeOf(known)(address)).toBe(isPost);
});

import { afterEach, describe, expect, it } from 'vitest';
import { locate } from '#lib/server/feeds/locate.ts';
import { nothing, startInternet, type Internet } from '../support/internet.ts';
import { expectAll, readBack } from '../support/readback.ts';
import { blogger, medium, squarespace, substack, tumblr } from '../support/sites/blogs.ts';
import { writings } from '../support/writings.ts';

const written = writings(300);
let internet: Internet;
afterEach(() => internet.stop());

describe('Substack', () => {
	it.each([
		'fern.substack.com',
		'substack:fern',
		'https://fern.substack.com/p/note-3',
		'https://fern.substack.com/feed'
	])('finds %s and reads 300 posts in full', async (typed) => {
		internet = await startInternet({
			'fern.substack.com': substack('fern.substack.com', written)
		});
		const read = await readBack(internet, typed);
		expect(read.candidate).toMatchObject({
			platform: 'substack',
			platformId: '9001',
			handle: 'fern.substack.com'
		});
		expectAll(read, written);
		expect(read.last).toMatchObject({ complete: true, method: 'substack' });
	});

	it('finds a person’s newsletter under its own name, and a newsletter under its own name', async () => {
		internet = await startInternet({
			'letters.example': substack('letters.example', written),
			'substack.com': ({ url }) =>
				url.pathname === '/api/v1/user/fern/public_profile'
					? {
							body: {
								id: 5,
								handle: 'fern',
								primaryPublication: { subdomain: 'fern', custom_domain: 'letters.example' }
							}
						}
					: nothing
		});
		for (const typed of ['https://substack.com/@fern', 'letters.example']) {
			const read = await readBack(internet, typed);
			expect(read.candidate).toMatchObject({
				platform: 'substack',
				feedUrl: 'https://letters.example/feed'
			});
			expectAll(read, written);
		}
		expect(await locate('https://substack.com/@nobody', { get: internet.get })).toMatchObject({
			kind: 'failed',
			reason: 'Substack shows no newsletter by @nobody.'
		});
	});

	it('keeps what only subscribers may read as a beginning, and passes over what was taken down', async () => {
		internet = await startInternet({
			'fern.substack.com': substack('fern.substack.com', written, {
				paid: (one) => one.n % 3 === 0,
				gone: 'note-100'
			})
		});
		const read = await readBack(internet, 'fern.substack.com');
		expect(read.items).toHaveLength(299);
		const beginnings = read.items.filter((item) => item.excerptOnly);
		expect(beginnings).toHaveLength(100);
		expect(read.last).toMatchObject({ complete: true });
	});
});

it.each(['https://medium.com/@fern', 'medium:fern', 'https://medium.com/feed/@fern'])(
	'finds %s on Medium and says that ten posts are all there is',
	async (typed) => {
		internet = await startInternet({ 'medium.com': medium('@fern', written) });
		const read = await readBack(internet, typed);
		expect(read.candidate).toMatchObject({
			platform: 'medium',
			platformId: '0fe12ab34cd5',
			handle: '@fern'
		});
		expect(read.items).toHaveLength(10);
		expect(read.last).toMatchObject({
			complete: false,
			cursor: null,
			method: 'feed',
			note: expect.stringContaining('newest ten posts')
		});
	}
);

it.each(['fern.blogspot.com', 'blogger:fern', 'https://fern.blogspot.com/2026/note-1.html'])(
	'finds %s on Blogger and reads 300 posts in two stretches',
	async (typed) => {
		internet = await startInternet({ 'fern.blogspot.com': blogger('fern.blogspot.com', written) });
		const read = await readBack(internet, typed);
		expect(read.candidate).toMatchObject({ platform: 'blogger', platformId: '7788' });
		expectAll(read, written);
		expect(read.last).toMatchObject({ complete: true, method: 'blogger' });
		expect(internet.asked).toHaveLength(3);
	}
);

it('finds Blogger behind a name of one’s own', async () => {
	internet = await startInternet({ 'fern.example': blogger('fern.example', written) });
	const read = await readBack(internet, 'fern.example');
	expect(read.candidate.platform).toBe('blogger');
	expectAll(read, written);
});

it.each([
	'fern.tumblr.com',
	'tumblr:fern',
	'https://www.tumblr.com/fern',
	'https://www.tumblr.com/blog/view/fern'
])('finds %s on Tumblr and reads 300 posts', async (typed) => {
	internet = await startInternet({ 'fern.tumblr.com': tumblr('fern', written) });
	const read = await readBack(internet, typed);
	expect(read.candidate).toMatchObject({ platform: 'tumblr', platformId: 't:AbC123' });
	expectAll(read, written);
	expect(read.last).toMatchObject({ complete: true, method: 'tumblr' });
});

it('leaves out what a Tumblr passes on from others', async () => {
	const site = tumblr('fern', written);
	internet = await startInternet({
		'fern.tumblr.com': (asked) => {
			const reply = site(asked);
			return asked.url.pathname === '/rss'
				? reply
				: {
						...reply,
						body: String(reply.body).replace(
							'"id":"150"',
							'"id":"150","reblogged-root-name":"somebody-else"'
						)
					};
		}
	});
	const read = await readBack(internet, 'fern.tumblr.com');
	expect(read.items).toHaveLength(299);
	expect(read.items.some((item) => item.title?.startsWith('Note 150 '))).toBe(false);
});

it.each(['fern.example', 'https://fern.example/journal'])(
	'finds the collection of a Squarespace site at %s and reads 300 posts',
	async (typed) => {
		internet = await startInternet({ 'fern.example': squarespace('fern.example', written) });
		const read = await readBack(internet, typed);
		expect(read.candidate).toMatchObject({
			platform: 'squarespace',
			feedUrl: 'https://fern.example/journal?format=rss'
		});
		expectAll(read, written);
		expect(read.last).toMatchObject({ complete: true, method: 'squarespace' });
	}
);

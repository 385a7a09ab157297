import { afterEach, expect, it } from 'vitest';
import { startInternet, type Internet } from '../support/internet.ts';
import { expectAll, readBack } from '../support/readback.ts';
import { wordpress, wordpressCom } from '../support/sites/wordpress.ts';
import { writings } from '../support/writings.ts';

const host = 'fern.example';
const written = writings(300);
let internet: Internet;
afterEach(() => internet.stop());

it.each(['fern.example', 'https://fern.example/', 'wordpress:fern.example', 'fern.example/feed/'])(
	'finds WordPress at %s and reads 300 posts in four questions',
	async (typed) => {
		internet = await startInternet({ [host]: wordpress({ host, writings: written }) });
		const read = await readBack(internet, typed);
		expect(read.candidate).toMatchObject({
			platform: 'wordpress',
			feedUrl: 'https://fern.example/feed/',
			title: 'Fern on Rivers',
			itemsCount: 10
		});
		expectAll(read, written);
		expect(read.last).toMatchObject({
			complete: true,
			cursor: null,
			method: 'wp-json',
			note: null
		});
		expect(read.items.at(-1)?.author).toBe('fern');
		expect(internet.asked.filter((address) => address.includes('/wp-json/'))).toHaveLength(3);
	}
);

it('reads a WordPress with plain addresses', async () => {
	internet = await startInternet({ [host]: wordpress({ host, writings: written, isPlain: true }) });
	const read = await readBack(internet, host);
	expect(read.candidate.feedUrl).toBe('https://fern.example/?feed=rss2');
	expectAll(read, written);
	expect(read.last).toMatchObject({ complete: true, method: 'wp-json' });
});

it('reads a WordPress in a folder', async () => {
	internet = await startInternet({
		[host]: wordpress({ host, writings: written, folder: '/notes' })
	});
	const read = await readBack(internet, 'fern.example/notes');
	expectAll(read, written);
	expect(read.last).toMatchObject({ complete: true, method: 'wp-json' });
});

it('pages through the feed where the interface is shut', async () => {
	internet = await startInternet({ [host]: wordpress({ host, writings: written, isShut: true }) });
	const read = await readBack(internet, host);
	expectAll(read, written);
	expect(read.last).toMatchObject({ complete: true, method: 'paged', note: null });
	// Thirty pages of ten, and the one past the end.
	expect(internet.asked.filter((address) => address.includes('paged='))).toHaveLength(30);
});

it('reads one writer of several, by the page or the feed of that writer', async () => {
	const authors = ['fern', 'ash', 'reed'];
	const own = written.filter((one) => authors[one.n % 3] === 'ash');
	for (const isShut of [false, true]) {
		internet = await startInternet({
			[host]: wordpress({ host, writings: written, authors, isShut })
		});
		const read = await readBack(internet, 'https://fern.example/author/ash/');
		expect(read.candidate.feedUrl).toBe('https://fern.example/author/ash/feed/');
		expectAll(read, own);
		expect(read.last).toMatchObject({ complete: true, method: isShut ? 'paged' : 'wp-json' });
		await internet.stop();
	}
	internet = await startInternet({});
});

it('reads everything of a blog that is shorter than its feed', async () => {
	const few = writings(7);
	for (const isShut of [false, true]) {
		internet = await startInternet({ [host]: wordpress({ host, writings: few, isShut }) });
		const read = await readBack(internet, host);
		expectAll(read, few);
		expect(read.last).toMatchObject({ complete: true });
		await internet.stop();
	}
	internet = await startInternet({});
});

it.each(['fern.wordpress.com', 'wordpress.com:fern', 'https://fern.wordpress.com/feed/'])(
	'finds %s on WordPress.com and reads 300 posts',
	async (typed) => {
		internet = await startInternet(wordpressCom('fern.wordpress.com', written));
		const read = await readBack(internet, typed);
		expect(read.candidate).toMatchObject({
			platform: 'wordpress',
			platformId: '4711',
			handle: 'fern.wordpress.com'
		});
		expectAll(read, written);
		expect(read.last).toMatchObject({ complete: true, method: 'wordpress.com' });
		expect(internet.asked).toHaveLength(5);
	}
);

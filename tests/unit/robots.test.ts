import { beforeEach, describe, expect, it } from 'vitest';
import type { Outcome } from '#lib/server/feeds/fetch.ts';
import * as robots from '#lib/server/feeds/robots.ts';

beforeEach(() => robots.forget());

const page = 'https://quiet.example/notes/1';
const said = (text: string) => ({
	asked: 0,
	async get(): Promise<Outcome> {
		this.asked++;
		return {
			kind: 'fetched',
			status: 200,
			url: 'https://quiet.example/robots.txt',
			redirects: [],
			headers: {},
			etag: null,
			lastModified: null,
			maxAgeSeconds: null,
			fetchedAt: new Date(),
			body: new TextEncoder().encode(text),
			bodyHash: text,
			contentType: 'text/plain'
		};
	}
});

describe('a site that turns us away', () => {
	it('by name is heeded for feeds too', async () => {
		const site = said('User-agent: InConfidence\nDisallow: /');
		const get = () => site.get();
		expect(await robots.refuses(get, page)).toBe(true);
		expect(await robots.mayRead(get, page)).toBe(false);
		expect(site.asked).toBe(1);
	});

	it('together with every program is heeded for pages only: feeds are made to be read', async () => {
		const site = said('User-agent: *\nDisallow: /');
		expect(await robots.refuses(() => site.get(), page)).toBe(false);
		expect(await robots.mayRead(() => site.get(), page)).toBe(false);
	});

	it('in part is heeded in part', async () => {
		const site = said('User-agent: InConfidence\nDisallow: /private/');
		expect(await robots.refuses(() => site.get(), page)).toBe(false);
		expect(await robots.refuses(() => site.get(), 'https://quiet.example/private/feed')).toBe(true);
	});

	it('is asked again after a day', async () => {
		const site = said('User-agent: *\nAllow: /');
		const at = Date.now();
		for (const hours of [0, 1, 23, 25])
			expect(await robots.mayRead(() => site.get(), page, at + hours * 3_600_000)).toBe(true);
		expect(site.asked).toBe(2);
	});

	it('is no question for files', async () => {
		const site = said('');
		expect(await robots.refuses(() => site.get(), 'file:///home/x.xml')).toBe(false);
		expect(site.asked).toBe(0);
	});
});

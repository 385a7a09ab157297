import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { projectRoot } from '#lib/server/config.ts';
import * as parse from '#lib/server/feeds/parse.ts';
import { asOutcome } from '#lib/server/feeds/document.ts';
import * as samples from '#lib/server/samples/samples.ts';
import { platforms, professions } from '#lib/words.ts';

const folder = join(projectRoot, 'src/lib/server/samples');
const readme = readFileSync(join(folder, 'README.md'), 'utf8');
const now = new Date('2026-11-24T12:00:00Z');
const day = 86_400_000;
const listed = samples.list();

/** Rows of the page's tables that name a guid: which sample, which post, what it was meant as. */
const meant = [...readme.matchAll(/^\| `([\w-]+)` \| \S+ \| `([^`]+)` \| ([^|]+?) \|/gm)].map(
	([, slug, guid, as]) => ({ slug: slug!, guid: guid!, as: as! })
);
const feeds = new Map<string, parse.ParsedFeed>();
const dates = (slug: string) =>
	feeds
		.get(slug)!
		.items.map((item) => item.publishedAt!.getTime())
		.sort((a, b) => a - b);

beforeAll(async () => {
	for (const sample of listed) {
		const parsed = await parse.feed(await samples.read(sample.slug), { url: sample.address, now });
		if ('error' in parsed) throw new Error(`${sample.file}: ${parsed.error}`);
		feeds.set(sample.slug, parsed);
	}
});

describe('samples', () => {
	it('are listed once each, in words of the vocabulary, with one document each', () => {
		expect(listed.length).toBeGreaterThanOrEqual(6);
		for (const key of ['slug', 'name', 'address', 'file'] as const)
			expect(new Set(listed.map((sample) => sample[key])).size).toBe(listed.length);
		for (const sample of listed) {
			expect(professions).toContain(sample.profession);
			expect(platforms).toContain(sample.platform);
			expect(sample.about).toMatch(/\.$/);
		}
		expect(readdirSync(join(folder, 'feeds')).sort()).toEqual(listed.map((s) => s.file).sort());
	});

	it('cover every format and the kinds of place people post in', () => {
		expect(new Set(listed.map((sample) => sample.format))).toEqual(
			new Set(['rss', 'atom', 'rdf', 'json'])
		);
		for (const platform of ['wordpress', 'mastodon', 'podcast', 'youtube', 'website'] as const)
			expect(listed.map((sample) => sample.platform)).toContain(platform);
		expect(listed.filter((sample) => sample.profession === 'not-care')).toHaveLength(1);
	});

	it('hand out copies, so that no caller can change the list', () => {
		samples.list()[0]!.name = 'Someone else';
		expect(samples.list()[0]!.name).toBe(listed[0]!.name);
	});

	it('look like an answer of their own address to whoever keeps them', async () => {
		const sample = listed[0]!;
		const document = await samples.read(sample.slug);
		const outcome = asOutcome(sample.address, document);
		expect(outcome).toMatchObject({ kind: 'fetched', status: 200, url: sample.address });
		expect(outcome.body).toEqual(document);
		expect(outcome.bodyHash).toMatch(/^[0-9a-f]{64}$/);
		const other = asOutcome(sample.address, await samples.read('lantern'));
		expect(other.bodyHash).not.toBe(outcome.bodyHash);
	});

	it('refuse a slug that is not theirs', async () => {
		await expect(samples.read('../../../package')).rejects.toThrow(/No sample is called/);
	});

	it.each(listed)('$slug is read whole, in its own format, at the first attempt', (sample) => {
		const feed = feeds.get(sample.slug)!;
		expect(feed.format).toBe(sample.format);
		expect(feed.readBy).toBe('feedsmith');
		expect(feed.description).toMatch(/made-up .*nobody here exists/);
		expect(feed.items.length).toBeGreaterThanOrEqual(40);
		expect(feed.items.length).toBeLessThanOrEqual(150);
		expect(new Set(feed.items.map((item) => item.guid)).size).toBe(feed.items.length);
		expect(new Set(feed.items.map((item) => item.url)).size).toBe(feed.items.length);
		for (const item of feed.items) {
			expect(item.text.length, item.guid!).toBeGreaterThan(8);
			expect(item.text).not.toMatch(/<\/?[a-z]+>|&\w+;|\]\]>/i);
			expect(item.excerptOnly).toBe(false);
		}
	});

	it.each(listed)('$slug has dates within the two years to November 2026', ({ slug }) => {
		const times = dates(slug);
		expect(times[0]).toBeGreaterThanOrEqual(Date.parse('2024-10-01'));
		expect(times.at(-1)!).toBeLessThan(now.getTime());
		expect(times.at(-1)! - times[0]!).toBeGreaterThan((slug === 'tired-desk' ? 500 : 740) * day);
	});

	it('include one that fell silent for five months and one whose last post is old', () => {
		const longest = (slug: string) => {
			const times = dates(slug);
			return Math.max(...times.slice(1).map((time, i) => time - times[i]!)) / day;
		};
		const silent = listed.filter(({ slug }) => longest(slug) > 150).map(({ slug }) => slug);
		expect(silent).toEqual(['second-kettle']);
		const old = listed.filter(({ slug }) => now.getTime() - dates(slug).at(-1)! > 240 * day);
		expect(old.map(({ slug }) => slug)).toEqual(['tired-desk']);
	});

	it('name no address outside .example but those of the feed formats themselves', async () => {
		for (const sample of listed) {
			expect(new URL(sample.address).hostname).toMatch(/\.example$/);
			const document = new TextDecoder().decode(await samples.read(sample.slug));
			const body = document
				.replace(/\sxmlns(:\w+)?="[^"]*"/g, '')
				.replace(/https:\/\/jsonfeed\.org\/version\/1\.1/, '');
			for (const [, host] of body.matchAll(/https?:\/\/([^/"'<\s\]]+)/g))
				expect(host, sample.file).toMatch(/\.example$/);
			for (const [, host] of body.matchAll(/\w@([\w-]+(?:\.\w+)+)/g))
				expect(host, sample.file).toMatch(/\.example$/);
		}
	});

	it('never say one sentence twice', () => {
		const seen = new Map<string, string>();
		const repeated: string[] = [];
		for (const [slug, feed] of feeds)
			for (const item of feed.items)
				for (const sentence of item.text.split(/(?<=[.!?])\s+|\n/)) {
					const words = sentence.toLowerCase().match(/[\p{L}\d']+/gu) ?? [];
					const key = words.join(' ');
					if (words.length >= 5 && seen.has(key))
						repeated.push(`${slug} ${item.guid}: ${sentence}`);
					seen.set(key, slug);
				}
		expect(repeated).toEqual([]);
	});

	it('have the posts that the page says were meant as stories or as look-alikes', () => {
		expect(meant.length).toBeGreaterThan(50);
		for (const row of meant)
			expect(
				feeds.get(row.slug)?.items.map((item) => item.guid),
				`${row.slug} in README.md`
			).toContain(row.guid);
		expect(new Set(meant.map((row) => row.guid)).size).toBe(meant.length);
	});

	it('range from one consented story to one post in five, and none where no care is given', () => {
		const permissions = [
			'nothing stated',
			'consent stated',
			'composite stated',
			'details changed stated'
		];
		const stories = meant.filter((row) => permissions.includes(row.as));
		const share = (slug: string) =>
			stories.filter((row) => row.slug === slug).length / feeds.get(slug)!.items.length;
		expect(new Set(stories.map((row) => row.as))).toEqual(new Set(permissions));
		expect(stories.filter((row) => row.slug === 'quiet-harbour').map((row) => row.as)).toEqual([
			'consent stated'
		]);
		expect(share('inkwell')).toBe(0);
		expect(share('tired-desk')).toBeGreaterThan(0.2);
		for (const { slug } of listed) expect(share(slug), slug).toBeLessThan(0.25);
		// The page's own counts are those of its tables.
		for (const { slug } of listed) {
			const row = new RegExp(`^\\| \`${slug}\` \\|.*\\| (\\d+) \\| (\\d+) \\(`, 'm').exec(readme)!;
			expect(Number(row[1]), slug).toBe(feeds.get(slug)!.items.length);
			expect(Number(row[2]), slug).toBe(stories.filter((story) => story.slug === slug).length);
		}
	});
});

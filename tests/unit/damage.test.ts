/** Every damage done to every shape of feed; each reader alone printed beside the chain. */
import { parseFeed } from 'feedsmith';
import { afterAll, describe, expect, it } from 'vitest';
import { fromFeedsmith } from '#lib/server/feeds/feedsmith.ts';
import * as parse from '#lib/server/feeds/parse.ts';
import { byRssParser } from '#lib/server/feeds/rssparser.ts';
import { damages, shapes } from '../support/feeds.ts';

interface Row {
	damage: string;
	feeds: number;
	'rss-parser': number;
	feedsmith: number;
	chain: number;
}

const rows: Row[] = [];
const share = (row: Row, who: 'rss-parser' | 'feedsmith' | 'chain') =>
	`${Math.round((1000 * row[who]) / row.feeds) / 10} %`.padStart(8);

afterAll(() => {
	const sum = (who: 'feeds' | 'rss-parser' | 'feedsmith' | 'chain') =>
		rows.reduce((total, row) => total + row[who], 0);
	const all: Row = {
		damage: 'all',
		feeds: sum('feeds'),
		'rss-parser': sum('rss-parser'),
		feedsmith: sum('feedsmith'),
		chain: sum('chain')
	};
	const lines = [...rows, all].map(
		(row) =>
			`${row.damage.padEnd(36)}${String(row.feeds).padStart(5)}${share(row, 'rss-parser')}${share(row, 'feedsmith')}${share(row, 'chain')}`
	);
	console.log(
		['feeds that lose no item'.padEnd(36) + 'feeds  rss-p.  smith   chain', ...lines].join('\n')
	);
});

/** How many of the items come out with the words they were written with. */
const kept = (items: { text: string }[] | undefined, words: string[]) =>
	words.filter((sentence) => items?.some((item) => item.text.includes(sentence))).length;

function smith(document: string) {
	try {
		return fromFeedsmith(parseFeed(document)).items.length;
	} catch {
		return 0;
	}
}

describe('a damaged feed', () => {
	it('comes in all the shapes, each whole at first', async () => {
		expect(shapes.length).toBeGreaterThanOrEqual(30);
		for (const shape of shapes) {
			const parsed = await parse.feed(shape.document);
			expect(parsed, shape.name).not.toHaveProperty('error');
			if ('error' in parsed) continue;
			expect([parsed.items.length, kept(parsed.items, shape.words)], shape.name).toEqual([5, 5]);
			expect(parsed.items.every((item) => (item.title !== null) === shape.hasTitles)).toBe(true);
		}
	});

	it.each(damages)('loses no item to $name', async ({ name, apply }) => {
		const row: Row = { damage: name, feeds: 0, 'rss-parser': 0, feedsmith: 0, chain: 0 };
		const lost: string[] = [];
		for (const shape of shapes) {
			const document = shape.isXml ? apply(shape.document) : undefined;
			if (document === undefined) continue;
			// What was cut off cannot come back: the items that are still whole can.
			const whole = shape.words.filter(
				(_, i) => name !== 'cut off at 80 %' || i < document.split(/<\/(?:item|entry)>/).length - 1
			);
			row.feeds++;
			const parsed = await parse.feed(document);
			const items = 'error' in parsed ? undefined : parsed.items;
			if (items?.length === whole.length && kept(items, whole) === whole.length) row.chain++;
			else lost.push(shape.name);
			if (smith(document) >= whole.length) row.feedsmith++;
			if (((await byRssParser(document))?.items.length ?? 0) >= whole.length) row['rss-parser']++;
		}
		rows.push(row);
		expect(row.feeds).toBeGreaterThan(10);
		expect(lost).toEqual([]);
	});

	it('is read whole in at least 94 of 100 cases', () => {
		const feeds = rows.reduce((sum, row) => sum + row.feeds, 0);
		expect(feeds).toBeGreaterThan(400);
		expect(rows.reduce((sum, row) => sum + row.chain, 0) / feeds).toBeGreaterThanOrEqual(0.94);
	});
});

import { describe, expect, it } from 'vitest';
import * as importlist from '#lib/server/feeds/importlist.ts';
import * as opml from '#lib/server/feeds/opml.ts';

describe('an OPML list', () => {
	const feeds = [
		{
			title: 'Notes & more',
			feedUrl: 'https://a.example/feed?x=1&y=2',
			siteUrl: 'https://a.example/',
			folder: 'Dr Finch'
		},
		{ title: 'Kettle', feedUrl: 'https://b.example/rss', siteUrl: null }
	];

	it('comes back as it was written', () => {
		expect(opml.read(opml.write('Mine', feeds))).toEqual([
			{ ...feeds[0] },
			{ ...feeds[1], folder: null }
		]);
	});

	it('is read with folders in folders, and nothing but its feeds', () => {
		const rows = importlist.read(
			'<?xml version="1.0"?><opml version="2.0"><body><outline text="A"><outline text="B"><outline text="Deep" xmlUrl="https://c.example/feed"/></outline><outline text="A page" htmlUrl="https://c.example/"/></outline></body></opml>',
			'list.opml'
		);
		expect(rows).toEqual({
			rows: [
				{
					line: 1,
					source: 'https://c.example/feed',
					isFeed: true,
					name: 'Deep',
					profession: null,
					place: null,
					registerUrl: null,
					basis: []
				}
			]
		});
	});

	it.each([
		['', /empty/],
		['<opml version="2.0"><body></body></opml>', /no feed|not an OPML/],
		['<opml version="2.0"><body><outline', /damaged|no feed/],
		['<html><p>Hello</html>', /not an OPML/]
	])('that is broken is said to be: %j', (text, said) => {
		expect(importlist.read(text, 'list.opml')).toEqual({ error: expect.stringMatching(said) });
	});
});

describe('a CSV list', () => {
	const read = (text: string) => {
		const list = importlist.read(text, 'list.csv');
		return 'error' in list
			? list.error
			: list.rows.map((row) => [row.line, row.source, row.name ?? null, row.profession]);
	};

	it('is one address a line, with name and profession', () => {
		expect(read('https://a.example\n@b@c.example,Dr Brook,psychologist\n')).toEqual([
			[1, 'https://a.example', null, null],
			[2, '@b@c.example', 'Dr Brook', 'psychologist']
		]);
	});

	it('may have headings in another order, semicolons, quotation marks and a mark in front', () => {
		expect(read('\ufeffname;address\n"Brook; Dr ""B""";https://b.example\r\n')).toEqual([
			[2, 'https://b.example', 'Brook; Dr "B"', null]
		]);
	});

	it('may tell place, register entry and what makes two feeds one person’s', () => {
		const list = importlist.read(
			'handle,country,register link,identity basis\n@b@c.example,us-ca,https://register.example/7,own-claim; same-name\n',
			'list.csv'
		);
		expect(list).toEqual({
			rows: [
				{
					line: 2,
					source: '@b@c.example',
					isFeed: false,
					name: null,
					profession: null,
					place: 'US-CA',
					registerUrl: 'https://register.example/7',
					basis: ['own-claim', 'same-name']
				}
			]
		});
	});

	it('without headings may have the name first', () => {
		expect(read('Dr Brook,https://b.example\nhttps://a.example,Ash\n')).toEqual([
			[1, 'https://b.example', 'Dr Brook', null],
			[2, 'https://a.example', 'Ash', null]
		]);
	});

	it.each([
		['https://a.example,A,plumber', /Line 1: “plumber”/],
		['https://a.example,A,coach,Narnia', /Line 1: “Narnia” is no place/],
		['https://a.example,A,coach,GB,none', /Line 1: “none” is not the address/],
		['https://a.example,A,coach,GB,,hunch', /Line 1: “hunch” is no sign/],
		['address,name\n,A', /Line 2: The line has no address/]
	])('keeps a row that is wrong, and says why: %j', (text, said) => {
		const list = importlist.read(text, 'list.csv');
		expect('rows' in list && list.rows.map((row) => row.issue)).toEqual([
			expect.stringMatching(said)
		]);
	});

	it('is refused where it is longer than one import may be', () => {
		const line = 'https://a.example\n';
		expect(read(line.repeat(importlist.MOST_ROWS + 1))).toMatch(/5001 addresses.*split it/);
		expect(read(line.repeat(importlist.MOST_ROWS))).toHaveLength(importlist.MOST_ROWS);
	});

	it.each([
		['name,profession\nA,psychologist', /none is "address"/],
		['https://a.example,"A', /Line 1.*never closed/],
		[',,\n', /lists no address/]
	])('that is wrong is said to be, with its line: %j', (text, said) => {
		expect(read(text)).toMatch(said);
	});
});

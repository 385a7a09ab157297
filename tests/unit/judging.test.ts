import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { judge, plainName, type Looked } from '#lib/server/intake/judging.ts';

const feedOf = (feedUrl: string, platformId: string | null = null) => ({
	feedUrl,
	platform: 'mastodon',
	platformId
});
const row = (line: number, name: string, url: string | null, over: Partial<Looked> = {}) => ({
	id: 100 + line,
	line,
	name,
	basis: [],
	feed: url === null ? null : feedOf(url),
	...over
});

describe('the rows of an import', () => {
	it('are new, known, twice in the list, or left to say what went wrong', () => {
		const judged = judge(
			[
				row(1, 'Ash', 'https://a.example/feed'),
				row(2, 'Ash the Second', 'http://a.example/feed/'),
				row(3, 'Brook', 'https://b.example/feed'),
				row(4, 'Cedar', null)
			],
			[{ practitionerId: 7, feed: feedOf('https://b.example/feed') }],
			[]
		);
		expect(judged).toEqual([
			{ id: 101, state: 'new', otherLine: null, otherId: null },
			{ id: 102, state: 'duplicate', otherLine: 1, otherId: null },
			{ id: 103, state: 'known', otherLine: null, otherId: 7 }
		]);
	});

	it('are one account under two addresses where the platform says so', () => {
		const judged = judge(
			[
				row(1, 'Ash', null, { feed: feedOf('https://s.example/@ash.rss', '42') }),
				row(2, 'Ash', null, { feed: feedOf('https://s.example/users/ash.rss', '42') })
			],
			[],
			[]
		);
		expect(judged.map(({ state }) => state)).toEqual(['new', 'duplicate']);
	});

	it('under the name of somebody else join only on two signs or the own word (F14)', () => {
		const people = [{ id: 7, name: 'Dr. Ash Marrow' }];
		const states = (basis: Looked['basis']) =>
			judge([row(1, 'ash  marrow, MA', 'https://new.example/feed', { basis })], [], people);
		expect(states([])).toEqual([{ id: 101, state: 'namesake', otherLine: null, otherId: 7 }]);
		expect(states(['same-name'])[0]!.state).toBe('namesake');
		expect(states(['same-name', 'same-workplace'])[0]!.state).toBe('joins');
		expect(states(['own-claim'])[0]!.state).toBe('joins');
	});

	it('never join where two people bear the name: signs do not say which', () => {
		const people = [
			{ id: 7, name: 'Ash' },
			{ id: 8, name: 'Ash' }
		];
		const rows = [row(1, 'Ash', 'https://n.example/feed', { basis: ['own-claim'] })];
		expect(judge(rows, [], people)[0]!.state).toBe('namesake');
	});

	it('find their namesake in the list itself, whoever comes first', () => {
		const judged = judge(
			[
				row(3, 'Ash', 'https://a.example/feed'),
				row(5, 'ASH', 'https://b.example/feed'),
				row(6, 'Ásh', 'https://c.example/feed', { basis: ['own-claim'] })
			],
			[],
			[]
		);
		expect(judged.map(({ state, otherLine }) => [state, otherLine])).toEqual([
			['new', null],
			['namesake', 3],
			['joins', 3]
		]);
	});

	it('each get one judgement, and a feed is followed once however often it is listed', () => {
		const urls = fc.constantFrom(
			'https://a.example/1',
			'https://a.example/2',
			'https://a.example/3'
		);
		fc.assert(
			fc.property(fc.array(fc.tuple(urls, fc.constantFrom('Ash', 'Brook'))), (given) => {
				const rows = given.map(([url, name], i) => row(i + 1, name, url));
				const judged = judge(rows, [], []);
				expect(judged.map(({ id }) => id)).toEqual(rows.map(({ id }) => id));
				const followed = judged.filter(({ state }) => state !== 'duplicate');
				expect(followed).toHaveLength(new Set(given.map(([url]) => url)).size);
			})
		);
	});
});

describe('names as they are compared', () => {
	it.each([
		['Dr. Marrow Finch, PhD', 'marrow finch'],
		['Prof Dr Élodie  Tarn', 'elodie tarn'],
		['Dresden Tarn', 'dresden tarn'],
		['Dr.', '']
	])('%s', (name, plain) => {
		expect(plainName(name)).toBe(plain);
	});

	it('nameless rows are nobody’s namesakes', () => {
		const rows = [row(1, 'Dr.', 'https://a.example'), row(2, '', 'https://b.example')];
		expect(judge(rows, [], []).map(({ state }) => state)).toEqual(['new', 'new']);
	});
});

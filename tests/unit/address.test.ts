import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { platforms, professions } from '#lib/words.ts';
import { address, isNarrowed, read, toggled, type Asked } from '../../src/routes/address.ts';

const asked = fc.record<Asked>({
	named: fc.option(fc.stringMatching(/^[\w&=?#+%éß][\w&=?#+%éß ]{0,20}[\w&]$/), { nil: undefined }),
	profession: fc.option(fc.constantFrom(...professions), { nil: undefined }),
	platform: fc.option(fc.constantFrom(...platforms), { nil: undefined }),
	isTroubled: fc.option(fc.constant(true), { nil: undefined }),
	listId: fc.option(fc.integer({ min: 1, max: 999_999 }), { nil: undefined }),
	after: fc.option(fc.record({ name: fc.string(), id: fc.nat(2 ** 31 - 1) }), { nil: undefined }),
	picked: fc.uniqueArray(fc.integer({ min: 1, max: 2 ** 31 - 1 }), { maxLength: 4 })
});
const readBack = (path: string) => read(new URL(path, 'http://site.example').searchParams);

describe('the dashboard’s address', () => {
	it('is read as it was written', () => {
		fc.assert(
			fc.property(asked, (one) => {
				expect(readBack(address(one))).toEqual(one);
			})
		);
	});

	it('keeps the filter and the picked from page to page, and back to the first', () => {
		const first: Asked = { named: 'dr o’', profession: 'counsellor', picked: [7, 3] };
		const second = readBack(address(first, { after: { name: 'Dr O’Ak & Son', id: 12 } }));
		expect(second).toMatchObject({ ...first, after: { name: 'Dr O’Ak & Son', id: 12 } });
		expect(readBack(address(second, { after: undefined }))).toEqual(readBack(address(first)));
	});

	it('leaves out what makes no sense', () => {
		expect(
			readBack(
				'/?profession=wizard&platform=&list=x&troubled=2&after=A&id=-1&pick=0&pick=a&pick=5&pick=5'
			)
		).toEqual({ picked: [5] });
		expect(readBack('/?pick=1&pick=2&pick=3&pick=4&pick=5').picked).toEqual([1, 2, 3, 4]);
		expect(address({ picked: [] })).toBe('/');
	});

	it('tells whether the list is narrowed, and takes picked people out again', () => {
		expect(isNarrowed({})).toBe(false);
		expect(isNarrowed({ listId: 4 })).toBe(true);
		expect(toggled(toggled([1], 2), 1)).toEqual([2]);
	});
});

import { describe, expect, it } from 'vitest';
import { includes } from '#lib/server/access.ts';
import { may } from '#lib/may.ts';
import { roles } from '#lib/words.ts';

describe('what is offered', () => {
	it('is what the server allows, to each role', () => {
		for (const role of roles)
			for (const least of roles)
				expect(may({ mode: 'group', who: { role, hasAcceptedCharter: true } }, least)).toBe(
					includes(role, least)
				);
	});

	it('is everything to one person alone, and nothing before the charter or to strangers', () => {
		for (const least of roles) {
			expect(may({ mode: 'solo' }, least)).toBe(true);
			expect(may({ mode: 'group' }, least)).toBe(false);
			const who = { role: 'administrator', hasAcceptedCharter: false } as const;
			expect(may({ mode: 'group', who }, least)).toBe(false);
		}
	});
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { postOf, read, write } from '#lib/concern/attached.ts';

describe('a post brought along in an address', () => {
	it('comes out as it went in, whatever its text', () => {
		fc.assert(
			fc.property(fc.string({ unit: 'grapheme' }), (text) => {
				const post = {
					address: 'https://a.example/1',
					where: 'Notes',
					publishedAt: '2026-10-30',
					text: text.toWellFormed(),
					sha256: 'a'.repeat(64)
				};
				const hash = write(post);
				expect(hash).toMatch(/^#post=[\w-]+$/);
				expect(read(hash)).toEqual({ ...post, seenAt: '' });
			})
		);
	});

	it.each(['', '#start', '#post=', '#post=!!', `#post=${btoa('{"x":1}')}`, `#post=${btoa('[1]')}`])(
		'%s carries none',
		(hash) => expect(read(hash)).toBeNull()
	);

	it('lets through neither a script for an address nor a day that is none', () => {
		expect(
			postOf({ address: 'javascript:alert(1)', text: 'x', publishedAt: 'soon', sha256: 'short' })
		).toEqual({ address: '', where: '', publishedAt: '', seenAt: '', text: 'x', sha256: '' });
	});
});

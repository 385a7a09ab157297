import { describe, expect, it } from 'vitest';
import { compile, match } from '#lib/server/marking/cues/pattern.ts';
import { read } from '#lib/server/marking/text.ts';

function found(pattern: string, text: string): string[] {
	const reading = read(text);
	return match(reading, compile([[pattern]])).map(({ from, to }) =>
		text.slice(reading.starts[from], reading.ends[to - 1])
	);
}

describe('a pattern', () => {
	it.each([
		['a|my client', 'My client left. A client came.', ['My client', 'A client']],
		['my ..2 client', 'my very dear client; my dear, sweet old client', ['my very dear client']],
		['my first? client', 'my client, my first client', ['my client', 'my first client']],
		['client !who', 'the client who left, the client left', ['client']],
		['^ she #past', 'She cried. Then she cried.', ['She cried']],
		['@SHE ..1 @SAID', 'and then he quietly said so', ['he quietly said']],
		['my #clock', 'my 3pm and my four', ['my 3pm']],
		['client left', 'my client. Left alone', []],
		['~ client . left', 'my client. Left alone', ['client. Left']]
	])('%s in “%s”', (pattern, text, expected) => {
		expect(found(pattern, text)).toEqual(expected);
	});

	it.each(['..2 client', '!a client', ':NOUN client', '@NOBODY'])(
		'that cannot begin or names an unknown set is refused: %s',
		(pattern) => {
			expect(() => compile([[pattern]])).toThrow(/Pattern/);
		}
	);

	it('never overlaps its own findings', () => {
		expect(found('a|b a|b', 'a b a b a')).toEqual(['a b', 'a b']);
	});
});

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'svelte/compiler';
import { describe, expect, it } from 'vitest';
import { empty, emptyPost, type Answers } from '#lib/concern/answers.ts';
import { abouts, permissions, relations, tones } from '#lib/concern/answers.ts';
import { describe as say, grade, syllablesOf } from '#lib/concern/readability.ts';
import * as script from '#lib/concern/script.ts';
import { scenarios, today } from '../support/scenarios.ts';
import * as letter from '#lib/concern/letter.ts';

const root = join(import.meta.dirname, '../..');

describe('syllables', () => {
	it.each([
		['cat', 1],
		['seen', 1],
		['baked', 1],
		['wanted', 2],
		['table', 2],
		['remember', 3],
		['privacy', 3],
		['therapist', 3],
		['confidentiality', 7],
		['116', 1]
	])('of %s are %i', (word, count) =>
		expect(Math.abs(syllablesOf(word) - count)).toBeLessThanOrEqual(word.length > 12 ? 1 : 0)
	);
});

describe('the grade', () => {
	it('puts plain English low and officialese high', () => {
		expect(grade('I saw the post. It is about me. Please take it down.')).toBeLessThan(3);
		expect(
			grade(
				'Notwithstanding the aforementioned considerations, the respondent’s dissemination of identifiable information constitutes an impermissible disclosure.'
			)
		).toBeGreaterThan(20);
		expect(grade('')).toBe(0);
	});

	it('follows its formula', () => {
		// 2 sentences, 8 words, 8 syllables.
		expect(grade('I saw the post. It was on X.')).toBeCloseTo(
			Math.max(0, 0.39 * 4 + 11.8 * 1 - 15.59),
			5
		);
	});

	it('is said in words', () => {
		expect(say('Too short.')).toContain('Too short');
		expect(say('I saw the post. It is about me. '.repeat(5))).toContain('Very easy');
	});
});

/** Every fixed sentence a reader of a concern meets: screens, options, offers, script, checks. */
function fixedSentences(): string[] {
	const screens = files(join(root, 'src/routes/concern'), '.svelte').flatMap((file) =>
		textOf(readFileSync(file, 'utf8'))
	);
	const literals = [
		...files(join(root, 'src/lib/concern'), '.ts'),
		...files(join(root, 'src/routes/concern'), '.ts'),
		...files(join(root, 'src/routes/concern'), '.svelte')
	].flatMap((file) =>
		[...readFileSync(file, 'utf8').matchAll(/'((?:[^'\\\n]|\\.)*)'|`([^`$\n;]*)`/g)].map(
			(match) => match[1] ?? match[2] ?? ''
		)
	);
	const offers = scenarios
		.filter((one) => one.recipient !== script.recipient)
		.flatMap(({ answers, recipient }) =>
			letter
				.draft(answers, recipient, today)
				.sections.flatMap((section) => section.offers.map((offer) => offer.text))
		);
	return [...new Set([...screens, ...literals, ...offers])]
		.flatMap((text) => text.split(/(?<=[.!?…])["”’)]*\s+/))
		.map((one) => one.replace(/\s+/g, ' ').trim())
		.filter(
			(one) => /^[“A-Z]/.test(one) && /[.!?…]["”’)]*$/.test(one) && one.split(' ').length > 2
		);
}

function files(folder: string, ending: string): string[] {
	return readdirSync(folder, { withFileTypes: true, recursive: true })
		.filter((entry) => entry.isFile() && entry.name.endsWith(ending))
		.map((entry) => join(entry.parentPath, entry.name));
}

/** The text of a component's markup, block by block. */
function textOf(source: string): string[] {
	const blocks: string[] = [];
	const walk = (node: unknown): string => {
		if (typeof node !== 'object' || node === null) return '';
		if (Array.isArray(node)) return node.map(walk).join('');
		const { type, name, data } = node as { type?: string; name?: string; data?: string };
		if (type === 'Text') return data ?? '';
		if (type === 'ExpressionTag') return ' it ';
		const inside = Object.entries(node)
			.filter(([key]) =>
				['nodes', 'fragment', 'body', 'consequent', 'alternate', 'fallback'].includes(key)
			)
			.map(([, value]) => walk(value))
			.join('');
		if (type === 'RegularElement' && !/^(strong|em|a|span|code)$/.test(name ?? '')) {
			blocks.push(inside);
			return ' ';
		}
		return inside;
	};
	blocks.push(walk(parse(source, { modern: true }).fragment));
	return blocks;
}

describe('the fixed sentences of a concern', () => {
	const sentences = fixedSentences();
	const grades = sentences.map(grade).sort((a, b) => a - b);
	const at = (share: number) => grades[Math.floor(grades.length * share)]!;

	it('are found: some hundred of them', () => expect(sentences.length).toBeGreaterThan(300));

	it('read easily: half of them at grade 8 or under, nine in ten at 11 or under', () => {
		console.log(
			`${sentences.length} fixed sentences: median grade ${at(0.5).toFixed(1)}, nine in ten ${at(0.9).toFixed(1)}`
		);
		expect(at(0.5)).toBeLessThanOrEqual(8);
		expect(at(0.9)).toBeLessThanOrEqual(11);
		expect(sentences.filter((one) => grade(one) > 16)).toEqual([]);
	});

	it('never judge a person', () => {
		const words = /\b(breach|violation|unethical|guilty|no consent)\b/i;
		const checks = readFileSync(join(root, 'src/lib/concern/checks/words.ts'), 'utf8');
		expect(sentences.filter((one) => words.test(one) && !checks.includes(one))).toEqual([]);
	});

	it('of every script, in every tone, read easily as a whole', () => {
		for (const tone of tones)
			for (const about of abouts)
				for (const permission of permissions) {
					const answers: Answers = {
						...empty(),
						tone,
						about,
						permission,
						relation: relations[0],
						posts: [{ ...emptyPost(), where: 'X', seenAt: '2026-11-01' }]
					};
					expect(grade(script.assemble(answers, today))).toBeLessThan(6);
				}
	});
});

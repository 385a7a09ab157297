import { describe, expect, it } from 'vitest';
import { empty, emptyPost } from '#lib/concern/answers.ts';
import * as check from '#lib/concern/check.ts';
import type { Aim, Rule } from '#lib/concern/checks/finding.ts';
import { scenarios, today } from '../support/scenarios.ts';
import { work } from '../support/letters.ts';

const answers = {
	...empty(),
	span: 'from March 2024 to June 2025',
	posts: [{ ...emptyPost(), where: 'Low Tide Letters', publishedAt: '2026-10-30' }],
	person: { ...empty().person, title: 'Dr', name: 'Helena Marsh', practice: 'Harbour Rooms' },
	me: { name: 'Daniel Okafor', contact: 'daniel@post.example' }
};
const rulesIn = (written: string, kind: Aim['kind'] = 'body') =>
	check
		.text(written, { answers, kind })
		.map(({ level, rule, found }) => `${level} ${rule} ${found}`);
const of = (rule: Rule, written: string, kind: Aim['kind'] = 'body') =>
	check
		.text(written, { answers, kind })
		.filter((one) => one.rule === rule)
		.map((one) => one.found);

describe('names', () => {
	it.each([
		['My sister Anna saw it.', ['Anna']],
		['Then Mr Blake rang me.', ['Mr Blake']],
		['Anna read it first.', ['Anna']],
		['I showed it to Priya Nair at work.', ['Priya Nair']],
		['I asked Tom, and he agreed.', ['Tom']],
		['My friend’s cousin, Olu, is in the group.', ['Olu']]
	])('finds somebody else: %s', (written, found) => expect(of('name', written)).toEqual(found));

	it.each([
		'Dr Marsh wrote it. Helena Marsh of Harbour Rooms is a psychologist.',
		'I saw it on Instagram on Monday, in Low Tide Letters.',
		'Yours sincerely,\n\nDaniel Okafor',
		'It is called The Baker.',
		'The General Medical Council and the Information Commissioner’s Office know.',
		'Everybody in Wales reads English. My GP and the NHS do not.',
		'Its address is https://Pages.example/Anna/Priya.',
		'Nobody was asked. She said so. It was told kindly. People have read it.'
	])('leaves alone who is part of it: %s', (written) => expect(of('name', written)).toEqual([]));
});

describe('other details', () => {
	it.each<[Rule, string, string[]]>([
		['date', 'My birthday is 3 May 1990.', ['3 May 1990']],
		['date', 'It was up on 30 October 2026.', []],
		['date', 'I saw her from March 2024.', []],
		['date', 'I am 34 and I know my 4 pm.', ['I am 34', 'my 4 pm']],
		['place', 'I live at 12 Harbour View Road.', ['12 Harbour View Road']],
		['place', 'I live in Nova Scotia.', ['in Nova Scotia']],
		['contact', 'Ask her on 07700 900123.', ['07700 900123']],
		['contact', 'Write to daniel@post.example or anna@post.example.', ['anna@post.example']],
		['diagnosis', 'I was depressed, and I have PTSD.', ['depressed', 'PTSD']],
		['session', 'I told her about the fire in our session.', ['I told her', 'in our session']],
		['motive', 'She did it for likes.', ['for likes']],
		['placeholder', 'Dear [name of the therapist],', ['[name of the therapist]']]
	])('%s: %s', (rule, written, found) => expect(of(rule, written)).toEqual(found));

	it('keeps the two levels apart, the blocking first', () => {
		expect(rulesIn('It was unethical. He is a liar.')).toEqual([
			'blocking accusation liar',
			'advisory accusation unethical'
		]);
	});

	it('leaves the words of a session to the writer, and those in quotation marks to the post', () => {
		expect(rulesIn('You lied to me.', 'session')).toEqual(['advisory accusation lied']);
		expect(rulesIn('It says “what a liar my 4 pm is”.')).not.toContain('blocking accusation liar');
	});

	it('gives a reason for each, and a place in the text', () => {
		const written = 'My sister Anna says it is illegal and was done for clicks on my 3 pm.';
		const found = check.text(written, { answers, kind: 'body' });
		expect(found.length).toBe(4);
		for (const one of found) {
			expect(one.reason.length).toBeGreaterThan(30);
			expect(written.slice(one.start, one.end)).toBe(one.found);
		}
	});
});

describe('a whole document', () => {
	it('finds the gaps of a letter that nobody has written yet', () => {
		const rules = check.document(empty(), 'practice', today).map((one) => one.rule);
		expect(rules).toContain('placeholder');
		expect(rules).toContain('missing');
	});

	it('stops a letter in which no word is the writer’s', () => {
		const scenario = scenarios.find((one) => one.id.startsWith('02'))!;
		const worked = work(scenario, today).answers;
		const bare = { ...worked, saw: '', why: '', effect: '' };
		const { [scenario.recipient]: sections } = bare.letters;
		bare.letters = {
			[scenario.recipient]: {
				...sections,
				saw: '',
				why: 'I believe the post is about me. Here is why.',
				effect: ''
			}
		};
		expect(check.document(bare, scenario.recipient, today).map((one) => one.key)).toContain(
			'template:nothing-own'
		);
	});

	it('sees that a letter says two things at once', () => {
		const scenario = scenarios.find((one) => one.id.startsWith('08'))!;
		const worked = work(scenario, today).answers;
		worked.letters[scenario.recipient]!.tried += ' I have not raised this with Tamsin Bright.';
		expect(check.document(worked, scenario.recipient, today).map((one) => one.key)).toContain(
			'contradiction:raised'
		);
	});

	it.each(scenarios)('lets the finished letter of $id go', (scenario) => {
		const { answers: worked } = work(scenario, today);
		expect(check.blocking(check.document(worked, scenario.recipient, today), worked)).toEqual([]);
	});

	it('remembers what the writer chose to keep', () => {
		const scenario = scenarios.find((one) => one.id.startsWith('08'))!;
		const { answers: worked } = work(scenario, today);
		worked.letters[scenario.recipient]!.effect = 'My flatmate Robin laughed.';
		const [finding] = check.blocking(check.document(worked, scenario.recipient, today), worked);
		expect(finding?.found).toBe('Robin');
		worked.kept.push(finding!.key);
		expect(check.blocking(check.document(worked, scenario.recipient, today), worked)).toEqual([]);
	});
});

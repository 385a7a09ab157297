import { beforeAll, describe, expect, it } from 'vitest';
import * as classify from '#lib/server/marking/classify.ts';
import * as examples from '#lib/server/marking/examples.ts';
import * as reading from '#lib/server/marking/reader.ts';
import type { Mark } from '#lib/words.ts';

let reader: reading.Models;
beforeAll(async () => {
	reader = await classify.open();
});

const post = (text: string, over: Partial<classify.Readable> = {}): classify.Readable => ({
	id: 'a',
	text,
	profession: 'counsellor',
	...over
});
const mark = async (text: string, over?: Partial<classify.Readable>): Promise<Mark> =>
	(await classify.read(reader, [post(text, over)]))[0]!;
const isMarked = ({ strength }: Mark) => strength === 'likely' || strength === 'possible';

const story =
	'A client of mine cried today when she told me about her brother. She is nineteen and works nights at the bakery, and in our session she finally said his name.';
const plain =
	'Slugs got every single lettuce. Not even a stalk left. Back to the garden shop, then.';

const paragraph =
	'Last spring I saw a client, a ferry cook of about fifty, who had stopped answering his daughter’s calls. In our third session he took a postcard out of his coat and put it on the table between us. He told me that he had carried it since January and could not read it aloud. I asked him whether I might. He nodded, and I read it, and he wept for the first time in my room. “She says the same thing my mother said,” he told me. In the weeks after that he rang her every Sunday, and in June he came to say goodbye, with a tin of biscuits that he had baked on the boat. I have thought of that client often since.';

describe('a mark', () => {
	it('tells a story from a day in the garden', async () => {
		const [yes, no] = [await mark(story), await mark(plain)];
		expect(isMarked(yes)).toBe(true);
		expect(no.strength).toBe('none');
		expect(yes.probability!).toBeGreaterThan(no.probability! + 0.4);
		expect(yes.identifiers).toContain('gender');
		expect(yes.reasons.length).toBeGreaterThan(0);
		expect(no.identifiers).toEqual([]);
	});

	it('does not depend on the other posts of the batch, nor on their order', async () => {
		const batch = [post(plain), post(story), post(''), post('Bonjour à tous mes amis')];
		const together = await classify.read(reader, batch);
		const backwards = await classify.read(reader, [...batch].reverse());
		expect(backwards.reverse()).toEqual(together);
		expect(together[1]).toEqual(await mark(story));
	});

	it.each([
		['', null],
		['👍👍', null],
		['Mi clienta de hoy por fin denunció a su marido.', 'es']
	])('is not judged where it cannot be: “%s”', async (text, lang) => {
		const { strength, probability, reasons, lang: read } = await mark(text);
		expect({ strength, probability, reasons, read }).toEqual({
			strength: 'not-judged',
			probability: null,
			reasons: [],
			read: lang
		});
	});

	it('finds the one paragraph of an essay that tells about a client', async () => {
		const filler = examples
			.readCorpus()
			.filter((item) => item.client_narrative === 'no' && item.about === 'clients-in-general')
			.slice(0, 60)
			.map(({ text }) => text);
		const paragraphs = [...filler.slice(0, 30), paragraph, ...filler.slice(30)];
		const essay = paragraphs.join('\n\n');
		expect(essay.split(/\s+/).length).toBeGreaterThan(2000);
		const read = await mark(essay);
		expect(isMarked(read)).toBe(true);
		const from = essay.indexOf(paragraph);
		const speaking = read.reasons.filter(({ against }) => !against);
		expect(speaking.some(({ start, end }) => start < from + paragraph.length && end > from)).toBe(
			true
		);
	});

	it('reads a title with its text, and keeps their offsets apart', async () => {
		const title = 'My client told me she had slept at last';
		const read = await mark('She is nineteen. I nearly cried with her.', { title });
		expect(isMarked(read)).toBe(true);
		for (const { part, start, end } of read.reasons) {
			expect(start).toBeLessThan(end);
			expect(end).toBeLessThanOrEqual(part === 'title' ? title.length : 41);
		}
	});

	it('reads a title once where the text begins with it', async () => {
		expect(await mark(story, { title: `${story.slice(0, 40)}…` })).toEqual(await mark(story));
	});

	it.each([
		'my 3pm no showed again lol',
		'pt told me she relapsed on fri, my heart 💔 #TherapistLife',
		'ct: “i finally slept.” i nearly cried w her'
	])('reads posts as people type them: %s', async (text) => {
		const { probability } = await mark(text);
		expect(probability!).toBeGreaterThan(
			(await mark('Notes done. Kettle on. Rain again.')).probability!
		);
	});

	it('gives no mark for words that were only passed on', async () => {
		const passed = await mark(`RT @other@social.example: ${story}`);
		expect(passed).toMatchObject({ strength: 'none', voice: 'quoted', reasons: [] });
	});

	it('has the form that the mark command promises', async () => {
		const line = classify.toLine(7, await mark(story));
		expect(Object.keys(line)).toEqual([
			'id',
			'lang',
			'probability',
			'strength',
			'exits',
			'identifiers',
			'otherNorms',
			'goodPractice',
			'reasons',
			'version'
		]);
		expect(line).toMatchObject({ id: 7, lang: 'en', version: reader.version });
		for (const reason of line.reasons) expect(Object.keys(reason)).toEqual(['cue', 'start', 'end']);
	});
});

describe('reasons', () => {
	const held = examples
		.readCorpus()
		.filter((item, i) => item.client_narrative === 'yes' && i % 60 === 0);
	let marks: Mark[];
	beforeAll(async () => {
		marks = await classify.read(
			reader,
			held.map((item) => ({ id: item.id, text: item.text, profession: item.author_role }))
		);
	});

	it('lie on the words that were labelled as telling the story', () => {
		const marked = held.flatMap((item, i) => (isMarked(marks[i]!) && item.spans.length ? [i] : []));
		const overlapping = marked.filter((i) =>
			held[i]!.spans.some((span) => {
				const from = held[i]!.text.indexOf(span);
				return marks[i]!.reasons.some(
					({ start, end, against }) => !against && start < from + span.length && end > from
				);
			})
		);
		expect(marked.length).toBeGreaterThan(15);
		expect(overlapping.length / marked.length).toBeGreaterThanOrEqual(0.85);
	});

	it('are words without which the probability falls', async () => {
		const cut = held.flatMap((item, i) => {
			const speaking = marks[i]!.reasons.filter(({ against }) => !against);
			if (!isMarked(marks[i]!) || speaking.length === 0) return [];
			let text = item.text;
			for (const { start, end } of [...speaking].sort((a, b) => b.start - a.start))
				text = text.slice(0, start) + text.slice(end);
			return [
				{ before: marks[i]!.probability!, post: { id: '', text, profession: item.author_role } }
			];
		});
		const after = await classify.read(
			reader,
			cut.map((one) => one.post)
		);
		const falls = cut.filter(({ before }, i) => (after[i]!.probability ?? 0) < before);
		expect(falls.length / cut.length).toBeGreaterThanOrEqual(0.9);
	});
});

import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { ask } from '#lib/server/marking/second/ask.ts';
import { messages } from '#lib/server/marking/second/question.ts';
import { reads, says, startModel, type Behaviour, type ModelServer } from '../support/model.ts';

const asked = messages({ title: null, text: 'A post.', profession: null }, '===== x =====');
const status =
	(code: number, headers: Record<string, string> = {}, body = 'no'): Behaviour =>
	(_, response) =>
		response.writeHead(code, headers).end(body);

describe('asking a second reader', () => {
	let model: ModelServer;
	beforeAll(async () => {
		model = await startModel();
	});
	beforeEach(() => {
		model.asked.length = 0;
	});
	afterAll(() => model.stop());

	it('brings its words', async () => {
		model.behave(reads('story'));
		const reply = await ask(model.reader, asked);
		expect(reply).toMatchObject({ kind: 'answered' });
		expect(reply.kind === 'answered' && JSON.parse(reply.content).reading).toBe('story');
		expect(model.asked).toHaveLength(1);
		const [one] = model.asked;
		expect(one).toMatchObject({ url: '/v1/chat/completions', post: 'A post.' });
		expect(one!.body).toMatchObject({ model: 'small-model', temperature: 0, stream: false });
		expect(one!.body.response_format).toBeDefined();
		expect(one!.headers).not.toHaveProperty('authorization');
		expect(one!.headers).not.toHaveProperty('cookie');
	});

	it('sends a key where there is one', async () => {
		model.behave(reads('story'));
		await ask({ ...model.reader, key: 'hush' }, asked);
		expect(model.asked[0]!.headers.authorization).toBe('Bearer hush');
	});

	it('asks again in words where a server cannot hold a model to a shape', async () => {
		model.behave((one, response) =>
			(one.body.response_format ? status(400) : reads('unsure'))(one, response)
		);
		expect(await ask(model.reader, asked)).toMatchObject({ kind: 'answered' });
		expect(model.asked).toHaveLength(2);
	});

	it.each<[string, Behaviour, string, string]>([
		['500', status(500), 'both', 'answered with an error (500)'],
		['503', status(503), 'reader', 'busy or still loading'],
		['401', status(401), 'reader', 'refuses the key'],
		['404', status(404), 'reader', 'knows no model “small-model”'],
		['413', status(413), 'post', 'did not take the question'],
		['400 twice', status(400), 'post', 'did not take the question (400)'],
		['a redirect', status(302, { location: '/v1/elsewhere' }), 'reader', 'is not followed'],
		['a web page', status(200, {}, '<!doctype html>'), 'reader', 'not answer as a model server'],
		['no choice', status(200, {}, '{"choices":[]}'), 'reader', 'not answer as a model server'],
		['10 MB', (_, r) => r.end(Buffer.alloc(10_000_000, 32)), 'post', 'far more than an answer'],
		['a cut', (_, r) => r.writeHead(200).write('{', () => r.destroy()), 'both', 'broke off'],
		['silence', () => {}, 'both', 'took longer than 1 seconds'],
		['half a body', (_, r) => r.writeHead(200).write('{'), 'both', 'took longer than']
	])('turns %s into a sentence and says what is to wait', async (_, behaviour, waits, words) => {
		model.behave(behaviour);
		const totalMs = words.startsWith('took longer') ? 1000 : 60_000;
		const reply = await ask({ ...model.reader, key: 'hush' }, asked, { totalMs });
		expect(reply).toMatchObject({ kind: 'failed', waits, reason: expect.stringContaining(words) });
		expect(JSON.stringify(reply)).not.toContain('hush');
		expect(model.asked.map(({ url }) => url)).not.toContain('/v1/elsewhere');
	});

	it('says so where nothing is', async () => {
		const gone = await startModel();
		await gone.stop();
		expect(await ask(gone.reader, asked)).toMatchObject({ waits: 'reader', kind: 'failed' });
		expect(
			await ask({ ...gone.reader, address: 'https://no-such-model.invalid/v1' }, asked)
		).toMatchObject({ waits: 'reader', reason: expect.stringContaining('no computer called') });
	});

	it('stops when told to', async () => {
		const stopping = new AbortController();
		model.behave(() => stopping.abort());
		expect(await ask(model.reader, asked, { signal: stopping.signal })).toEqual({
			kind: 'stopped'
		});
		model.behave(says('{}'));
	});
});

/** The reader in a thread of its own: it reads posts that threads.ts sends and sends back their marks. */
import { parentPort } from 'node:worker_threads';
import * as classify from './classify.ts';
import { factsOf } from './reader.ts';
import type { Answer, Question } from './threads.ts';

const port = parentPort!;
const models = await classify.open();
port.on('message', async ({ number, posts }: Question) => {
	let answer: Answer;
	try {
		answer = { number, marks: await classify.read(models, posts) };
	} catch (error) {
		answer = { number, fault: (error as Error).message };
	}
	port.postMessage(answer);
});
port.postMessage(factsOf(models));

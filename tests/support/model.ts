/** A loopback model server that answers as it is told to, and keeps what it was asked. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { SecondReader } from '#lib/server/config.ts';

export interface Asked {
	url: string;
	headers: IncomingMessage['headers'];
	body: {
		model: string;
		messages: { role: string; content: string }[];
		response_format?: unknown;
	};
	/** The post as it stood between its fences. */
	post: string;
}

export type Behaviour = (asked: Asked, response: ServerResponse) => unknown;

export interface ModelServer {
	reader: SecondReader;
	asked: Asked[];
	behave(as: Behaviour): void;
	stop(): Promise<void>;
}

/** Answers every question with these words of the model. */
export const says =
	(content: string): Behaviour =>
	(_, response) =>
		response
			.writeHead(200, { 'content-type': 'application/json' })
			.end(JSON.stringify({ choices: [{ message: { role: 'assistant', content } }] }));

/** A well-formed answer. */
export const reads = (reading: string, because = 'It tells of one person.', quote = '') =>
	says(JSON.stringify({ reading, because, quote }));

export async function startModel(): Promise<ModelServer> {
	const asked: Asked[] = [];
	let behaviour: Behaviour = reads('story');
	const server = createServer((request, response) => {
		let typed = '';
		request.on('data', (chunk: Buffer) => (typed += chunk.toString()));
		request.on('end', () => {
			const body = JSON.parse(typed) as Asked['body'];
			const sent = body.messages.at(-1)!.content;
			const [fence] = /^=====.*$/m.exec(sent) ?? ['?'];
			const post = sent.split(`\n${fence}\n`)[1]?.split(`\n${fence}`)[0] ?? '';
			const one = { url: request.url!, headers: request.headers, body, post };
			asked.push(one);
			behaviour(one, response);
		});
	});
	// Only who asks ends a connection, so that no request falls into one that is just being closed.
	server.keepAliveTimeout = 0;
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	return {
		reader: {
			address: `http://127.0.0.1:${(server.address() as { port: number }).port}/v1`,
			model: 'small-model',
			key: ''
		},
		asked,
		behave(as) {
			behaviour = as;
		},
		async stop() {
			server.closeAllConnections();
			await new Promise((resolve) => server.close(resolve));
		}
	};
}

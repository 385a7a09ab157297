/**
 * Ports for what must know its own before it starts. They lie below the range that the system gives
 * out by itself, so that nothing else takes one between its being looked for and its being used.
 */
import { createServer } from 'node:net';

const [FROM, COUNT] = [20_000, 12_000];
let at = process.pid * 17;

/** A port of this computer that nobody listens on; each process begins its search elsewhere. */
export async function freePort(): Promise<number> {
	for (;;) {
		const port = FROM + (++at % COUNT);
		if (await isFree(port)) return port;
	}
}

function isFree(port: number): Promise<boolean> {
	const server = createServer();
	return new Promise((resolve) => {
		server.once('error', () => resolve(false));
		server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
	});
}

import { error } from '@sveltejs/kit';
import * as looking from '#lib/server/look/looking.ts';

/** The words of a running look as server-sent events; the last one is named `done`. */
export function GET({ params }) {
	const found = looking.find(params.id);
	if (!found) error(404, 'This look is over and forgotten.');
	const encoder = new TextEncoder();
	let stop = () => {};
	const stream = new ReadableStream<Uint8Array>({
		start(controller) {
			const send = () => {
				const words = found.sources.map(({ progress, result }) =>
					result ? ('reason' in result ? result.reason : 'Done') : progress
				);
				const name = found.isDone ? 'done' : 'progress';
				controller.enqueue(encoder.encode(`event: ${name}\ndata: ${JSON.stringify(words)}\n\n`));
				if (!found.isDone) return;
				stop();
				controller.close();
			};
			stop = found.watch(send);
			send();
		},
		cancel: () => stop()
	});
	return new Response(stream, {
		headers: { 'content-type': 'text/event-stream', 'cache-control': 'no-store' }
	});
}

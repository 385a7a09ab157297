// The thread that reads one large document and ends. Plain JavaScript: a thread starts without the
// loader for TypeScript, in the built site as from source.
import { parentPort, workerData } from 'node:worker_threads';
import { register } from 'tsx/esm/api';

register();
const { here } = await import('./parse.ts');
parentPort?.postMessage(await here(workerData.document, workerData.options));

/** Every operation of /api/v1, and which one a request means. */
import type { Method, Operation } from './operation.ts';
import { reading } from './reading.ts';
import { trending } from './trending.ts';
import { writing } from './writing.ts';

export const operations: Operation[] = [...reading, ...trending, ...writing];

export interface Match {
	operation: Operation;
	params: Record<string, string>;
}

/** The operation of a path after /api/v1; else the methods that the path has, empty where it has none. */
export function match(method: string, path: string): Match | { allowed: Method[] } {
	const parts = path.split('/').filter(Boolean);
	const allowed: Method[] = [];
	for (const operation of operations) {
		const params = paramsOf(operation.path, parts);
		if (!params) continue;
		if (operation.method === method.toLowerCase()) return { operation, params };
		allowed.push(operation.method);
	}
	return { allowed };
}

function paramsOf(pattern: string, parts: string[]): Record<string, string> | undefined {
	const wanted = pattern.split('/').filter(Boolean);
	if (wanted.length !== parts.length) return undefined;
	const params: Record<string, string> = {};
	for (const [i, part] of wanted.entries()) {
		const name = /^\{(\w+)\}$/.exec(part)?.[1];
		if (name) params[name] = parts[i]!;
		else if (part !== parts[i]) return undefined;
	}
	return params;
}

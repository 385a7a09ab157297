import * as document from '#lib/server/api/document.ts';
import { perMinute } from '#lib/server/api/rate.ts';
import * as drawn from '#lib/server/api/drawn.ts';

export function load() {
	const made = document.make();
	return { operations: drawn.operations(made), schemas: drawn.schemas(made), perMinute };
}

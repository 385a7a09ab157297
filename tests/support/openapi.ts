/** Holds answers against the OpenAPI document, with a validator that is not the program's own. */
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { expect } from 'vitest';
import type { Document } from '#lib/server/api/document.ts';

export interface Contract {
	/** Fails unless the answer is one that the document describes. Answers its body. */
	check(operationId: string, response: Response): Promise<unknown>;
	/** `operation status`, for every answer that was checked. */
	seen: Set<string>;
	/** `operation status`, for every answer that is described. */
	described: string[];
}

export function contract(document: Document): Contract {
	const ajv = new Ajv2020({ strict: false, allErrors: true });
	(addFormats as unknown as (ajv: Ajv2020) => void)(ajv);
	ajv.addSchema(document as object, 'document');
	const seen = new Set<string>();
	const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
		Object.entries(methods).map(([method, one]) => ({ path, method, one }))
	);
	const escaped = (part: string) => part.replaceAll('~', '~0').replaceAll('/', '~1');
	return {
		seen,
		described: operations.flatMap(({ one }) =>
			Object.keys(one.responses).map((status) => `${one.operationId} ${status}`)
		),
		async check(operationId, response) {
			const found = operations.find(({ one }) => one.operationId === operationId);
			if (!found) throw new Error(`The document has no operation ${operationId}`);
			const status = String(response.status);
			const answer = found.one.responses[status];
			const text = await response.text();
			expect(
				answer,
				`${operationId} answered ${status}, which is not described: ${text}`
			).toBeDefined();
			seen.add(`${operationId} ${status}`);
			const [type] = Object.keys(answer!.content ?? {});
			if (type === undefined) {
				expect(text, `${operationId} ${status}`).toBe('');
				return undefined;
			}
			expect(response.headers.get('content-type')).toBe(type);
			const body: unknown = JSON.parse(text);
			const pointer = [
				'paths',
				found.path,
				found.method,
				'responses',
				status,
				'content',
				type,
				'schema'
			];
			const validate = ajv.compile({
				$ref: `document#/${pointer.map(escaped).map(encodeURIComponent).join('/')}`
			});
			expect(validate(body) ? [] : validate.errors, `${operationId} ${status}: ${text}`).toEqual(
				[]
			);
			if (status.startsWith('2'))
				for (const name of Object.keys(answer!.headers ?? {}))
					expect(response.headers.get(name), `${operationId} ${name}`).toMatch(/^\d+$/);
			return body;
		}
	};
}

/** From a request to what an operation takes, checked against the schemas that are documented. */
import * as v from 'valibot';
import type { Operation } from './operation.ts';
import { Problem, sentence } from './problem.ts';

/** Characters of a body at most. */
export const MOST_BODY = 16_384;

type Fields = NonNullable<Operation['params']>;

/** Values of an address are words: those that a schema wants as numbers are read as such. */
export function fromWords(schema: Fields, words: Record<string, string>): unknown {
	return check(
		schema,
		Object.fromEntries(
			Object.entries(words).map(([name, value]) => [name, wanted(schema.entries[name], value)])
		),
		'parameter'
	);
}

function wanted(schema: v.GenericSchema | undefined, value: string): unknown {
	const inner = schema as { type?: string; wrapped?: v.GenericSchema } | undefined;
	if (inner?.wrapped) return wanted(inner.wrapped, value);
	return inner?.type === 'number' && /^-?\d+(\.\d+)?$/.test(value) ? Number(value) : value;
}

/** The query of an address; a name that comes twice is refused. */
export function queryOf(schema: Fields | undefined, params: URLSearchParams): unknown {
	const words: Record<string, string> = {};
	for (const [name, value] of params) {
		if (name in words)
			throw new Problem(400, `The parameter “${name}” is there twice: send it once.`);
		words[name] = value;
	}
	if (schema) return fromWords(schema, words);
	const [first] = Object.keys(words);
	if (first !== undefined)
		throw new Problem(400, `There is no parameter “${first}”: leave it out.`);
	return undefined;
}

/** The body as JSON. */
export async function bodyOf(schema: Fields, request: Request): Promise<unknown> {
	if (!/^application\/json\b/i.test(request.headers.get('content-type') ?? ''))
		throw new Problem(415, 'Send the body as JSON, with the content type application/json.');
	const text = await read(request);
	let body: unknown;
	try {
		body = JSON.parse(text);
	} catch {
		throw new Problem(400, 'The body is not JSON: check quotation marks and commas.');
	}
	return check(schema, body, 'field');
}

/** Read to its end, also where it is too long: breaking off would close the connection before the answer. */
async function read(request: Request): Promise<string> {
	const text = await request.text().catch(() => undefined);
	if (text === undefined || text.length > MOST_BODY)
		throw new Problem(413, `The body is longer than ${MOST_BODY} characters.`);
	return text;
}

function check(schema: Fields, value: unknown, where: 'parameter' | 'field'): unknown {
	const parsed = v.safeParse(schema, value);
	if (!parsed.success) throw new Problem(400, sentence(parsed.issues[0], where));
	return parsed.output;
}

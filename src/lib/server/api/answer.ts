/** One request to /api/v1 from token to answer. */
import { createHash, randomUUID } from 'node:crypto';
import type { Config } from '../config.ts';
import type { Db } from '../db/index.ts';
import * as access from '../access.ts';
import * as pseudonyms from '../exporting/pseudonyms.ts';
import type { Get } from '../feeds/fetch.ts';
import { faultOf, log } from '../log.ts';
import * as blindness from '../review/blindness.ts';
import * as document from './document.ts';
import * as input from './input.ts';
import type { Answer, Context } from './operation.ts';
import { match, type Match } from './operations.ts';
import { Problem, toJson } from './problem.ts';
import * as rate from './rate.ts';
import * as tokens from './tokens.ts';

export interface Means {
	db: Db;
	config: Config;
	get: Get;
	reader: Context['reader'];
	now?: () => Date;
	count?: ReturnType<typeof rate.counter>;
}

const counter = rate.counter();

/** Answers a request; `path` is what comes after /api/v1. */
export async function answer(request: Request, path: string, means: Means): Promise<Response> {
	const headers = new Headers({ vary: 'authorization', 'cache-control': 'private, no-cache' });
	try {
		if (isDocument(request, path))
			return tell(request, { status: 200, body: document.make() }, headers);
		const now = (means.now ?? (() => new Date()))();
		const bearer = await bearerOf(request, means, now);
		const allowance = (means.count ?? counter)(bearer.tokenId, now);
		for (const [name, value] of Object.entries(rate.headersOf(allowance))) headers.set(name, value);
		if (allowance.isOver)
			throw new Problem(
				429,
				`More than ${allowance.limit} requests in a minute: go on in ${allowance.reset} seconds.`
			);
		const found = meant(request, path, headers);
		mayUse(bearer, found);
		const naming = await pseudonyms.naming(means.db, bearer.scopes.includes('names'));
		const { db, config, get, reader } = means;
		const except = blindness.idsOf(await blindness.listHidden(db, ownerOf(bearer)));
		const context: Context = { db, config, get, reader, bearer, naming, except, now };
		return tell(request, await run(request, found, context), headers);
	} catch (error) {
		return refuse(error, headers);
	}
}

function isDocument({ method }: Request, path: string): boolean {
	return path === 'openapi.json' && (method === 'GET' || method === 'HEAD');
}

async function bearerOf(request: Request, means: Means, now: Date): Promise<tokens.Bearer> {
	const token = /^Bearer (\S+)$/i.exec(request.headers.get('authorization') ?? '')?.[1];
	if (!token)
		throw new Problem(
			401,
			'Send a token in the header “Authorization: Bearer …”; tokens are made under Settings, Tokens.'
		);
	const bearer = await tokens.find(means.db, token, means.config.mode, now);
	if (!bearer)
		throw new Problem(401, 'This token is not known, was ended, or is over: make a new one.');
	return bearer;
}

function meant(request: Request, path: string, headers: Headers): Match {
	const method = request.method === 'HEAD' ? 'GET' : request.method;
	const found = match(method, path);
	if ('operation' in found) return found;
	if (found.allowed.length === 0)
		throw new Problem(404, 'There is nothing at this address: /api lists what there is.');
	const allowed = found.allowed.map((one) => one.toUpperCase());
	headers.set('allow', allowed.join(', '));
	throw new Problem(405, `This address takes ${allowed.join(' and ')} only.`);
}

function mayUse(bearer: tokens.Bearer, { operation }: Match): void {
	if (!bearer.scopes.includes(operation.scope))
		throw new Problem(
			403,
			`The token may not do this: make one with the scope “${operation.scope}”.`
		);
	if (!access.includes(bearer.role, operation.role))
		throw new Problem(403, `The token’s owner must be ${operation.role} or more to do this.`);
}

/** Nobody where one person is alone. */
function ownerOf({ personId }: tokens.Bearer) {
	return personId === null ? undefined : { id: personId };
}

async function run(request: Request, { operation, params }: Match, context: Context) {
	const given = {
		params: operation.params && input.fromWords(operation.params, params),
		query: input.queryOf(operation.query, new URL(request.url).searchParams),
		body: operation.body && (await input.bodyOf(operation.body, request))
	};
	return operation.run(context, given as never);
}

/** The answer, or that it is the one which is known already. */
function tell(request: Request, { status, body }: Answer, headers: Headers): Response {
	if (body === undefined) return new Response(null, { status, headers });
	const text = JSON.stringify(body);
	headers.set('content-type', 'application/json');
	if (request.method === 'GET' || request.method === 'HEAD') {
		const tag = `"${createHash('sha256').update(text).digest('base64url').slice(0, 27)}"`;
		headers.set('etag', tag);
		if (isKnown(request.headers.get('if-none-match'), tag)) {
			headers.delete('content-type');
			return new Response(null, { status: 304, headers });
		}
	}
	return new Response(request.method === 'HEAD' ? null : text, { status, headers });
}

function isKnown(header: string | null, tag: string): boolean {
	const known = (header ?? '').split(',').map((one) => one.trim().replace(/^W\//, ''));
	return known.includes(tag) || known.includes('*');
}

function refuse(error: unknown, headers: Headers): Response {
	headers.set('content-type', 'application/problem+json');
	headers.set('cache-control', 'no-store');
	let problem = error;
	if (!(problem instanceof Problem)) {
		const errorId = randomUUID();
		log.error({ errorId, error: faultOf(error) }, 'a request to the API failed');
		problem = new Problem(500, `It is our fault: report it with the number ${errorId}.`);
	}
	const { status } = problem as Problem;
	if (status === 401) headers.set('www-authenticate', 'Bearer realm="In Confidence"');
	return new Response(JSON.stringify(toJson(problem as Problem)), { status, headers });
}

/** The OpenAPI 3.1 document, made from the schemas that check what comes in. Pure. */
import { toJsonSchema, toJsonSchemaDefs, type ConversionConfig } from '@valibot/to-json-schema';
import type * as v from 'valibot';
import { version } from '../config.ts';
import type { Operation } from './operation.ts';
import { operations } from './operations.ts';
import { titles } from './problem.ts';
import * as schemas from './schemas.ts';

export interface Parameter {
	name: string;
	in: 'path' | 'query';
	required: boolean;
	description?: string;
	schema: Record<string, unknown>;
}

export interface Described {
	operationId: string;
	summary: string;
	description: string;
	tags: string[];
	security: { token: string[] }[];
	parameters?: Parameter[];
	requestBody?: {
		required: true;
		content: Record<string, { schema: Record<string, unknown> }>;
	};
	responses: Record<
		string,
		{
			description: string;
			headers?: Record<string, unknown>;
			content?: Record<string, { schema: Record<string, unknown> }>;
		}
	>;
}

export interface Document {
	openapi: '3.1.0';
	info: Record<string, unknown>;
	servers: { url: string }[];
	security: { token: string[] }[];
	tags: { name: string }[];
	paths: Record<string, Record<string, Described>>;
	components: Record<string, Record<string, unknown>>;
}

const config = {
	target: 'draft-2020-12',
	typeMode: 'input',
	errorMode: 'throw',
	ignoreActions: ['trim'],
	definitions: schemas.definitions,
	overrideRef: ({ referenceId }) => `#/components/schemas/${referenceId}`
} satisfies ConversionConfig;

/** A schema as JSON Schema, with references instead of what is named. */
function schemaOf(schema: v.GenericSchema): Record<string, unknown> {
	return bare(toJsonSchema(schema as never, config));
}

/** Without what belongs to a document of its own. */
function bare(schema: object): Record<string, unknown> {
	const kept: Record<string, unknown> = { ...schema };
	delete kept.$schema;
	delete kept.$defs;
	return kept;
}

const rateHeaders = Object.fromEntries(
	[
		['RateLimit-Limit', 'Requests that a token may make in a minute.'],
		['RateLimit-Remaining', 'How many of them are left.'],
		['RateLimit-Reset', 'Seconds until the count begins anew.']
	].map(([name, description]) => [name, { description, schema: { type: 'integer' } }])
);

const problemOf = (status: number) => ({
	description: titles[status]!,
	content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } }
});

/** Problems that every operation may answer with. */
export const everywhere = [401, 403, 429, 500];

let made: Document | undefined;

/** The document; made once, it does not change while the program runs. */
export function make(): Document {
	return (made ??= build());
}

function build(): Document {
	const paths: Document['paths'] = {};
	for (const one of operations) (paths[one.path] ??= {})[one.method] = describe(one);
	const named = toJsonSchemaDefs(schemas.definitions, config as never) as Record<string, object>;
	return {
		openapi: '3.1.0',
		info: {
			title: 'In Confidence',
			version,
			description:
				'What was read of the public posts of practitioners, what was found, and how sure that is. Numbers about a person always come as a range. Who somebody is, is told only to a token with the scope “names”; otherwise pseudonyms stand for names.',
			license: { name: 'MIT', identifier: 'MIT' }
		},
		servers: [{ url: '/api/v1' }],
		security: [{ token: [] }],
		tags: [...new Set(operations.map(tagOf))].map((name) => ({ name })),
		paths,
		components: {
			securitySchemes: {
				token: {
					type: 'http',
					scheme: 'bearer',
					description: 'A token that its owner made under Settings, Tokens.'
				}
			},
			schemas: Object.fromEntries(
				Object.entries(named).map(([name, schema]) => [name, bare(schema)])
			)
		}
	};
}

function tagOf({ path }: Operation): string {
	return path.split('/')[1]!;
}

function describe(one: Operation): Described {
	const parameters = [
		...parametersOf(one.params, 'path' as const),
		...parametersOf(one.query, 'query' as const)
	];
	const needs = `Scope “${one.scope}”${one.role === 'reader' ? '' : `; the token’s owner is ${one.role} or more`}.`;
	return {
		operationId: one.id,
		summary: one.summary,
		description: one.about ? `${one.about} ${needs}` : needs,
		tags: [tagOf(one)],
		security: [{ token: [one.scope] }],
		...(parameters.length > 0 && { parameters }),
		...(one.body && {
			requestBody: {
				required: true as const,
				content: { 'application/json': { schema: schemaOf(one.body) } }
			}
		}),
		responses: {
			...Object.fromEntries(
				Object.entries(one.answers).map(([status, { means, schema }]) => [
					status,
					{
						description: means,
						headers: rateHeaders,
						...(schema && { content: { 'application/json': { schema: schemaOf(schema) } } })
					}
				])
			),
			...(one.method === 'get' && {
				304: { description: 'What If-None-Match names is still the answer.' }
			}),
			...Object.fromEntries(
				[...one.problems, ...everywhere].sort().map((status) => [status, problemOf(status)])
			)
		}
	};
}

function parametersOf(fields: Operation['params'], place: 'path' | 'query'): Parameter[] {
	if (!fields) return [];
	const whole = schemaOf(fields) as {
		properties: Record<string, Record<string, unknown>>;
		required?: string[];
	};
	return Object.entries(whole.properties).map(([name, { description, ...schema }]) => ({
		name,
		in: place,
		required: whole.required?.includes(name) ?? false,
		...(typeof description === 'string' && { description }),
		schema
	}));
}

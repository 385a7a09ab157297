/** The document as the page /api shows it: the same, flattened into rows of words. Pure. */
import type { Described, Document } from './document.ts';

export interface Field {
	name: string;
	type: string;
	isNeeded: boolean;
	means: string;
}

type Schema = Record<string, unknown> & {
	type?: string | string[];
	enum?: unknown[];
	const?: unknown;
	anyOf?: Schema[];
	items?: Schema;
	properties?: Record<string, Schema>;
	required?: string[];
	additionalProperties?: Schema | boolean;
	format?: string;
	description?: string;
	minimum?: number;
	maximum?: number;
	default?: unknown;
	$ref?: string;
};

/** A schema in a few words: "whole number, 1 to 200", "list of Post". */
export function typeOf(schema: Schema): string {
	if (schema.$ref) return schema.$ref.split('/').at(-1)!;
	if (schema.anyOf)
		return schema.anyOf
			.map(typeOf)
			.map((one) => (one === 'null' ? 'nothing' : one))
			.join(' or ');
	if (schema.enum) return schema.enum.map(String).join(' | ');
	if (schema.const !== undefined) return JSON.stringify(schema.const);
	if (schema.type === 'array') return `list of ${typeOf(schema.items ?? {})}`;
	if (schema.type === 'object')
		return schema.properties
			? `{ ${Object.keys(schema.properties).join(', ')} }`
			: 'names to numbers';
	if (schema.type === 'integer' || schema.type === 'number') return numberOf(schema);
	if (schema.format === 'date-time') return 'time';
	if (schema.format === 'date') return 'day';
	return schema.type === 'boolean'
		? 'true or false'
		: schema.type === 'string'
			? 'text'
			: String(schema.type);
}

function numberOf({ type, minimum, maximum }: Schema): string {
	const name = type === 'integer' ? 'whole number' : 'number';
	// Every number here is below this one: it says nothing.
	const most = maximum === 2 ** 31 - 1 ? undefined : maximum;
	if (minimum !== undefined && most !== undefined) return `${name}, ${minimum} to ${most}`;
	return name;
}

/** Fields of an object, in their order. */
export function fieldsOf(schema: Schema): Field[] {
	return Object.entries(schema.properties ?? {}).map(([name, field]) => ({
		name,
		type: typeOf(field),
		isNeeded: schema.required?.includes(name) ?? false,
		means: meaningOf(field)
	}));
}

function meaningOf({ description = '', default: usual }: Schema): string {
	return usual === undefined
		? description
		: `${description} ${String(usual)} where it is left out.`.trim();
}

export function operations({ paths }: Document) {
	return Object.entries(paths).flatMap(([path, methods]) =>
		Object.entries(methods).map(([method, one]) => ({
			id: one.operationId,
			method: method.toUpperCase(),
			path,
			summary: one.summary,
			description: one.description,
			scope: one.security[0]!.token[0]!,
			parameters: (one.parameters ?? []).map((parameter) => ({
				name: parameter.name,
				type: typeOf(parameter.schema as Schema),
				isNeeded: parameter.required,
				means: meaningOf({ ...parameter.schema, description: parameter.description })
			})),
			body: one.requestBody
				? fieldsOf(one.requestBody.content['application/json']!.schema as Schema)
				: [],
			answers: answersOf(one)
		}))
	);
}

function answersOf({ responses }: Described) {
	return Object.entries(responses).map(([status, { description, content }]) => {
		const schema = content?.['application/json']?.schema as Schema | undefined;
		return { status, means: description, body: schema ? bodyOf(schema) : undefined };
	});
}

/** "Post", "page of Post", or its fields. */
function bodyOf(schema: Schema): string {
	const { items, next } = schema.properties ?? {};
	if (items && next) return `a page: items (${typeOf(items)}) and next`;
	if (items) return `items: ${typeOf(items)}`;
	return typeOf(schema);
}

export function schemas({ components }: Document) {
	return Object.entries(components.schemas!).map(([name, schema]) => ({
		name,
		fields: fieldsOf(schema as Schema)
	}));
}

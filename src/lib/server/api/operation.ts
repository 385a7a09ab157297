/** What an operation of /api/v1 is: what it takes, who may, what it answers, and what it does. */
import type * as v from 'valibot';
import type { Role, Scope } from '#lib/words.ts';
import type { Config } from '../config.ts';
import type { Db } from '../db/index.ts';
import type { Naming } from '../exporting/pseudonyms.ts';
import type { Get } from '../feeds/fetch.ts';
import type { Reader } from '../marking/classify.ts';
import type { Bearer } from './tokens.ts';

export type Method = 'get' | 'post' | 'put' | 'delete';

/** What every operation has at hand. */
export interface Context {
	db: Db;
	config: Config;
	bearer: Bearer;
	naming: Naming;
	/** Posts of whose marks and findings the token’s owner is not to be told yet (review/blindness.ts). */
	except: number[];
	get: Get;
	reader(): Promise<Pick<Reader, 'evidence' | 'version'>>;
	now: Date;
}

type Entries = Record<string, v.GenericSchema>;
type Fields = v.StrictObjectSchema<Entries, undefined>;
type Output<T> = T extends v.GenericSchema ? v.InferOutput<T> : undefined;

export interface Answer {
	status: number;
	/** Undefined for an answer without a body. */
	body?: unknown;
}

export interface Operation {
	id: string;
	method: Method;
	/** With names in braces, after /api/v1. */
	path: string;
	/** One line. */
	summary: string;
	about?: string;
	scope: Scope;
	/** Least role of the token's owner in a group. */
	role: Role;
	params?: Fields;
	query?: Fields;
	body?: Fields;
	/** Status to meaning and, where there is a body, its schema. */
	answers: Record<number, { means: string; schema?: v.GenericSchema }>;
	/** Statuses of problems beside those that every operation may answer with. */
	problems: number[];
	run(context: Context, input: { params: never; query: never; body: never }): Promise<Answer>;
}

/** An operation whose `run` gets what its schemas make of the request. */
export function operation<
	P extends Fields | undefined = undefined,
	Q extends Fields | undefined = undefined,
	B extends Fields | undefined = undefined
>(
	of: Omit<Operation, 'params' | 'query' | 'body' | 'run'> & {
		params?: P;
		query?: Q;
		body?: B;
		run(
			context: Context,
			input: { params: Output<P>; query: Output<Q>; body: Output<B> }
		): Promise<Answer>;
	}
): Operation {
	return of as unknown as Operation;
}

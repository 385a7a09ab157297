/**
 * Every setting, read once. The only file that reads `process.env`; README lists each variable.
 */
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import * as v from 'valibot';

/** The absolute folder that holds the project's package.json, from source and from the built site. */
export const projectRoot = findRoot(dirname(fileURLToPath(import.meta.url)));

export const version: string = JSON.parse(
	readFileSync(join(projectRoot, 'package.json'), 'utf8')
).version;

function findRoot(folder: string): string {
	const file = join(folder, 'package.json');
	if (existsSync(file) && JSON.parse(readFileSync(file, 'utf8')).name === 'in-confidence')
		return folder;
	const parent = dirname(folder);
	if (parent === folder)
		throw new Error('package.json of in-confidence was not found above this file');
	return findRoot(parent);
}

const optional = v.optional(v.pipe(v.string(), v.trim()), '');
const address = (name: string) =>
	v.pipe(
		optional,
		v.check(
			(value) => value === '' || URL.canParse(value),
			`${name} must be a full address, such as https://host.example`
		),
		v.transform((value) => value.replace(/\/+$/, ''))
	);
const wholeNumber = (name: string, least: number, most: number, usual: number) =>
	v.pipe(
		v.optional(v.string(), ''),
		v.transform((value) => (value.trim() === '' ? usual : Number(value))),
		v.check(
			(value) => Number.isInteger(value) && value >= least && value <= most,
			`${name} must be a whole number from ${least} to ${most}`
		)
	);
const switched = (name: string, usual: boolean) =>
	v.pipe(
		v.optional(v.string(), ''),
		v.check(
			(value) => ['', 'on', 'off', 'true', 'false', '1', '0'].includes(value),
			`${name} must be "on" or "off"`
		),
		v.transform((value) => (value === '' ? usual : ['on', 'true', '1'].includes(value)))
	);

const Environment = v.object({
	DATABASE_URL: v.pipe(
		optional,
		v.check(
			(value) => value === '' || /^postgres(ql)?:\/\//.test(value),
			'DATABASE_URL must begin with postgres://'
		)
	),
	DATA_DIR: v.pipe(v.optional(v.string(), ''), v.trim()),
	HOST: v.pipe(v.optional(v.string(), ''), v.trim()),
	PORT: wholeNumber('PORT', 0, 65535, 4173),
	ORIGIN: address('ORIGIN'),
	WORKER: switched('WORKER', true),
	POLL_MINUTES: wholeNumber('POLL_MINUTES', 15, 10_080, 60),
	RETAIN_DAYS: wholeNumber('RETAIN_DAYS', 1, 36_500, 365),
	CONTACT: optional,
	RSSHUB_URL: address('RSSHUB_URL'),
	RSSBRIDGE_URL: address('RSSBRIDGE_URL'),
	SMTP_URL: address('SMTP_URL'),
	SECRET: optional,
	SECOND_READER: v.pipe(
		optional,
		// The sentence never repeats what was typed: a key may be in it.
		v.check(
			(typed) => typed === '' || secondReaderOf(typed) !== undefined,
			'SECOND_READER must be the address of a model server with the name of the model after #, such as http://127.0.0.1:11434/v1#model-name, over https unless it is on this computer, a key as in https://:KEY@host.example/v1#model-name'
		),
		v.transform((typed) => (typed === '' ? null : secondReaderOf(typed)!))
	),
	ALLOW_PRIVATE_ADDRESSES: switched('ALLOW_PRIVATE_ADDRESSES', false)
});

/** The names of all environment variables, for the documentation test. */
export const variables = Object.keys(Environment.entries);

/** A model server of the operator's own, asked for second readings (marking/second). */
export interface SecondReader {
	/** What `/chat/completions` is appended to; without key, model and closing slash. */
	address: string;
	model: string;
	/** Sent to that address only and never logged; '' for none. */
	key: string;
}

export interface Config {
	/** Address of the Postgres server, or '' for the embedded database. */
	databaseUrl: string;
	/** Folder of the embedded database and of everything else kept on disk. */
	dataDir: string;
	host: string;
	port: number;
	origin: string;
	/** Whether the website also runs the worker's duties. */
	worker: boolean;
	pollMinutes: number;
	retainDays: number;
	contact: string;
	rsshubUrl: string;
	rssbridgeUrl: string;
	smtpUrl: string;
	secret: string;
	/** Null unless the operator set one. */
	secondReader: SecondReader | null;
	allowPrivateAddresses: boolean;
	mode: 'solo' | 'group';
}

/** A wrong setting: its message is one sentence to show to the person who started the program. */
export class ConfigError extends Error {
	override name = 'ConfigError';
}

/** Turns an environment into settings. Throws ConfigError naming the first wrong variable. */
export function read(env: Record<string, string | undefined>): Config {
	const parsed = v.safeParse(Environment, env);
	if (!parsed.success) throw new ConfigError(`${parsed.issues[0].message}.`);
	const e = parsed.output;
	const mode = e.DATABASE_URL ? 'group' : 'solo';
	const host = e.HOST || '127.0.0.1';
	if (!isThisComputer(host)) {
		if (mode === 'solo')
			throw new ConfigError(
				`HOST is ${host}, but one person alone has no account, so In Confidence only listens on this computer: leave HOST out or use 127.0.0.1. A group with accounts (DATABASE_URL) may listen beyond it.`
			);
		if (!e.ORIGIN)
			throw new ConfigError(
				`HOST is ${host}: set ORIGIN too, to the address under which people open the website, such as https://group.example.`
			);
	}
	return {
		databaseUrl: e.DATABASE_URL,
		dataDir: resolve(projectRoot, e.DATA_DIR || 'data'),
		host,
		port: e.PORT,
		origin: e.ORIGIN,
		worker: e.WORKER,
		pollMinutes: e.POLL_MINUTES,
		retainDays: e.RETAIN_DAYS,
		contact: e.CONTACT,
		rsshubUrl: e.RSSHUB_URL,
		rssbridgeUrl: e.RSSBRIDGE_URL,
		smtpUrl: e.SMTP_URL,
		secret: e.SECRET,
		secondReader: e.SECOND_READER,
		allowPrivateAddresses: e.ALLOW_PRIVATE_ADDRESSES,
		mode
	};
}

/** Undefined where this is not the address of a model server with its model in the fragment. */
function secondReaderOf(typed: string): SecondReader | undefined {
	if (!URL.canParse(typed)) return undefined;
	const url = new URL(typed);
	const model = decoded(url.hash.slice(1));
	const key = decoded(url.password);
	// Plain http is readable on its way, so it must not leave the computer.
	const isPrivate =
		url.protocol === 'https:' || (url.protocol === 'http:' && isThisComputer(url.hostname));
	if (!isPrivate || url.username !== '' || url.search !== '') return undefined;
	if (!/^[!-~]{1,100}$/.test(model) || !/^[!-~]{0,500}$/.test(key)) return undefined;
	const path = url.pathname.replace(/(\/chat\/completions)?\/*$/, '');
	return { address: url.origin + path, model, key };
}

function decoded(part: string): string {
	try {
		return decodeURIComponent(part);
	} catch {
		return part;
	}
}

const SECRET_LENGTH = 32;

/** What is wrong with SECRET, in a sentence; '' where nothing is, or where it is not needed. */
export function secretProblem(config: Pick<Config, 'mode' | 'secret'>): string {
	if (config.mode === 'solo' || config.secret.length >= SECRET_LENGTH) return '';
	return `SECRET ${config.secret ? 'is too short' : 'is missing'}: a group's website signs its sessions with it. Set it to ${SECRET_LENGTH} random characters or more, the same for every website of the group (\`openssl rand -hex 32\` makes some), and keep it to yourself.`;
}

/** @throws ConfigError where a group's website has no SECRET worth the name */
export function requireSecret(config: Pick<Config, 'mode' | 'secret'>): void {
	const problem = secretProblem(config);
	if (problem) throw new ConfigError(problem);
}

/** An address that nobody outside this computer can reach. */
export function isThisComputer(host: string): boolean {
	return /^(127(\.\d+){3}|localhost|::1|\[::1\])$/.test(host);
}

let current: Config | undefined;

/** The settings of this process. */
export function settings(): Config {
	return (current ??= read(process.env));
}

/**
 * adapter-node reads its settings from the environment when its handler is first imported: without its
 * origin, form posts over plain http are refused, and it takes 512 kB at most, less than a list may have.
 */
export function announceOrigin(origin: string): void {
	process.env.ORIGIN = origin;
	process.env.BODY_SIZE_LIMIT = '6M';
}

/** better-auth obeys these variables even where its settings say no: they are taken away before it is loaded. */
export function silence(): void {
	for (const name of Object.keys(process.env))
		if (/^BETTER_AUTH_/.test(name)) delete process.env[name];
}

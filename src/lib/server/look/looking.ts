/**
 * Looks in progress, in the memory of this process only: nothing about what a visitor looks at is
 * written down. Forgotten after half an hour.
 */
import { randomBytes, randomUUID } from 'node:crypto';
import { log } from '../log.ts';
import { look, type LookOptions } from './look.ts';
import type { LookFailure, Looked } from './looked.ts';

export interface Source {
	typed: string;
	/** The newest words about it. */
	progress: string;
	result: Looked | LookFailure | undefined;
}

export interface Looking {
	id: string;
	startedAt: Date;
	sources: Source[];
	isDone: boolean;
	cancel(): void;
	/** Calls back at every change until the look is done. Returns how to stop that. */
	watch(onChange: () => void): () => void;
}

const KEEP_MS = 30 * 60_000;
const MOST = 20;
/** Sources looked at together: different sites answer at their own pace, one computer marks. */
const TOGETHER = 3;
const memo = globalThis as typeof globalThis & { inConfidenceLooks?: Map<string, Looking> };
const looks = (memo.inConfidenceLooks ??= new Map());

/** Starts looking at up to ten sources and answers at once. */
export function start(
	typed: string[],
	options: Omit<LookOptions, 'signal' | 'onProgress'>
): Looking {
	forgetOld();
	// Each look tells of it when it comes to mark; that may be after the reader has failed to load.
	Promise.resolve(options.reader).catch(() => {});
	const controller = new AbortController();
	const watchers = new Set<() => void>();
	const looking: Looking = {
		id: randomBytes(12).toString('base64url'),
		startedAt: new Date(),
		sources: typed
			.slice(0, 10)
			.map((source) => ({ typed: source, progress: 'Waiting', result: undefined })),
		isDone: false,
		cancel: () => controller.abort(),
		watch(onChange) {
			watchers.add(onChange);
			return () => watchers.delete(onChange);
		}
	};
	looks.set(looking.id, looking);
	const tell = () => watchers.forEach((one) => one());
	void run(looking, controller.signal, options, tell);
	return looking;
}

async function run(
	looking: Looking,
	signal: AbortSignal,
	options: LookOptions,
	tell: () => void
): Promise<void> {
	const waiting = [...looking.sources];
	const next = async (): Promise<void> => {
		const source = waiting.shift();
		if (!source) return;
		source.result = await lookAt(source, signal, options, tell);
		tell();
		return next();
	};
	await Promise.all(Array.from({ length: TOGETHER }, next));
	looking.isDone = true;
	tell();
}

async function lookAt(
	source: Source,
	signal: AbortSignal,
	options: LookOptions,
	tell: () => void
): Promise<Looked | LookFailure> {
	if (signal.aborted) return stopped(source.typed);
	try {
		return await look(source.typed, {
			...options,
			signal,
			onProgress: (words) => {
				source.progress = words;
				tell();
			}
		});
	} catch (error) {
		if (signal.aborted) return stopped(source.typed);
		const id = randomUUID();
		const { message, stack } = error as Error;
		log.error({ id, reason: message, stack }, 'a look failed');
		return {
			source: source.typed,
			reason: `Something went wrong on our side (${id}).`,
			tried: [],
			advice: 'Please report it with that number.'
		};
	}
}

function stopped(source: string): LookFailure {
	return {
		source,
		reason: 'You stopped this look.',
		tried: [],
		advice: 'Start it again whenever you like.'
	};
}

export function find(id: string): Looking | undefined {
	forgetOld();
	return looks.get(id);
}

export function forget(id: string): void {
	looks.get(id)?.cancel();
	looks.delete(id);
}

function forgetOld(): void {
	const before = Date.now() - KEEP_MS;
	for (const [id, one] of looks)
		if (one.startedAt.getTime() < before || looks.size > MOST) forget(id);
}

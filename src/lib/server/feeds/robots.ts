/** What a site asks of programs that read its pages (robots.txt, RFC 9309). Feeds are made to be read. */
import parser from 'robots-parser';
import { decode } from './decode.ts';
import type { Get } from './fetch.ts';

/** The name by which a site may speak of this program. */
const NAME = 'InConfidence';
const DAY = 24 * 60 * 60_000;
const MOST = 5000;

interface Kept {
	until: number;
	answer: 'all' | 'none' | ReturnType<typeof parser>;
	/** The site speaks of this program by name. */
	isNamed?: boolean;
}
const kept = new Map<string, Kept>();

/** Whether a page may be read. A site whose rules cannot be had just now is left alone. */
export async function mayRead(get: Get, address: string, now = Date.now()): Promise<boolean> {
	const { answer } = await rulesOf(get, address, now);
	if (typeof answer === 'string') return answer === 'all';
	return answer.isAllowed(address, NAME) !== false;
}

/** Whether the site turns this program away by name: then its feeds are not read either. */
export async function refuses(get: Get, address: string, now = Date.now()): Promise<boolean> {
	if (!/^https?:/i.test(address)) return false;
	const { answer, isNamed } = await rulesOf(get, address, now);
	return (
		isNamed === true && typeof answer !== 'string' && answer.isAllowed(address, NAME) === false
	);
}

async function rulesOf(get: Get, address: string, now: number): Promise<Kept> {
	const { origin } = new URL(address);
	let known = kept.get(origin);
	if (!known || known.until < now) {
		known = await ask(get, origin, now);
		if (kept.size >= MOST) kept.clear();
		kept.set(origin, known);
	}
	return known;
}

async function ask(get: Get, origin: string, now: number): Promise<Kept> {
	const address = `${origin}/robots.txt`;
	const outcome = await get(address, { accept: 'text/plain' });
	const until = now + DAY;
	if (outcome.kind === 'fetched') {
		const text = decode(outcome.body, outcome.contentType);
		const isNamed = new RegExp(`^\\s*user-agent\\s*:\\s*${NAME}\\b`, 'im').test(text);
		return { until, answer: parser(address, text), isNamed };
	}
	const isUnreachable =
		outcome.kind === 'failed' &&
		(outcome.status === undefined || outcome.status >= 500 || outcome.status === 429);
	return isUnreachable ? { until: now + DAY / 24, answer: 'none' } : { until, answer: 'all' };
}

/** Forgets what sites asked, for tests. */
export function forget(): void {
	kept.clear();
}

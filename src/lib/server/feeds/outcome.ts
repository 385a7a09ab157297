/** What came of asking for an address: every end is a value, with a sentence for people. Pure. */

/** What the network said about an answer, whatever it held. */
export interface Facts {
	status: number;
	/** Where the answer came from in the end. */
	url: string;
	redirects: { from: string; to: string; permanent: boolean }[];
	headers: Record<string, string>;
	etag: string | null;
	lastModified: string | null;
	maxAgeSeconds: number | null;
	fetchedAt: Date;
}

export type FailureCode =
	| 'guard'
	| 'dns'
	| 'refused'
	| 'tls'
	| 'timeout'
	| 'too-large'
	| 'redirects'
	| 'login'
	| 'too-many'
	| 'http'
	| 'stopped'
	| 'broken'
	| 'not-a-feed'
	| 'opted-out'
	| 'ours';

export type Outcome =
	| (Facts & { kind: 'fetched'; body: Uint8Array; bodyHash: string; contentType: string | null })
	| (Facts & { kind: 'unchanged' })
	| {
			kind: 'failed';
			code: FailureCode;
			status?: number;
			reason: string;
			retryAfterAt: Date | null;
	  }
	| { kind: 'gone'; status: 404 | 410; reason: string; retryAfterAt: null };

function retryAfterOf(header: string | undefined): Date | null {
	if (!header) return null;
	if (/^\d+$/.test(header.trim())) return new Date(Date.now() + Number(header) * 1000);
	const date = new Date(header);
	return Number.isNaN(date.getTime()) ? null : date;
}

/** What an answer with an error's status means. `retryAfter` is the header's value. */
export function refused(status: number, url: URL, retryAfter: string | undefined): Outcome {
	const at = retryAfterOf(retryAfter);
	const host = url.host;
	if (status === 404 || status === 410)
		return {
			kind: 'gone',
			status,
			reason: `${host} says there is nothing at ${url.pathname}${url.search} (${status}). Check the address.`,
			retryAfterAt: null
		};
	if (status === 429)
		return failed('too-many', `${host} asks us to come less often (429). We wait.`, at, status);
	if (status === 401 || status === 403 || status === 407)
		return failed(
			'login',
			`${host} shows this only to people it knows (${status}); only public posts can be read.`,
			at,
			status
		);
	return failed('http', `${host} answered with an error (${status}). Try again later.`, at, status);
}

/** An end without an answer, in one sentence: what, where, what to do. */
export function failed(
	code: FailureCode,
	reason: string,
	retryAfterAt: Date | null = null,
	status?: number
): Outcome {
	return { kind: 'failed', code, reason, retryAfterAt, ...(status !== undefined && { status }) };
}

const tls = /^(ERR_TLS|ERR_SSL|CERT_|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO_|EPROTO)/;

/** What an error of the network means. `totalMs` is the time that was given. */
export function explain(error: unknown, address: string, totalMs: number): Outcome {
	const { code = '', name, message } = deepest(error);
	const host = URL.canParse(address) ? new URL(address).host : address;
	if (code === 'EGUARD') return failed('guard', message);
	if (code === 'ENOTFOUND' || code === 'EAI_AGAIN')
		return failed('dns', `There is no site called ${host}. Check the spelling.`);
	// Of a name server (names.ts); of a connection it is ETIMEDOUT.
	if (code === 'ETIMEOUT' || code === 'ESERVFAIL')
		return failed('timeout', `Nobody could say in time where ${host} is. Try again later.`);
	if (code === 'ECONNREFUSED' || code === 'EHOSTUNREACH' || code === 'ENETUNREACH')
		return failed('refused', `${host} does not answer. Try again later.`);
	if (name === 'TimeoutError' || /TIMEOUT/.test(code))
		return failed(
			'timeout',
			`${host} took longer than ${Math.round(totalMs / 1000)} seconds. Try again later.`
		);
	if (name === 'AbortError' || code === 'UND_ERR_ABORTED')
		return failed('stopped', 'You stopped this.');
	if (tls.test(code)) return failed('tls', `The secure connection to ${host} failed (${code}).`);
	return failed(
		'broken',
		`The connection to ${host} broke off (${code || name}). Try again later.`
	);
}

function deepest(error: unknown): { code?: string; name: string; message: string } {
	const one = error as {
		code?: string;
		name: string;
		message: string;
		cause?: unknown;
		errors?: unknown[];
	};
	const inner = one.cause ?? one.errors?.[0];
	return !one.code && inner ? deepest(inner) : one;
}

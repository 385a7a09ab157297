/** A feed document at hand, such as a file or a bundled sample, in the shape of a fetched answer. */
import { createHash } from 'node:crypto';
import type { Outcome } from './fetch.ts';

/** As if `address` had just answered with the document, so that it is kept like any other feed. */
export function asOutcome(
	address: string,
	document: Uint8Array
): Extract<Outcome, { kind: 'fetched' }> {
	return {
		kind: 'fetched',
		status: 200,
		url: address,
		redirects: [],
		headers: {},
		etag: null,
		lastModified: null,
		maxAgeSeconds: null,
		fetchedAt: new Date(),
		body: document,
		bodyHash: createHash('sha256').update(document).digest('hex'),
		contentType: null
	};
}

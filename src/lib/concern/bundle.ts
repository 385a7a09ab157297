/** An evidence bundle opened in the browser: every file held against the manifest before it is used. Pure. */
import { strFromU8, unzipSync } from 'fflate';
import type { SeenPost } from './answers.ts';
import { postOf } from './attached.ts';

export type Opened =
	{ kind: 'opened'; posts: SeenPost[] } | { kind: 'changed' | 'not-a-bundle'; reason: string };

interface Listed {
	path: string;
	sha256: string;
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
	typeof value === 'object' && value !== null && !Array.isArray(value);

/** Opens a bundle; answers which file differs where one does. */
export async function open(file: Uint8Array): Promise<Opened> {
	let parts: Record<string, Uint8Array>;
	let manifest: unknown;
	try {
		parts = unzipSync(file);
		manifest = JSON.parse(strFromU8(parts['manifest.json']!));
	} catch {
		return notOne;
	}
	if (!isRecord(manifest) || !Array.isArray(manifest.files) || !Array.isArray(manifest.posts))
		return notOne;
	for (const { path, sha256 } of manifest.files as Listed[]) {
		const part = parts[path];
		if (!part || (await digest(part)) !== sha256)
			return {
				kind: 'changed',
				reason: `The file ${path} in this bundle is missing, or not as it was when the bundle was made. Make the bundle again.`
			};
	}
	const posts = manifest.posts.flatMap((one) => {
		if (!isRecord(one) || typeof one.textFile !== 'string' || !parts[one.textFile]) return [];
		const post = postOf({ ...one, text: strFromU8(parts[one.textFile]!), sha256: one.textSha256 });
		return post ? [post] : [];
	});
	return posts.length > 0 ? { kind: 'opened', posts } : notOne;
}

/** SHA-256 as 64 hexadecimal digits. */
export async function digest(bytes: Uint8Array): Promise<string> {
	const hash = await crypto.subtle.digest('SHA-256', bytes as Uint8Array<ArrayBuffer>);
	return [...new Uint8Array(hash)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

const notOne: Opened = {
	kind: 'not-a-bundle',
	reason:
		'This file is no evidence bundle from In Confidence. A bundle is a .zip file with a manifest in it.'
};

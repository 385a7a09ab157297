/**
 * A post on its way from the dashboard into a concern, in the part of an address after the #, which no
 * browser sends to a server. Pure.
 */
import type { SeenPost } from './answers.ts';

const sign = '#post=';

/** The part after the path that carries a post. */
export function write(post: Omit<SeenPost, 'seenAt'>): string {
	const bytes = new TextEncoder().encode(JSON.stringify(post));
	let binary = '';
	for (const byte of bytes) binary += String.fromCharCode(byte);
	return `${sign}${btoa(binary).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '')}`;
}

/** The post that a hash carries; null where it carries none that can be read. */
export function read(hash: string): SeenPost | null {
	if (!hash.startsWith(sign)) return null;
	try {
		const binary = atob(hash.slice(sign.length).replaceAll('-', '+').replaceAll('_', '/'));
		const bytes = Uint8Array.from(binary, (one) => one.charCodeAt(0));
		return postOf(JSON.parse(new TextDecoder().decode(bytes)));
	} catch {
		return null;
	}
}

/** A post of whatever shape it came in; null where nothing in it is of use. */
export function postOf(value: unknown): SeenPost | null {
	if (typeof value !== 'object' || value === null) return null;
	const found = value as Record<string, unknown>;
	const text = (name: string) => (typeof found[name] === 'string' ? found[name] : '');
	const post = {
		address: /^https?:/.test(text('address')) ? text('address') : '',
		where: text('where'),
		publishedAt: /^\d{4}-\d{2}-\d{2}/.exec(text('publishedAt'))?.[0] ?? '',
		seenAt: '',
		text: text('text'),
		sha256: /^[0-9a-f]{64}$/.test(text('sha256')) ? text('sha256') : ''
	};
	return post.address || post.text ? post : null;
}

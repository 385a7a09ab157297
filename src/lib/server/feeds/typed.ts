/** What people type when they mean somebody: an address, a handle, an id. Pure. */
import { parse } from 'tldts';
import * as platforms from './platforms/index.ts';
import type { Rule } from './platforms/rule.ts';

export type Typed =
	| { kind: 'named'; rule: Rule; name: string }
	/** `isBare`: typed without http or https, so that either may be meant. */
	| { kind: 'address'; url: URL; isBare?: boolean }
	/** `@name` without a place: it may be anybody's. */
	| { kind: 'bare'; name: string }
	| { kind: 'unclear'; reason: string; advice: string };

const advice =
	'Paste the address of the website, blog or feed (such as https://a-therapist.example), or a handle (such as @name@mastodon.social, or youtube:name).';

/** Reads what was typed. */
export function read(input: string): Typed {
	const typed = input
		.trim()
		.replace(/^[<"'“‘«(]+|[>"'”’»)]+$/g, '')
		.replace(/^(?:feed|rss|podcast|itpc|pcast):(?=\/\/|https?:)(\/\/)?/i, '')
		.replace(/[\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/g, '')
		.trim();
	if (typed === '') return { kind: 'unclear', reason: 'Nothing was typed.', advice };
	const scheme = /^([a-z][a-z\d+.-]*):\/\//i.exec(typed)?.[1]?.toLowerCase();
	if (scheme === 'http' || scheme === 'https' || scheme === 'file' || scheme === 'ftp')
		return URL.canParse(typed) ? ofUrl(new URL(typed)) : unclear(input);
	if (scheme === 'at') return ofWords('bluesky', typed.slice(5).split('/')[0]!) ?? unclear(input);
	if (scheme)
		return URL.canParse(typed) ? { kind: 'address', url: new URL(typed) } : unclear(input);
	if (/^did:/i.test(typed)) return ofWords('bluesky', typed) ?? unclear(input);
	if (/^UC[\w-]{21}[AQgw]$/.test(typed)) return ofWords('youtube', typed)!;
	if (/^\/?u\/[\w-]+$/.test(typed)) return ofWords('reddit', typed) ?? unclear(input);
	const prefixed = /^([a-z.]+):\s*(\S+)$/i.exec(typed);
	if (prefixed && platforms.named(prefixed[1]!)) return ofPrefix(prefixed[1]!, prefixed[2]!, input);
	if (/^@?[\w.-]+@[\w.-]+\.[a-z\d-]+(:\d+)?$/i.test(typed)) return ofWords('mastodon', typed)!;
	const bare = /^@([\p{L}\d._-]+)$/u.exec(typed)?.[1];
	// A Bluesky handle is a name on the internet; other places allow dots too, but no real endings.
	if (bare?.includes('.') && parse(bare).isIcann) return ofWords('bluesky', bare) ?? unclear(input);
	if (bare) return { kind: 'bare', name: bare };
	return ofDomain(typed) ?? unclear(input);
}

/** `youtube:someone`, `blog:somewhere.example`, or a platform's word before a whole address. */
function ofPrefix(word: string, rest: string, input: string): Typed {
	if (/^https?:\/\//i.test(rest)) return read(rest);
	const rule = platforms.named(word)!;
	const name = rule.ofWords?.(rest);
	if (name !== undefined) return { kind: 'named', rule, name };
	return ofDomain(rest) ?? unclear(input);
}

function ofWords(word: string, words: string): Typed | undefined {
	const rule = platforms.named(word)!;
	const name = rule.ofWords?.(words);
	return name === undefined ? undefined : { kind: 'named', rule, name };
}

function ofUrl(url: URL): Typed {
	const found = platforms.ofAddress(url);
	return found ? { kind: 'named', ...found } : { kind: 'address', url };
}

/** A site's name with or without a path, as people write it. */
function ofDomain(typed: string): Typed | undefined {
	const isName = /^[^\s/@:]+\.[^\s/@:]+(:\d+)?([/?#]\S*)?$/.test(typed);
	const isHere = /^(localhost|\d+(\.\d+){3}|\[[\da-f:.]+\])(:\d+)?([/?#]\S*)?$/i.test(typed);
	if (!isName && !isHere) return undefined;
	if (!URL.canParse(`https://${typed}`)) return undefined;
	const read = ofUrl(new URL(`https://${typed}`));
	return read.kind === 'address' ? { ...read, isBare: true } : read;
}

function unclear(input: string): Typed {
	const said = input.trim();
	const short = said.length > 80 ? `${said.slice(0, 80)}…` : said;
	return {
		kind: 'unclear',
		reason: /^[\p{L}.'’-]+(\s+[\p{L}.'’-]+)+$/u.test(said)
			? `“${short}” looks like a person’s name; people are not searched for by name here.`
			: `“${short}” is not an address or handle we can look up.`,
		advice
	};
}

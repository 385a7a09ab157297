/** The addresses that a web page and its headers name: feeds first, then links whose words say so. Pure. */
import { Parser } from 'htmlparser2';

export interface PageLinks {
	/** `<link rel="alternate">` and the like with a feed's type. */
	named: string[];
	/** Links whose address or words say RSS or feed. */
	said: string[];
	/** Every link. */
	all: string[];
	asksForPassword: boolean;
}

const feedTypes =
	/^(application\/(rss|atom|rdf|feed)\+(xml|json)|application\/(x-)?(rss|atom)|text\/(rss\+)?xml|application\/(xml|json))\s*(;|$)/i;
const address = /(^|[/.?=_-])(rss|feed|atom|feeds)([/.?=_&-]|$)/i;
const words = /\b(rss|atom|xml feed|web feed)\b/i;

/** Feed links of the `Link` header (RFC 8288). */
export function fromHeader(header: string | undefined, base: string): string[] {
	return [...(header ?? '').matchAll(/<([^>]+)>([^<]*)/g)]
		.filter(
			([, , rest]) =>
				/rel\s*=\s*"?[^";]*\balternate/i.test(rest!) &&
				/type\s*=\s*"?[^";]*(rss|atom|feed)/i.test(rest!)
		)
		.flatMap(([, target]) => resolve(target!, base));
}

/** Reads a page's links, resolved against its base. */
export function fromPage(html: string, base: string): PageLinks {
	const named: string[] = [];
	const said: string[] = [];
	const all: string[] = [];
	let asksForPassword = false;
	let anchor: { href: string; text: string } | undefined;
	let root = base;
	const parser = new Parser({
		onopentag(name, attributes) {
			if (name === 'base' && attributes.href) root = resolve(attributes.href, base)[0] ?? base;
			if (name === 'input' && /^password$/i.test(attributes.type ?? '')) asksForPassword = true;
			if (name === 'link' && isFeedLink(attributes)) named.push(...resolve(attributes.href!, root));
			if (name === 'a' && attributes.href)
				anchor = { href: attributes.href, text: `${attributes.title ?? ''} ` };
		},
		ontext(text) {
			if (anchor) anchor.text += text;
		},
		onclosetag(name) {
			if (name !== 'a' || !anchor) return;
			const [target] = resolve(anchor.href, root);
			if (target && /^https?:/.test(target)) {
				all.push(target);
				const { pathname, search } = new URL(target);
				if (address.test(`${pathname}${search}`) || words.test(anchor.text)) said.push(target);
			}
			anchor = undefined;
		}
	});
	parser.end(html);
	return {
		named: [...new Set(named)],
		said: [...new Set(said)],
		all: [...new Set(all)],
		asksForPassword
	};
}

/** WordPress names its JSON interface like a feed; it is none. */
function isFeedLink({ rel, href, type }: Record<string, string>): boolean {
	if (!href || !/(^|\s)(alternate|feed)(\s|$)/i.test(rel ?? '')) return false;
	if (/\/wp-json\/|rest_route=|oembed/.test(href)) return false;
	const isNamedFeed = /(^|\s)feed(\s|$)/i.test(rel ?? '');
	return type ? feedTypes.test(type.trim()) : isNamedFeed;
}

function resolve(target: string, base: string): string[] {
	return URL.canParse(target.trim(), base) ? [new URL(target.trim(), base).href] : [];
}

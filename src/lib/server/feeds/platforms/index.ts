/** Every platform's rule. The order decides whose an address is; fediverse addresses look like many. */
import type { Platform } from '#lib/words.ts';
import { blogger } from './blogger.ts';
import { bluesky } from './bluesky.ts';
import { bridged } from './bridged.ts';
import { ghost } from './ghost.ts';
import { mastodon } from './mastodon.ts';
import { medium } from './medium.ts';
import { pinterest } from './pinterest.ts';
import { podcast } from './podcast.ts';
import { reddit } from './reddit.ts';
import type { Method, Page, Rule } from './rule.ts';
import { squarespace } from './squarespace.ts';
import { substack } from './substack.ts';
import { tumblr } from './tumblr.ts';
import { website } from './website.ts';
import { wix } from './wix.ts';
import { wordpress } from './wordpress.ts';
import { wordpressComBlog } from './wordpresscom.ts';
import { youtube } from './youtube.ts';

export const rules: Rule[] = [
	bluesky,
	youtube,
	substack,
	medium,
	wordpressComBlog,
	blogger,
	tumblr,
	reddit,
	podcast,
	pinterest,
	...bridged,
	mastodon,
	wordpress,
	ghost,
	squarespace,
	wix,
	website
];

/** The rule and name that an address stands for, asking nobody. */
export function ofAddress(url: URL): { rule: Rule; name: string } | undefined {
	for (const rule of rules) {
		const name = rule.ofAddress?.(url);
		if (name !== undefined) return { rule, name };
	}
	return undefined;
}

/** The rules that words before a colon name, such as `youtube`. */
export function named(word: string): Rule | undefined {
	return rules.find((rule) => rule.names.includes(word.toLowerCase()));
}

/** What a page was made with, and where such software keeps feeds. */
export function sniff(page: Page): { platform: Platform; addresses: string[] } | undefined {
	for (const rule of rules) {
		const addresses = rule.sniff?.(page);
		if (addresses) return { platform: rule.platform, addresses };
	}
	return undefined;
}

/** What made a feed, by what its head says of its generator. */
export function madeBy(generator: string): Platform | undefined {
	return rules.find((rule) => rule.made?.test(generator))?.platform;
}

/** How an account of the platform says that it does not want to be read, where it can. */
export function declinesOf(platform: Platform): Rule['declines'] {
	return rules.find((rule) => rule.platform === platform && rule.declines)?.declines;
}

/** The ways to read a platform's older posts, best first. */
export function olderOf(platform: Platform): Method[] {
	return rules.filter((rule) => rule.platform === platform).flatMap((rule) => rule.older ?? []);
}

/** Why a platform gives nothing older than its feed, in a sentence. */
export function limitOf(platform: Platform): string | undefined {
	return rules.find((rule) => rule.platform === platform && rule.limit)?.limit;
}

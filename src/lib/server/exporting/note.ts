/** What lies beside exported rows: where they come from, how they were made, how they may be read. Pure. */
import * as format from '#lib/format.ts';
import { measure } from '../measured.ts';
import type { Evidence } from '../rates.ts';
import type { What } from './column.ts';
import { dictionary } from './columns.ts';

export interface Facts {
	what: What;
	isNamed: boolean;
	/** Name of the list it was narrowed to. */
	list?: string;
	programVersion: string;
	readerVersion: string;
	evidence: Evidence;
	madeAt: Date;
	/** Posts that whoever took the file is to read in review first, of which marks and findings are left out. */
	hiddenCount?: number;
}

const percent = (share: number) => `${(share * 100).toFixed(share < 0.1 ? 1 : 0)} %`;

/** The method note, as plain text. */
export function method(facts: Facts): string {
	const measured = measure(facts.evidence);
	const range = (share: { low: number; high: number }) =>
		`${percent(share.low)} to ${percent(share.high)}`;
	return [
		`In Confidence: ${facts.what}`,
		'',
		`Made at: ${facts.madeAt.toISOString()}`,
		`Program: ${facts.programVersion}`,
		`Reader in use: ${facts.readerVersion} (each mark names the version that made it)`,
		`Narrowed to the list: ${facts.list ?? 'no, everybody who is followed'}`,
		`Names: ${facts.isNamed ? 'told; keep this file as you would keep a client file' : 'replaced'}`,
		...leftOut(facts),
		'',
		...(facts.isNamed
			? []
			: [
					'Practitioners, feeds and posts bear pseudonyms: the first 64 bits of an HMAC-SHA-256 under a salt that never leaves the installation. The same one bears the same pseudonym in every export from here, and another elsewhere. Words, titles, addresses and hours are left out. This is not the same as anonymous: who knows what somebody posted on a day may know the row again, so pass it on with care.',
					''
				]),
		'What was read: public posts only, as far back as each feed shows them. What is private, or was taken down before it was read, cannot be here. That nothing was found proves nothing.',
		'',
		'What a mark is: a machine’s reading of one post, not a finding about a person. Measured on texts it had not seen:',
		`- of posts that tell about a client it marks ${range(measured.caught)};`,
		`- of other posts it marks ${range(measured.falselyMarked)};`,
		...measured.precision.map(
			({ baseRate, likely, any }) =>
				`- where ${percent(baseRate)} of posts are stories, ${range(any)} of all marks and ${range(likely)} of the likely ones are right.`
		),
		'',
		'What a finding is: what people settled about a post after reading it.',
		'',
		'Numbers about a person always come as a range (stories_low to stories_high, at stories_level). Under 25 posts or six months there is none. Do not rank people by them: ranges that overlap cannot be told apart.',
		'',
		'“Consent not stated” is all that can be said where a post says nothing of it; the client may have agreed.',
		'',
		'Times are UTC. CSV is UTF-8 with commas, quoted as RFC 4180 says; a cell that would begin like a formula begins with an apostrophe. Lists are written with spaces between. JSON lines hold one object a line.',
		''
	].join('\n');
}

/** The number is that of the posts, marked or not: that of the rows could tell what is hidden. */
function leftOut({ what, hiddenCount = 0 }: Facts): string[] {
	if (what === 'posts' || hiddenCount === 0) return [];
	const posts = format.count(hiddenCount, 'post');
	return [
		`Left out: ${what === 'ledgers' ? `${posts} in every count` : `any ${what} of ${posts}`}, which whoever took this file had in hand for review, or had and may come back to; they are not to be told before they have read.`
	];
}

/** The data dictionary as rows for a table, names first. */
export function dictionaryRows(what: What, isNamed: boolean): string[][] {
	return [
		['column', 'type', 'means'],
		...dictionary(what, isNamed).map(({ name, type, means }) => [name, type, means])
	];
}

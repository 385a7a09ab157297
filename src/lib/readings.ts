/** What the machine reads beside a story, in words that follow "it seems that the post". */
import * as format from './format.ts';
import { exits } from './words.ts';

export const goodPracticeNames: Record<string, string> = {
	K01: 'teaches about therapy in general',
	K02: 'tells a story of their own life',
	K03: 'uses an example plainly said to be invented or composite',
	K04: 'says that the client agreed to be told about',
	K05: 'keeps to broad details even with consent',
	K06: 'tells about a social-media policy',
	K07: 'keeps personal and professional accounts apart',
	K08: 'points to supervision or consultation',
	K09: 'declines to diagnose from afar',
	K10: 'raises a colleague’s conduct in private or by procedure',
	K11: 'invites following without being seen',
	K12: 'corrects or takes down a post',
	K13: 'thinks of who may read it',
	K14: 'thanks for the work with no client in it',
	K15: 'promises not to post about clients'
};

export const otherNormNames: Record<string, string> = {
	'stranger-diagnosis': 'puts a diagnosis on a stranger',
	'public-figure-diagnosis': 'puts a diagnosis on a public figure',
	'colleague-bashing': 'attacks colleagues',
	'derides-clients-in-general': 'talks down clients in general',
	'solicits-client-stories': 'asks others for their client stories',
	'online-contact-with-client': 'answers somebody in public as a client',
	'supervisee-or-colleague-case': 'tells about a colleague’s or student’s case'
};

/** A reading named by its axis and value, as a row in the table of its figures. */
export function readingOf(name: string): string {
	const value = name.replace(/^.*: /, '');
	const exit = exits.find((one) => one === value);
	if (exit) return format.exit(exit).replace('the post ', '');
	return otherNormNames[value] ?? goodPracticeNames[value] ?? value;
}

/** The ways to raise a concern, compared for one profession and place. Pure. */
import type { Answers } from './answers.ts';
import * as deadlines from './deadlines.ts';
import { bodies, factOf, find as findBody, type Body } from './directory/bodies.ts';
import type { Fact } from './directory/facts.ts';
import * as openness from './openness.ts';
import * as places from './places.ts';
import * as professions from './professions.ts';

export const rungs = [
	'session',
	'practice',
	'platform',
	'body',
	'ombudsman',
	'regulator',
	'authority'
] as const;
export type Rung = (typeof rungs)[number];

/** One way, with every question answered for it, each as a fact with its source. */
export interface Route {
	/** `session`, `practice`, `platform`, or the identifier of a body. */
	id: string;
	rung: Rung;
	name: string;
	/** Who it is for, where only some practitioners come under it. */
	applies: string;
	can: Fact;
	cannot: Fact;
	seesName: Fact;
	anonymous: Fact;
	notes: Fact;
	stop: Fact;
	duration: Fact;
	needs: Fact[];
	limit: { fact: Fact; dues: deadlines.Due[] };
	note: Fact | null;
	address: Fact | null;
	register: Fact | null;
	contact: Fact | null;
}

export interface Comparison {
	/** In session, with the practice, with the platform: no rule of a body stands before them. */
	informal: Route[];
	/** Bodies, the nearest time limit first. */
	formal: Route[];
	/** Bodies that take members only, when the person is known to be with others. */
	others: Route[];
	/** Places that only help to find the right body. */
	finders: Route[];
	/** True where no body that looks after the profession is known: the reader has to find it. */
	isGeneric: boolean;
	titleNote: { text: string; routes: Route[] } | null;
}

const finderIds = [
	'association-of-state-and-provincial-psychology-boards',
	'professional-standards-authority'
];
/** Records that stand for no body: the practice and the platform have routes of their own. */
export const fallbackIds = [
	'generic-fallback-practice-or-employer',
	'generic-fallback-platform-report'
];
const isFallback = (body: Body) => body.name.startsWith('Generic fallback');

/** Compares the routes for what was answered; `today` is YYYY-MM-DD. */
export function compare(answers: Answers, today: string): Comparison {
	const { profession, country, registers } = answers.person;
	const reached = bodies.filter(
		(body) =>
			(registers.includes(body.id) || applies(body, answers)) && !fallbackIds.includes(body.id)
	);
	const all = reached.map((body) => routeOf(body, answers, today));
	const isFinder = (route: Route) => finderIds.includes(route.id);
	const isAside = (route: Route) =>
		registers.length > 0 && route.rung === 'body' && !registers.includes(route.id);
	const formal = all.filter((route) => !isFinder(route) && !isAside(route)).sort(byLimit);
	const note = places.titleNote(profession, country);
	const named = note?.bodies ?? [];
	return {
		informal: informal(answers),
		formal,
		others: all.filter(isAside).sort(byLimit),
		finders: all.filter((route) => isFinder(route) && !named.includes(route.id)),
		isGeneric: !formal.some((route) => ['body', 'regulator', 'ombudsman'].includes(route.rung)),
		titleNote: note && {
			text: note.text,
			routes: named.flatMap((id) => {
				const body = bodies.find((one) => one.id === id);
				return body && !formal.some((route) => route.id === id)
					? [routeOf(body, answers, today)]
					: [];
			})
		}
	};
}

/** The bodies a reader may pick as the ones the person is registered with. */
export function registersFor(answers: Answers): Body[] {
	return bodies.filter(
		(body) =>
			['statutory regulator', 'professional body', 'accredited register'].includes(body.kind) &&
			!finderIds.includes(body.id) &&
			applies(body, answers)
	);
}

/** Only for businesses outside health law. */
const forBusinesses = 'federal-trade-commission';

function applies(body: Body, { person }: Answers): boolean {
	const { country, region, profession } = person;
	if (!places.reaches(body.jurisdiction, country, region)) return false;
	if (body.id === forBusinesses) return profession === 'coach' || profession === 'other';
	// Ireland's own authority is in the directory; the general entry would only say it again.
	if (body.jurisdiction === 'EU' && country === 'IE') return false;
	return professions.covers(body, profession, country);
}

function rungOf(body: Body): Rung {
	switch (body.kind) {
		case 'statutory regulator':
			return 'regulator';
		case 'data protection authority':
			return 'authority';
		case 'ombudsman':
			return 'ombudsman';
		default:
			return 'body';
	}
}

/** A body as a route. */
export function routeOf(body: Body, answers: Answers, today: string): Route {
	const rung = rungOf(body);
	const limit = body.timeLimit ? deadlines.read(body.timeLimit) : null;
	const dues = limit ? deadlines.due(limit, momentsOf(answers), today) : [];
	const limitText = body.timeLimit
		? `${deadlines.sentence(limit, dues)} We read: ${body.timeLimit}.`
		: deadlines.sentence(null, []);
	const plain = (text: string): Fact => ({
		text,
		sources: [],
		readOn: null,
		check: 'not confirmed'
	});
	return {
		id: body.id,
		rung,
		name: nameOf(body.id, answers),
		applies: appliesTo(body, answers),
		can: factOf(body, 'can', sentence(body.can), today),
		cannot: factOf(body, 'cannot', sentence(body.cannot), today),
		seesName: openness.name(body, today),
		anonymous: openness.anonymous(body, today),
		notes: openness.notes(body, today),
		stop: openness.stop(body),
		duration: body.duration
			? factOf(body, 'duration', sentence(body.duration), today)
			: plain('Not known. Count in months, not weeks.'),
		needs: body.needs
			.filter((need) => !need.startsWith('note: '))
			.map((need) => factOf(body, 'needs', need, today)),
		limit: {
			fact: body.timeLimit ? factOf(body, 'timeLimit', limitText, today) : plain(limitText),
			dues
		},
		note: body.note && !isFallback(body) ? factOf(body, 'note', sentence(body.note), today) : null,
		address: body.complaintUrl ? factOf(body, 'complaintUrl', body.complaintUrl, today) : null,
		register: body.registerUrl ? factOf(body, 'registerUrl', body.registerUrl, today) : null,
		contact: body.contact ? factOf(body, 'contact', body.contact, today) : null
	};
}

/** What a body is called; the general entry for the Union by the country it stands for. */
export function nameOf(id: string, { person }: Answers): string {
	const body = findBody(id);
	if (!body) return '';
	if (!isFallback(body) || body.jurisdiction !== 'EU') return body.name;
	const country = places.find(person.country);
	return country && country.code !== 'other'
		? `The data protection authority, ${country.name}`
		: 'The data protection authority of the country';
}

function appliesTo(body: Body, { person }: Answers): string {
	if (person.registers.includes(body.id)) return 'You said that the person is registered here.';
	const who = body.professions.join(', ');
	switch (body.kind) {
		case 'statutory regulator':
			return `Only if the person is registered here. It looks after: ${who}.`;
		case 'ombudsman':
			return `It looks after: ${who}.`;
		case 'data protection authority':
			return `It looks after data about you, not how the person works. For: ${who}.`;
		default:
			return `Only if the person is a member. It looks after: ${who}.`;
	}
}

function momentsOf({ posts, endedAt, toldAt }: Answers): deadlines.Moments {
	const earliest = (days: string[]) => days.filter(Boolean).sort()[0] ?? '';
	return {
		seenAt: earliest(posts.map((post) => post.seenAt)),
		publishedAt: earliest(posts.map((post) => post.publishedAt)),
		endedAt,
		contactAt: toldAt
	};
}

/** Nearest day first; then limits that cannot be counted yet, unknown limits, and those that have passed. */
function byLimit(a: Route, b: Route): number {
	const rank = ({ limit }: Route) => {
		const left = limit.dues[0]?.daysLeft;
		if (left === undefined) return limit.fact.text.startsWith('We know of no') ? 2e6 : 1e6;
		return left < 0 ? 3e6 - left : left;
	};
	return (
		rank(a) - rank(b) ||
		rungs.indexOf(a.rung) - rungs.indexOf(b.rung) ||
		a.name.localeCompare(b.name)
	);
}

const advice = (text: string): Fact => ({ text, sources: [], readOn: null, check: null });

function informal({ relation }: Answers): Route[] {
	const shared = { needs: [], note: null, address: null, register: null, contact: null };
	const noLimit = { fact: advice('No limit. Posts can vanish, so save them first.'), dues: [] };
	const session: Route = {
		...shared,
		id: 'session',
		rung: 'session',
		name: 'In session',
		applies: 'Only if you feel safe to. You may skip it.',
		can: advice('You may get the post taken down, an answer, or an apology. Trust can come back.'),
		cannot: advice('No one else hears of it, and no one has to act.'),
		seesName: advice('Yes. They know it is you.'),
		anonymous: advice('No.'),
		notes: advice('No one else asks for them. The talk may go into your notes.'),
		stop: advice('Yes, at any time.'),
		duration: advice('One talk, or two.'),
		limit: noLimit
	};
	const practice: Route = {
		...shared,
		id: 'practice',
		rung: 'practice',
		name: 'The practice, clinic or employer',
		applies:
			'The place where they work, or the school that trains them. A person who works alone is their own practice.',
		can: advice(
			'They can ask for the post to be taken down, and say who deals with it and by when.'
		),
		cannot: advice('They cannot take away a licence. A supervisor often owes you no answer.'),
		seesName: advice('Most likely yes.'),
		anonymous: advice('Some read it. Few can act on it.'),
		notes: advice('They hold your notes and may read them. You can ask them not to.'),
		stop: advice('Most often yes. Ask.'),
		duration: advice('Some weeks. Ask for a date.'),
		needs: [
			advice('what you saw and when'),
			advice('a copy of the post'),
			advice('what you would like to happen')
		],
		limit: noLimit
	};
	const platform: Route = {
		...shared,
		id: 'platform',
		rung: 'platform',
		name: 'The site or app that shows the post',
		applies: 'Every site with a way to report a post.',
		can: advice('They can hide or take down a post that shows private facts.'),
		cannot: advice(
			'They do not judge how a person does their job. A post about no named person often stays.'
		),
		seesName: advice('Most often not, but the post itself may show who you are.'),
		anonymous: advice('You need an account on many of them.'),
		notes: advice('No.'),
		stop: advice('Most often not.'),
		duration: advice('Hours to weeks.'),
		needs: [advice('the address of the post'), advice('which private fact it shows')],
		limit: {
			fact: advice('No limit. Save the post before you report it, since it may vanish.'),
			dues: []
		}
	};
	return relation === 'none' ? [practice, platform] : [session, practice, platform];
}

function sentence(text: string): string {
	const trimmed = text.trim();
	return trimmed
		? trimmed[0]!.toUpperCase() + trimmed.slice(1) + (/[.!?]$/.test(trimmed) ? '' : '.')
		: '';
}

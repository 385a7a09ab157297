/** The bodies to which a client can raise a concern: looked up, never changed. Pure. */
import records from './bodies.json' with { type: 'json' };
import { fact, type Fact } from './facts.ts';

export type BodyKind =
	| 'statutory regulator'
	| 'professional body'
	| 'accredited register'
	| 'ombudsman'
	| 'data protection authority';

/** A record of bodies.json. `jurisdiction` is ISO 3166, `EU`, or `*` for everywhere. */
export interface Body {
	id: string;
	name: string;
	kind: BodyKind;
	jurisdiction: string;
	professions: string[];
	can: string;
	cannot: string;
	complaintUrl: string | null;
	registerUrl: string | null;
	/** Null where it is not known. */
	acceptsAnonymous: boolean | null;
	timeLimit: string | null;
	needs: string[];
	duration: string | null;
	contact: string | null;
	note: string | null;
	sources: string[];
	unverified: string[];
	readOn: string | null;
}

/** Names of record fields as bodies.json has them, for `unverified`. */
const fieldNames = {
	can: 'what_it_can_do',
	cannot: 'what_it_cannot_do',
	complaintUrl: 'complaint_url',
	registerUrl: 'register_lookup_url',
	acceptsAnonymous: 'accepts_anonymous',
	timeLimit: 'time_limit',
	needs: 'needs',
	duration: 'typical_duration',
	contact: 'contact',
	note: 'note'
} as const;
export type FactField = keyof typeof fieldNames;

export const bodies: readonly Body[] = records.map((record) => ({
	id: slug(record.name),
	name: record.name,
	kind: record.kind as BodyKind,
	jurisdiction: record.jurisdiction,
	professions: record.professions,
	can: record.what_it_can_do,
	cannot: record.what_it_cannot_do,
	complaintUrl: record.complaint_url,
	registerUrl: record.register_lookup_url,
	acceptsAnonymous: typeof record.accepts_anonymous === 'boolean' ? record.accepts_anonymous : null,
	timeLimit: record.time_limit,
	needs: record.needs,
	duration: record.typical_duration,
	contact: record.contact,
	note: 'note' in record ? (record.note ?? null) : null,
	sources: record.sources,
	unverified: record.unverified,
	readOn: record.read_on
}));

const byId = new Map(bodies.map((body) => [body.id, body]));

export function find(id: string): Body | undefined {
	return byId.get(id);
}

/** True where no page that was read backs the field. */
export function isUnverified(body: Body, field: FactField): boolean {
	return (
		body.sources.length === 0 ||
		body.unverified.includes('all') ||
		body.unverified.includes(fieldNames[field])
	);
}

/** A statement drawn from one field of a body, with its source and day. */
export function factOf(body: Body, field: FactField, text: string, today: string): Fact {
	return fact(
		text,
		{
			sources: body.sources,
			readOn: body.readOn,
			isUnverified: isUnverified(body, field),
			own: body.complaintUrl
		},
		today
	);
}

/** Lower-case words with hyphens, the first eight: stable as long as the name is. */
function slug(name: string): string {
	return name
		.toLowerCase()
		.replace(/\(.*?\)/g, ' ')
		.replace(/[^a-z0-9]+/g, ' ')
		.trim()
		.split(' ')
		.slice(0, 9)
		.join('-');
}

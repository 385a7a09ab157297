/** What the second stage is told about who writes. Pure; the recipe trains with the same words. */
import type { Profession } from '../../words.ts';

export interface AuthorClues {
	/** One of the professions of words.ts, or a few words such as "hospice social worker". */
	profession?: string | null;
	feed?: { title?: string | null; description?: string | null } | null;
}

/** Professions as people call themselves; `other` says nothing beyond giving care. */
const called: Record<Profession, string> = {
	psychologist: 'psychologist',
	psychotherapist: 'psychotherapist',
	counsellor: 'counsellor',
	psychiatrist: 'psychiatrist',
	'social-worker': 'social worker',
	'marriage-family-therapist': 'marriage and family therapist',
	'mental-health-nurse': 'mental health nurse',
	'school-counsellor': 'school counsellor',
	chaplain: 'chaplain',
	trainee: 'trainee therapist',
	staff: 'staff of a care service',
	coach: 'coach',
	other: 'therapist',
	'not-care': 'does not give therapy'
};

/** UTF-16 units kept of a role or a description: longer ones only push the text out of the window. */
const MOST = 160;

/**
 * The words for the author's segment: the profession where one is chosen, else how the feed describes
 * itself, else null (nobody says). Roles and descriptions come first in training too.
 */
export function describe({ profession, feed }: AuthorClues): string | null {
	const chosen = tidy(profession);
	if (chosen) return Object.hasOwn(called, chosen) ? called[chosen as Profession] : chosen;
	const said = [tidy(feed?.title), tidy(feed?.description)].filter((part) => part !== '');
	return said.length === 0 ? null : tidy(said.join('. '));
}

/** One line, cut at the last whole word. */
function tidy(words: string | null | undefined): string {
	const line = (words ?? '')
		.slice(0, 4 * MOST)
		.replace(/\s+/g, ' ')
		.trim();
	if (line.length <= MOST) return line;
	const cut = line.slice(0, MOST);
	return cut
		.slice(0, Math.max(cut.lastIndexOf(' '), MOST / 2))
		.toWellFormed()
		.trim();
}

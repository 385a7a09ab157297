/** A sentence that a letter may take, and short ways to make one. Pure. */

/** A sentence on offer. `point` says in the list what it would add. */
export interface Offer {
	id: string;
	point: string;
	text: string;
	/** Whether it belongs before or after the writer's own words in its section. */
	place: 'before' | 'after';
}

export const before = (id: string, point: string, text: string): Offer => ({
	id,
	point,
	text,
	place: 'before'
});
export const after = (id: string, point: string, text: string): Offer => ({
	id,
	point,
	text,
	place: 'after'
});
/** Those that there are. */
export const some = (...offers: (Offer | false | '' | undefined)[]): Offer[] =>
	offers.filter((one): one is Offer => Boolean(one));

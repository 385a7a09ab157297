/** What a weekly mail may tell of, in words. Pure. */
export const mailParts = ['posts', 'many', 'volume', 'troubles'] as const;
export type MailPart = (typeof mailParts)[number];

export const mailPartNames: Record<MailPart, string> = {
	posts: 'New posts, and how many were marked',
	many: 'Unusually many marks, and when they are back to normal',
	volume: 'Feeds that post unusually little or much, and when they are back to normal',
	troubles: 'Feeds that could not be read'
};

export const weekdays = [
	'Sunday',
	'Monday',
	'Tuesday',
	'Wednesday',
	'Thursday',
	'Friday',
	'Saturday'
] as const;

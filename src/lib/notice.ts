/** The notice to a practitioner: a letter that the group prints or copies. The program sends nothing. Pure. */
import * as format from './format.ts';

export interface Notice {
	name: string;
	/** The practitioner's own link. */
	link: string;
	/** How the group can be reached; '' where it is not set. */
	contact: string;
	sentAt: Date;
	windowEndsAt: Date;
	linkEndsAt: Date;
	posts: number;
}

/** Whole paragraphs, in the order of the letter. */
export function paragraphs(of: Notice): string[] {
	const posts = format.count(of.posts, 'post');
	return [
		format.day(of.sentAt),
		`Dear ${of.name},`,
		'We are a group that reads public posts by people who give therapy, to see how they treat what is said in confidence. We read only what anybody can read. We are not a professional body, and this is not a complaint.',
		`Two of us, each without knowing the other’s answer, read ${posts} of your public feed as seeming to tell about a client. A reading can be wrong. We may show ${of.posts === 1 ? 'it' : 'them'} on a public page after ${format.day(of.windowEndsAt)}, not before. You see everything first, and your answer stands beside ${of.posts === 1 ? 'it' : 'each'}, as large as our words.`,
		`Here you can read what we hold and answer, without an account: ${of.link}`,
		`The link is yours alone: please do not pass it on. It works until ${format.day(of.linkEndsAt)}, and we give you a new one when you ask. You can say that the client agreed, that it is made up, that it is not about a client, that you changed it or took it down, that this is not your feed, or that you disagree, in up to 600 characters. Please tell nothing in your answer that could point to a client.`,
		'You can also ask that somebody else reads it again: a person who did not decide before. They answer you in words within 14 days. Until then it is not shown.',
		'If you change or take down a post, it leaves our page within a day, and we count it as put right. After 6, 12 or 24 months it leaves by itself.',
		of.contact
			? `You can reach us at ${of.contact}.`
			: 'You can reach us at the address you got this letter from.',
		'With regards'
	];
}

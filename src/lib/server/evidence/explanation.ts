/** The page that explains a bundle to whoever opens it, and how to check it without us. Pure. */

export interface Explained {
	madeAt: Date;
	posts: {
		title: string;
		address: string | null;
		folder: string;
		capturedAt: Date | null;
		failure: string | null;
	}[];
	hasPages: boolean;
	/** How many lines of the journal lie in the bundle; 0 where there are none. */
	journalLines: number;
}

const moment = (date: Date) => `${date.toISOString().slice(0, 16).replace('T', ' ')} UTC`;

/** Plain text, one page. */
export function explanation({ madeAt, posts, hasPages, journalLines }: Explained): string {
	const list = posts.map(({ title, address, folder, capturedAt, failure }) =>
		[
			`- ${title}`,
			`  Address: ${address ?? 'none given'}`,
			`  Text: ${folder}/text.txt`,
			capturedAt
				? `  Page: fetched on ${moment(capturedAt)}`
				: `  Page: no copy${failure ? `. ${failure}` : ''}`
		].join('\n')
	);
	return `What this is

This bundle holds public posts as the program In Confidence read them. It was
made on ${moment(madeAt)}. Nothing in it is private, and nothing in it
comes from the person who saved it.

What is in it

${list.join('\n')}

Each folder holds the text as it was last read, and earlier versions of it
where the author changed it (revision-1.txt is the oldest).
${
	hasPages
		? `
pages.warc.gz holds the pages as the site sent them, with the time. It is a
web archive (WARC, ISO 28500). ReplayWeb.page and other readers open it.
`
		: ''
}
manifest.json lists every post and every file with its SHA-256 check sum.
SHA256SUMS lists the same sums for the command below.

How to check it without us

1. That no file was changed. On Linux, in the unpacked folder:

   sha256sum -c SHA256SUMS

   On a Mac: shasum -a 256 -c SHA256SUMS
   On Windows, for each file: certutil -hashfile FILE SHA256
${
	journalLines > 0
		? `
2. That the copies were made when they say. When a page is fetched, its check
   sum goes into a journal to which lines are only ever added. Each line holds
   the hash of the one before. journal.txt holds ${journalLines === 1 ? 'one such line' : `${journalLines} such lines`}: the hash
   before, the hash of what the line says, and the hash of both. To check:

   while read p c h; do
     [ "$(printf '%s\\n%s' "$p" "$c" | sha256sum | cut -c1-64)" = "$h" ] ||
       echo "changed: $h"
   done < journal.txt

   It prints nothing if all is well. What a line says stands in manifest.json
   (at, what, subject). To check one:

   printf '%s\\n%s\\n%s' "AT" "WHAT" 'SUBJECT' | sha256sum

   Whoever runs the server can show that its journal holds the same hashes.
`
		: ''
}
What it does not prove

It shows what this program received, and when. It does not show who wrote the
post, whom it is about, or that anyone did wrong. The clock is the server's.
The best proof is the post itself: open its address while it stands.
`;
}

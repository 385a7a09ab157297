import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as typed from '#lib/server/feeds/typed.ts';

const channel = 'UCfernfernfernfernfern0A';

describe('what people type', () => {
	it.each([
		// Accounts by handle.
		['@fern@social.example', 'mastodon', 'fern@social.example'],
		['fern@social.example', 'mastodon', 'fern@social.example'],
		['acct:fern@social.example', 'mastodon', 'fern@social.example'],
		['mastodon:@fern@social.example', 'mastodon', 'fern@social.example'],
		['mastodon:fern', 'mastodon', 'fern@mastodon.social'],
		['@fern.bsky.social', 'bluesky', 'fern.bsky.social'],
		['fern.bsky.social', 'bluesky', 'fern.bsky.social'],
		['@fern-therapy.com', 'bluesky', 'fern-therapy.com'],
		['bluesky:Fern', 'bluesky', 'fern.bsky.social'],
		['did:plc:abc234', 'bluesky', 'did:plc:abc234'],
		['did:web:fern.example', 'bluesky', 'did:web:fern.example'],
		['at://did:plc:abc234/app.bsky.feed.post/1', 'bluesky', 'did:plc:abc234'],
		['youtube:@fern', 'youtube', '@fern'],
		['yt:Fern Speaks', undefined, undefined],
		[channel, 'youtube', `channel/${channel}`],
		['u/fern', 'reddit', 'fern'],
		['podcast:123456789', 'podcast', '123456789'],
		['x:@fern', 'x', 'fern'],
		['Twitter:fern', 'x', 'fern'],
		['ig:fern.writes', 'instagram', 'fern.writes'],
		['linkedin:fern-example', 'linkedin', 'in/fern-example'],
		['linkedin:company/fern', 'linkedin', 'company/fern'],
		['youtube:https://www.youtube.com/@fern', 'youtube', '@fern'],
		// Profile links.
		['https://bsky.app/profile/fern.bsky.social/post/3k', 'bluesky', 'fern.bsky.social'],
		['https://www.youtube.com/c/Fern', 'youtube', 'c/Fern'],
		['https://www.youtube.com/@f%C3%A4rn', 'youtube', '@färn'],
		['https://www.youtube.com/shorts/abc123', 'youtube', 'shorts/abc123'],
		['https://medium.com/@fern/a-post-1', 'medium', '@fern'],
		['https://medium.com/feed/rivers', 'medium', 'rivers'],
		['https://fern.medium.com/', 'medium', 'fern.medium.com'],
		['https://substack.com/@fern', 'substack', '@fern'],
		['https://fern.substack.com/p/one', 'substack', 'fern'],
		['https://fern.blogspot.co.uk/2026/01/x.html', 'blogger', 'fern.blogspot.co.uk'],
		['https://www.tumblr.com/fern/123/slug', 'tumblr', 'fern'],
		['https://www.reddit.com/u/fern/comments/', 'reddit', 'fern'],
		['https://podcasts.apple.com/us/podcast/x/id42424242?i=1', 'podcast', '42424242'],
		['https://twitter.com/fern/status/1', 'x', 'fern'],
		['https://x.com/fern', 'x', 'fern'],
		['https://www.instagram.com/fern/', 'instagram', 'fern'],
		['https://www.tiktok.com/@fern/video/1', 'tiktok', 'fern'],
		['https://www.threads.net/@fern', 'threads', 'fern'],
		['https://www.facebook.com/fernpractice/', 'facebook', 'fernpractice'],
		['https://www.linkedin.com/in/fern/', 'linkedin', 'in/fern'],
		['https://www.pinterest.de/fern/rooms/', 'pinterest', 'fern/rooms'],
		['https://social.example/@fern', 'mastodon', 'fern@social.example'],
		['https://social.example/@fern@other.example', 'mastodon', 'fern@other.example'],
		['https://social.example:8443/@fern', 'mastodon', 'fern@social.example:8443']
	])('%s', (input, platform, name) => {
		const read = typed.read(input);
		if (platform === undefined) return expect(read.kind).toBe('unclear');
		expect(read.kind).toBe('named');
		if (read.kind === 'named')
			expect({ platform: read.rule.platform, name: read.name }).toEqual({ platform, name });
	});

	it.each([
		['a-therapist.example', 'https://a-therapist.example/'],
		['  https://a-therapist.example/blog  ', 'https://a-therapist.example/blog'],
		['<https://a-therapist.example/>', 'https://a-therapist.example/'],
		['“a-therapist.example”', 'https://a-therapist.example/'],
		['feed://a-therapist.example/rss', 'https://a-therapist.example/rss'],
		['feed:https://a-therapist.example/rss', 'https://a-therapist.example/rss'],
		['http://a-therapist.example', 'http://a-therapist.example/'],
		['a-therapist.example:8080/x', 'https://a-therapist.example:8080/x'],
		['münchen-praxis.example', 'https://xn--mnchen-praxis-wob.example/'],
		['localhost:3000', 'https://localhost:3000/'],
		['127.0.0.1/feed', 'https://127.0.0.1/feed'],
		['wordpress:a-therapist.example', 'https://a-therapist.example/'],
		['blog:a-therapist.example/notes', 'https://a-therapist.example/notes'],
		['file:///etc/passwd', 'file:///etc/passwd'],
		['gopher://a.example/', 'gopher://a.example/']
	])('%s is an address', (input, address) => {
		const read = typed.read(input);
		expect(read.kind === 'address' && read.url.href).toBe(address);
	});

	it.each(['@fern', '@dr.fern', '@fern_writes', '@färn'])('%s may be anybody', (input) => {
		expect(typed.read(input)).toEqual({ kind: 'bare', name: input.slice(1) });
	});

	it.each([
		['Dr Fern Example', /person’s name/],
		['fern', /not an address or handle/],
		['', /Nothing was typed/],
		['   ', /Nothing was typed/],
		['what did she post?', /not an address or handle/],
		['https://', /not an address or handle/],
		['did:nothing', /not an address or handle/],
		['a'.repeat(500), /…”/]
	])('%j is not clear, and says what to type', (input, reason) => {
		const read = typed.read(input);
		expect(read.kind).toBe('unclear');
		if (read.kind === 'unclear') {
			expect(read.reason).toMatch(reason);
			expect(read.reason.length).toBeLessThan(150);
			expect(read.advice).toContain('such as');
		}
	});

	it('never throws, and only ever leads to the network by http or a scheme the guard refuses', () => {
		const odd = fc.oneof(
			fc.string({ unit: 'grapheme' }),
			fc.webUrl(),
			fc.emailAddress(),
			fc.stringMatching(/^[@a-z:./]{0,20}$/)
		);
		fc.assert(
			fc.property(odd, (input) => {
				const read = typed.read(input);
				expect(['named', 'address', 'bare', 'unclear']).toContain(read.kind);
			}),
			{ numRuns: 2000 }
		);
	});
});

/**
 * A file to keep, as the answer to a request. The name may hold any letters; text is UTF-8. It is never
 * kept by a browser or a server between: what is in it changes, and is for who asked.
 */
export function attach(
	body: string | Uint8Array | ReadableStream<Uint8Array>,
	{ type, name }: { type: string; name: string }
): Response {
	return new Response(body as BodyInit, {
		headers: {
			'content-type': type.startsWith('text/') ? `${type}; charset=utf-8` : type,
			'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent(name)}`,
			'cache-control': 'private, no-store'
		}
	});
}

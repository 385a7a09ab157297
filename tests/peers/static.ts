/**
 * Sites of three hundred posts built by Hugo and by Jekyll, found from their bare address and read to
 * the first post. Whichever of the two is installed is tried; Debian's packages are hugo, and jekyll
 * with ruby-jekyll-feed and ruby-jekyll-sitemap. Run: npx tsx tests/peers/static.ts
 */
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
	existsSync,
	mkdirSync,
	mkdtempSync,
	readFileSync,
	rmSync,
	statSync,
	writeFileSync
} from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { dirname, extname, join } from 'node:path';
import { check, dayOf, freePort, posts, textOf } from './peer.ts';

const builders = { Hugo: '/usr/bin/hugo', Jekyll: '/usr/bin/jekyll' };
const there = Object.entries(builders).filter(([, file]) => existsSync(file));
if (there.length === 0) {
	console.error('Neither /usr/bin/hugo nor /usr/bin/jekyll is there: install one of the packages.');
	process.exit(2);
}

const head =
	'<meta charset="utf-8">{{ hugo.Generator }}{{ range .AlternativeOutputFormats }}<link rel="{{ .Rel }}" type="{{ .MediaType.Type }}" href="{{ .Permalink }}">{{ end }}';

let isFine = true;
for (const [name] of there) {
	const folder = mkdtempSync(join(tmpdir(), 'in-confidence-static-'));
	const port = await freePort();
	const home = `http://127.0.0.1:${port}`;
	const built = name === 'Hugo' ? buildHugo(folder, home) : buildJekyll(folder, home);
	const server = serve(built);
	await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
	try {
		isFine = (await check(name, `127.0.0.1:${port}`)) && isFine;
	} finally {
		server.closeAllConnections();
		server.close();
		rmSync(folder, { recursive: true, force: true });
	}
}
process.exit(isFine ? 0 : 1);

function write(file: string, text: string): void {
	mkdirSync(dirname(file), { recursive: true });
	writeFileSync(file, text);
}

function buildHugo(folder: string, home: string): string {
	write(
		join(folder, 'config.toml'),
		`baseURL = "${home}/"\ntitle = "Fern on Rivers"\nlanguageCode = "en"\n`
	);
	write(
		join(folder, 'layouts/_default/single.html'),
		`<!doctype html><html><head>${head}<title>{{ .Title }}</title></head><body><nav><a href="/">Home</a></nav><main><article><h1>{{ .Title }}</h1><time datetime="{{ .Date.Format "2006-01-02T15:04:05Z07:00" }}">{{ .Date.Format "2 January 2006" }}</time>{{ .Content }}</article></main></body></html>`
	);
	const list = `<!doctype html><html><head>${head}<title>{{ .Title }}</title></head><body>{{ range .Pages }}<p><a href="{{ .Permalink }}">{{ .Title }}</a></p>{{ end }}</body></html>`;
	write(join(folder, 'layouts/_default/list.html'), list);
	write(join(folder, 'layouts/index.html'), list);
	write(join(folder, 'content/about.md'), '---\ntitle: About\n---\nI am made up.\n');
	for (let n = 1; n <= posts; n++)
		write(
			join(folder, `content/posts/note-${n}.md`),
			`---\ntitle: Note ${n}\ndate: ${dayOf(n).toISOString()}\n---\n${textOf(n)}\n`
		);
	execFileSync('/usr/bin/hugo', ['--source', folder, '--quiet'], { stdio: 'inherit' });
	return join(folder, 'public');
}

function buildJekyll(folder: string, home: string): string {
	write(
		join(folder, '_config.yml'),
		`title: Fern on Rivers\nurl: "${home}"\nplugins: [jekyll-feed, jekyll-sitemap]\n`
	);
	const page = (content: string) =>
		`<!doctype html><html><head><meta charset="utf-8"><meta name="generator" content="Jekyll v{{ jekyll.version }}"><title>{{ page.title }}</title>{% feed_meta %}</head><body><nav><a href="/">Home</a></nav><main><article>${content}</article></main></body></html>`;
	write(
		join(folder, '_layouts/post.html'),
		page(
			'<h1>{{ page.title }}</h1><p><time datetime="{{ page.date | date_to_xmlschema }}">{{ page.date | date: "%d %B %Y" }}</time></p>{{ content }}'
		)
	);
	write(join(folder, '_layouts/page.html'), page('{{ content }}'));
	write(
		join(folder, 'index.html'),
		'---\nlayout: page\ntitle: Home\n---\n{% for post in site.posts %}<p><a href="{{ post.url }}">{{ post.title }}</a></p>{% endfor %}\n'
	);
	write(join(folder, 'about.md'), '---\nlayout: page\ntitle: About\n---\nI am made up.\n');
	for (let n = 1; n <= posts; n++) {
		const at = dayOf(n).toISOString();
		write(
			join(folder, `_posts/${at.slice(0, 10)}-note-${n}.md`),
			`---\nlayout: post\ntitle: Note ${n}\ndate: ${at}\n---\n${textOf(n)}\n`
		);
	}
	execFileSync(
		'/usr/bin/jekyll',
		['build', '--quiet', '--source', folder, '--destination', join(folder, '_site')],
		{ stdio: 'inherit' }
	);
	return join(folder, '_site');
}

/** Files with the validators that web servers send. */
function serve(folder: string) {
	const types: Record<string, string> = {
		'.html': 'text/html',
		'.xml': 'application/xml',
		'.txt': 'text/plain'
	};
	return createServer((request, response) => {
		const { pathname } = new URL(request.url!, 'http://local');
		const file = join(folder, pathname, pathname.endsWith('/') ? 'index.html' : '');
		if (!existsSync(file) || !statSync(file).isFile())
			return response.writeHead(404).end('Not found');
		const body = readFileSync(file);
		const etag = `"${createHash('sha256').update(body).digest('hex').slice(0, 16)}"`;
		if (request.headers['if-none-match'] === etag) return response.writeHead(304, { etag }).end();
		response.writeHead(200, {
			'content-type': types[extname(file)] ?? 'application/octet-stream',
			etag
		});
		return response.end(body);
	});
}
